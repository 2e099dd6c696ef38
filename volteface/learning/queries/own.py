"""What a learner sees of their own answers: each with its mark, and how sure they felt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from volteface.core import charts
from volteface.learning.models import Grade
from volteface.learning.queries import draw_of, latest_of, remembered_versions
from volteface.learning.queries.look import TOLD, Look, look_of
from volteface.learning.rules import calibration
from volteface.questions.queries import answer_in_words
from volteface.questions.queries.shown import question_view

if TYPE_CHECKING:
    import datetime as dt

    from markupsafe import Markup

    from volteface.accounts.models import Subject
    from volteface.learning.queries import ResponseRow
    from volteface.learning.rules.calibration import Level
    from volteface.questions.models import QuestionVersion
    from volteface.rosters.models import Cohort
    from volteface.timetable.queries import CycleView

ANSWERS_A_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAnswer:
    """A question with the answer as it stands."""

    stem_html: Markup
    words: str
    correct: bool
    is_marked: bool
    certainty: int | None
    at: dt.datetime
    look: Look


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAnswers:
    """A page of one's own answers."""

    page: Page[tuple[QuestionVersion, ResponseRow]]
    answers: tuple[OwnAnswer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CertaintyPage:
    """How sure against how right, drawn and as rows."""

    levels: tuple[Level, ...]
    chart: Markup | None
    n: int


def own_answers(view: CycleView, subject: Subject, number: str = "") -> OwnAnswers:
    """The learner's own answers in a cycle as they stand, in the order of the steps, by pages."""
    newest: dict[int, tuple[QuestionVersion, ResponseRow]] = {}
    for purpose in reversed(TOLD):
        draw = draw_of(view.cycle, purpose)
        latest = latest_of(subject, draw) if draw else {}
        for version in remembered_versions(draw) if draw and latest else []:
            row = latest.get(version.pk)
            known = newest.get(version.question_id)
            if row is None or (known is not None and known[1].accepted_at > row.accepted_at):
                continue
            newest[version.question_id] = (version, row)
    page = Paginator(list(newest.values()), ANSWERS_A_PAGE).get_page(number)
    return OwnAnswers(
        page=page, answers=tuple(_answer(view, subject, *given) for given in page.object_list)
    )


def _answer(
    view: CycleView, subject: Subject, version: QuestionVersion, row: ResponseRow
) -> OwnAnswer:
    return OwnAnswer(
        stem_html=question_view(version, seed=str(subject.code)).stem_html,
        words=answer_in_words(version, row.answer),
        correct=row.correct,
        is_marked=version.kind != "open",
        certainty=row.certainty,
        at=row.accepted_at,
        look=look_of(view, version),
    )


def certainty_page(subject: Subject, cohort: Cohort) -> CertaintyPage:
    """One's own calibration over all answers in a cohort; for nobody else."""
    found = calibration.levels(_sure(subject, cohort))
    n = sum(level.n for level in found)
    return CertaintyPage(levels=found, chart=_chart(found) if n else None, n=n)


def _sure(subject: Subject, cohort: Cohort) -> list[calibration.Sure]:
    rows = (
        Grade.objects.filter(
            response__subject=subject,
            response__draw__cohort=cohort,
            response__countable=True,
            response__draw__immediate_feedback=True,
        )
        # Of several marks of one answer the newest comes last and stays.
        .order_by("response_id", "pk")
        .values_list(
            "response_id", "response__version__question_id", "correct", "response__certainty"
        )
    )
    newest = {row[0]: row for row in rows}
    return [
        calibration.Sure(order=seq, question=question, correct=correct, certainty=certainty)
        for seq, question, correct, certainty in newest.values()
    ]


def _chart(found: tuple[Level, ...]) -> Markup:
    points = [
        charts.Point(
            label=words_of(level.certainty),
            value=level.share,
            low=level.low,
            high=level.high,
            n=level.n,
        )
        for level in found
    ]
    return charts.lines(points, label=_("Share of right answers by how sure you felt"))


def words_of(certainty: int) -> str:
    """A certainty as learners choose it."""
    return {1: _("a guess"), 2: _("fairly sure"), 3: _("certain")}[certainty]
