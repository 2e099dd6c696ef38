"""Item statistics of a question and of a module: the answers read here, the sums elsewhere."""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from volteface.core.models import Job
from volteface.insights.queries.parts import PartLine, part_lines
from volteface.learning.queries.firsts import (
    FirstAnswer,
    Occasion,
    first_answers,
    newest_marks,
    occasions_of_module,
    occasions_of_question,
)
from volteface.questions.models import Question, QuestionVersion
from volteface.questions.queries import content_of, stem_in_words
from volteface.questions.queries.items import (
    FEWEST,
    First,
    is_judged,
    models_from_json,
    models_of,
    question_report,
    set_report,
)
from volteface.questions.queries.shown import option_in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from volteface.courses.models import Module
    from volteface.questions.queries.items import (
        Curve,
        ItemStatistics,
        Models,
        OptionUse,
        QuestionReport,
        SetReport,
    )

# Above, the page leaves the sums to a job and the editor shows the way only.
QUICK = 20_000
# Their figures stand for so many seconds, however many answers come in meanwhile.
STANDS = 60.0
QUESTIONS_A_PAGE = 50
MODELS_JOB = "insights.models"
_WORDS = 120
_KEPT = 200
_reports: dict[tuple[object, ...], tuple[tuple[int, int], float, Any]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesLine:
    """A question between two meaningful edits."""

    number: int
    version: QuestionVersion
    n: int
    # First answers that came faster than the question can be read: in none of the figures.
    rapid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionLine:
    """An option with its words and how it was used."""

    words: str
    use: OptionUse


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPage:
    """Everything the page of a question's statistics shows."""

    question: Question
    words: str
    occasions: tuple[Occasion, ...]
    occasion: Occasion | None
    series: tuple[SeriesLine, ...]
    shown: SeriesLine | None
    report: QuestionReport | None
    options: tuple[OptionLine, ...]
    # The answers of kinds without options, the most frequent wrong ones first.
    is_judged: bool
    # What its parts do, for kinds with parts; then the options say nothing of their own.
    parts: tuple[PartLine, ...] = ()

    @property
    def has_enough(self) -> bool:
        return self.report is not None and self.report.statistics.n >= FEWEST


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    """A question in the table of its module."""

    question: Question
    words: str
    statistics: ItemStatistics
    curve: Curve | None = None
    rasch: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModulePage:
    """Everything the page of a module's statistics shows."""

    module: Module
    occasions: tuple[Occasion, ...]
    occasion: Occasion | None
    # A page of the questions, and their lines.
    part: Page[Question]
    items: tuple[ItemLine, ...]
    report: SetReport | None
    models: Models | None
    # So many answers that the models are computed only when asked for, and whether they are.
    is_large: bool
    is_asked: bool
    # First answers left out because they came faster than their question can be read.
    rapid: int


def question_page(question: Question, *, purpose: str = "", series: int = 0) -> QuestionPage:
    """One question on one occasion (that with most answers, unless asked), one series of it."""
    occasions = occasions_of_question(question)
    occasion = _chosen(occasions, purpose)
    judged = question.current is not None and is_judged(question.current)
    name = (question.code, question.current_id, occasion.draws if occasion else (), series)
    found = _kept(name, lambda: _computed(question, occasion, series, is_judged=judged))
    shown, report, parts = found.shown, found.report, found.parts
    return QuestionPage(
        question=question,
        words=_words(question),
        occasions=tuple(occasions),
        occasion=occasion,
        series=tuple(found.series),
        shown=shown,
        report=report,
        options=() if parts else _option_lines(shown, report),
        is_judged=judged,
        parts=parts,
    )


def module_page(module: Module, *, purpose: str = "", number: str = "") -> ModulePage:
    """The marked questions of a module beside the others, in their present series, by pages."""
    occasions = occasions_of_module(module)
    occasion = _chosen(occasions, purpose)
    name = (module.code, occasion.draws if occasion else ())
    is_long = occasion is not None and occasion.answers > QUICK
    stands = STANDS if is_long else 0.0
    questions, report, models, is_large, rapid = _kept(
        name, lambda: _compared(occasion), stands=stands
    )
    job = _job(module, occasion) if occasion and is_large else None
    models = models or _stored(job)
    part = Paginator(questions, QUESTIONS_A_PAGE).get_page(number)
    return ModulePage(
        module=module,
        occasions=tuple(occasions),
        occasion=occasion,
        part=part,
        items=_item_lines(part, report, models),
        report=report,
        models=models,
        is_large=is_large,
        is_asked=job is not None,
        rapid=rapid,
    )


def matrix_of(draws: Sequence[int]) -> list[tuple[float | None, ...]]:
    """One row of marks a learner, a column a question, for who computes later."""
    return _module_rows(_read(first_answers(draws)))[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Computed:
    """What a question's page shows of its answers."""

    series: list[SeriesLine]
    shown: SeriesLine | None
    report: QuestionReport | None
    parts: tuple[PartLine, ...]


def _computed(
    question: Question, occasion: Occasion | None, series: int, *, is_judged: bool
) -> _Computed:
    answers = first_answers(occasion.draws) if occasion else []
    own = [answer for answer in answers if answer.question == question.pk]
    lines = _series_lines(question, own)
    shown = next((line for line in lines if line.number == series), lines[0] if lines else None)
    read = _read(answers)
    report = _report(question, shown, read) if shown is not None and is_judged else None
    parts = _part_lines(shown, _read(own)) if report is not None else ()
    return _Computed(series=lines, shown=shown, report=report, parts=parts)


def _compared(
    occasion: Occasion | None,
) -> tuple[list[Question], SetReport | None, Models | None, bool, int]:
    answers = first_answers(occasion.draws) if occasion else []
    read = _read(answers)
    questions, rows = _module_rows(read)
    is_large = len(rows) * len(questions) > QUICK
    return (
        questions,
        set_report(rows) if rows else None,
        models_of(rows) if rows and not is_large else None,
        is_large,
        len(answers) - len(read),
    )


def _read(answers: Iterable[FirstAnswer]) -> list[FirstAnswer]:
    """The answers that figures are made from: not those given before anybody could have read."""
    return [answer for answer in answers if not answer.rapid]


def _kept[Found](
    name: tuple[object, ...], compute: Callable[[], Found], *, stands: float = 0.0
) -> Found:
    """What was computed before, while no answer and no grade came in, or so many seconds ago."""
    now, moment = newest_marks(), time.monotonic()
    name = (*name, get_language())
    found = _reports.get(name)
    if found is None or (found[0] != now and moment - found[1] >= stands):
        if len(_reports) >= _KEPT:
            _reports.clear()
        found = _reports[name] = (now, moment, compute())
    kept: Found = found[2]
    return kept


def models_nonce(module: Module, occasion: Occasion) -> str:
    """One computation for one state of the answers."""
    return f"{MODELS_JOB}:{module.pk}:{occasion.purpose}:{occasion.answers}"


def _job(module: Module, occasion: Occasion) -> Job | None:
    return Job.objects.filter(nonce=models_nonce(module, occasion)).first()


def _stored(job: Job | None) -> Models | None:
    return models_from_json(job.result) if job is not None and job.result else None


def _chosen(occasions: Sequence[Occasion], purpose: str) -> Occasion | None:
    wanted = [occasion for occasion in occasions if occasion.purpose == purpose]
    return next(iter(wanted or occasions), None)


def _series_lines(question: Question, own: Iterable[FirstAnswer]) -> list[SeriesLine]:
    """The series that were answered and the present one, the newest first."""
    counts, rapid = defaultdict[int, int](int), defaultdict[int, int](int)
    for answer in own:
        (rapid if answer.rapid else counts)[answer.series] += 1
    newest: dict[int, QuestionVersion] = {}
    for version in question.versions.order_by("number"):
        newest[version.series] = version
    return [
        SeriesLine(number=number, version=newest[number], n=counts[number], rapid=rapid[number])
        for number in sorted(newest, reverse=True)
        if counts[number] or rapid[number] or number == max(newest)
    ]


def _report(
    question: Question, shown: SeriesLine, answers: Iterable[FirstAnswer]
) -> QuestionReport:
    firsts, marks, columns = [], defaultdict[int, dict[int, float]](dict), set[int]()
    unjudged = _unjudged({answer.question for answer in answers})
    for answer in answers:
        if answer.question != question.pk:
            if answer.question not in unjudged:
                columns.add(answer.question)
                marks[answer.learner].setdefault(answer.question, answer.fraction)
        elif answer.series == shown.number:
            firsts.append(
                First(
                    learner=answer.learner,
                    mark=answer.fraction,
                    correct=answer.correct,
                    chosen=answer.chosen,
                    certainty=answer.certainty,
                    seconds=answer.seconds,
                )
            )
    order = sorted(columns)
    others = {
        first.learner: tuple(marks[first.learner].get(column) for column in order)
        for first in firsts
    }
    return question_report(firsts, others, _keys(shown.version))


def _keys(version: QuestionVersion) -> dict[str, bool]:
    content = content_of(version)
    several = version.kind == "multiple"
    return {
        option.id: option.fraction > 0 if several else option.fraction >= 1
        for option in content.options
    }


def _part_lines(shown: SeriesLine | None, own: Iterable[FirstAnswer]) -> tuple[PartLine, ...]:
    if shown is None:
        return ()
    return part_lines(shown.version, [one.answer for one in own if one.series == shown.number])


def _option_lines(
    shown: SeriesLine | None, report: QuestionReport | None
) -> tuple[OptionLine, ...]:
    if shown is None or report is None:
        return ()
    return tuple(
        OptionLine(words=option_in_words(shown.version, use.id) or use.id, use=use)
        for use in report.options
    )


def _module_rows(
    answers: Sequence[FirstAnswer],
) -> tuple[list[Question], list[tuple[float | None, ...]]]:
    ids = {answer.question for answer in answers}
    found = Question.objects.filter(pk__in=ids).select_related("current").order_by("pk")
    questions = [one for one in found if one.current is not None and is_judged(one.current)]
    newest: dict[int, int] = defaultdict(int)
    for answer in answers:
        newest[answer.question] = max(newest[answer.question], answer.series)
    places = {question.pk: place for place, question in enumerate(questions)}
    rows: dict[int, list[float | None]] = {}
    for answer in answers:
        place = places.get(answer.question)
        if place is not None and answer.series == newest[answer.question]:
            row = rows.setdefault(answer.learner, [None] * len(places))
            row[place] = answer.fraction
    return questions, [tuple(row) for row in rows.values()]


def _unjudged(ids: set[int]) -> set[int]:
    found = Question.objects.filter(pk__in=ids, current__isnull=False).select_related("current")
    return {one.pk for one in found if one.current is not None and not is_judged(one.current)}


def _item_lines(
    part: Page[Question], report: SetReport | None, models: Models | None
) -> tuple[ItemLine, ...]:
    if report is None:
        return ()
    fit = models.two_parameter if models else None
    curves = dict(zip(models.places, fit.curves, strict=True)) if models and fit else {}
    rasch = dict(zip(models.places, models.rasch, strict=True)) if models and models.rasch else {}
    return tuple(
        ItemLine(
            question=question,
            words=_words(question),
            statistics=report.statistics[place],
            curve=curves.get(place),
            rasch=rasch.get(place),
        )
        for place, question in enumerate(part, start=part.start_index() - 1)
    )


def _words(question: Question) -> str:
    if question.current is None:
        return _("Question without words")
    return stem_in_words(content_of(question.current))[:_WORDS]
