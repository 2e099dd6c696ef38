"""Practice: questions of what was learnt, one at a time, for as long as one likes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.core.phrases import address
from volteface.learning.models import Draw, Response
from volteface.learning.queries import answer_token, draw_of, draw_versions, latest_of, progress_of
from volteface.learning.queries.cards import CardView, question_card
from volteface.learning.queries.look import look_of, objectives_of
from volteface.learning.queries.paths import UNMARKED, outline_of
from volteface.learning.queries.variants import variants_of
from volteface.learning.rules import practice
from volteface.questions.queries import content_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from volteface.accounts.models import Subject
    from volteface.learning.queries import ResponseRow
    from volteface.questions.models import QuestionVersion
    from volteface.timetable.queries import CycleView

# What is kept for the pre-test, its check or the meeting is not used up before.
_PRACTISED = ("", "practice")


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticePage:
    """One question, and the way to another."""

    card: CardView
    next_url: str
    # How many questions there are, and how many answers were given here so far.
    questions: int
    answers: int


def practice_page(
    view: CycleView, subject: Subject, *, at: dt.datetime, of: str = "", after: str = ""
) -> PracticePage | None:
    """The question to practise: ``of`` when it is named, else the next one after ``after``.

    Nothing where nothing was learnt yet.
    """
    draw = draw_of(view.cycle, Draw.Purpose.PRACTICE)
    versions = _learnt(view, subject, draw) if draw else []
    if draw is None or not versions:
        return None
    by_code = {version.code: version for version in versions}
    state = _practised(view, subject, draw, versions)
    seen = by_code[after].pk if after in by_code else 0
    chosen = by_code.get(of) or _version(versions, practice.next_question(state, but=seen))
    latest = latest_of(subject, draw).get(chosen.pk) if of == chosen.code else None
    here = address("learning:practise", view.cycle.code)
    # Other numbers and another order each time, and the same again while an answer is looked at.
    times = next(one.times for one in state if one.version == chosen.pk)
    turn = times - (latest is not None)
    card = question_card(
        chosen,
        draw=draw,
        subject=subject,
        token=answer_token(subject, draw, at=at, scope=view.cycle.code),
        next_path=f"{here}?of={chosen.code}",
        seed=f"{subject.code}:{turn}" if turn else "",
        latest=latest,
        look=look_of(view, chosen),
    )
    return PracticePage(
        card=card,
        next_url=f"{here}?after={chosen.code}",
        questions=len(versions),
        answers=sum(one.times for one in state),
    )


def practice_versions(versions: Iterable[QuestionVersion]) -> list[QuestionVersion]:
    """Those that can be practised, with all their variants: marked, not the meeting's own check."""
    own = list(versions)
    pooled = [variant for version in own for variant in variants_of(version)]
    found = {
        version.question_id: version
        for version in [*pooled, *own]
        if version.kind not in UNMARKED and content_of(version).settings.use in _PRACTISED
    }
    order = dict.fromkeys(version.question_id for version in [*own, *pooled])
    return [found[question] for question in order if question in found]


def _learnt(view: CycleView, subject: Subject, draw: Draw) -> list[QuestionVersion]:
    """The draw's questions of finished steps, and those kept for practice of their objectives."""
    edition = view.module.published
    if edition is None:
        return []
    outline = outline_of(edition)
    progress = progress_of(view.cycle, subject)
    done = {key for key, one in progress.items() if one.finished_at is not None}
    if view.is_staff:
        done = {step.key for step in outline.steps}
    reached = {key for step in outline.steps if step.key in done for key in step.objectives}
    # Of a question that was published again, its newest words.
    newest = {version.question_id: version for version in draw_versions(draw)}
    return [
        version
        for version in newest.values()
        if (
            outline.step_of[version.question_id] in done
            if version.question_id in outline.step_of
            else reached.intersection(objectives_of(version, outline.objectives))
        )
    ]


def _practised(
    view: CycleView, subject: Subject, draw: Draw, versions: Sequence[QuestionVersion]
) -> list[practice.Practised]:
    given = Response.objects.filter(draw=draw, subject=subject).order_by("seq")
    times: dict[int, list[int]] = {}
    for seq, version in given.values_list("seq", "version_id"):
        times.setdefault(version, []).append(seq)
    newest = {row.question_id: row for row in _answers(view, subject, draw)}
    return [
        practice.Practised(
            version=version.pk,
            times=len(times.get(version.pk, ())),
            last_seq=max(times.get(version.pk, (0,))),
            wrong=version.question_id in newest and not newest[version.question_id].correct,
        )
        for version in versions
    ]


def _answers(view: CycleView, subject: Subject, draw: Draw) -> list[ResponseRow]:
    preparation = draw_of(view.cycle, Draw.Purpose.PREPARATION)
    rows = [*latest_of(subject, draw).values()]
    rows += latest_of(subject, preparation).values() if preparation else ()
    return sorted(rows, key=lambda row: row.seq)


def _version(versions: Sequence[QuestionVersion], pk: int) -> QuestionVersion:
    return next(version for version in versions if version.pk == pk)
