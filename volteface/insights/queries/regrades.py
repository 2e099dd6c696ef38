"""A regrade before it is done: whose marks would change, from what to what; and those done."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from volteface.insights.models import Regrade
from volteface.insights.rules.regrading import Marked, Summary, fingerprint, summary
from volteface.learning.queries.regrades import GradedAnswer, graded_answers
from volteface.questions.queries import content_of
from volteface.questions.queries.mending import is_typed, marked, mending_of, typed_in
from volteface.readiness.queries.whatif import Move, moves_if
from volteface.rosters.models import Cohort
from volteface.rosters.queries import learners_visible_to, standing_in
from volteface.timetable.models import Cycle

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from volteface.accounts.models import Subject
    from volteface.questions.models import Question
    from volteface.questions.queries.content import Content, Mark

# Whoever answers for learners reads their names.
_NAMERS = ("teacher", "tutor")
_BEFORE_THE_MEETING = ("preparation", "pretest")
_MOST_NAMES = 200
_MOST_TYPED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An answer whose grade a regrade would follow by a newer one."""

    answer: GradedAnswer
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """A learner by name, and their mark before and after."""

    name: str
    before: float
    after: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Everything to read before a regrade is done."""

    changes: tuple[Change, ...]
    summary: Summary
    people: tuple[PersonLine, ...]
    # Changed learners whose names the reader may not see, or for whom there is no room.
    unnamed: int
    states: tuple[tuple[tuple[str, str], int], ...]
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegradeLine:
    """A regrade that was done."""

    regrade: Regrade
    at: dt.datetime
    words: str
    changed: int


def changes_by(question: Question, content: Content) -> tuple[list[Marked], list[Change]]:
    """Every answer to the present series by another key, and those whose grade would differ."""
    series = question.current.series if question.current else 0
    mark_of = cache(lambda answer: marked(content, answer))
    rows, changes = [], []
    for answer in graded_answers(question, series=series):
        mark = mark_of(answer.answer)
        row = Marked(
            seq=answer.seq,
            subject=answer.subject_id,
            draw=answer.draw_id,
            counts=answer.counts,
            grade=answer.grade_id,
            before=answer.fraction,
            after=mark.fraction,
            was_correct=answer.correct,
            is_correct=mark.correct,
            otherwise=",".join(mark.chosen)[:400] != answer.chosen
            or ",".join(mark.misconceptions)[:400] != answer.misconceptions,
        )
        rows.append(row)
        if row.changes:
            changes.append(Change(answer=answer, mark=mark))
    return rows, changes


def preview_of(
    question: Question, content: Content, *, viewer: Subject, at: dt.datetime
) -> Preview:
    """What marking every answer to the present series by ``content`` would change."""
    rows, changes = changes_by(question, content)
    people, unnamed = _people(rows, changes, viewer, at)
    states = Counter((move.before, move.after) for move in state_moves(changes))
    return Preview(
        changes=tuple(changes),
        summary=summary(rows),
        people=people,
        unnamed=unnamed,
        states=tuple(sorted(states.items())),
        fingerprint=fingerprint(rows),
    )


def state_moves(changes: Iterable[Change]) -> list[Move]:
    """Whose readiness would change."""
    by_cycle: dict[int, list[Change]] = defaultdict(list)
    for change in changes:
        if change.answer.cycle_id and change.answer.purpose in _BEFORE_THE_MEETING:
            by_cycle[change.answer.cycle_id].append(change)
    moves = []
    for cycle in Cycle.objects.select_related("module__published").filter(pk__in=by_cycle):
        own = by_cycle[cycle.pk]
        marks = {
            one.answer.seq: (one.mark.correct, ",".join(one.mark.misconceptions)) for one in own
        }
        moves += moves_if(cycle, {one.answer.subject_id for one in own}, marks)
    return moves


def typed_answers(question: Question) -> list[tuple[str, int]]:
    """What was typed and is not right, the most frequent first: what might be accepted."""
    if question.current is None or not is_typed(content_of(question.current)):
        return []
    content = content_of(question.current)
    counted: Counter[str] = Counter()
    for answer in graded_answers(question, series=question.current.series):
        if not answer.correct and answer.counts:
            counted[typed_in(content, answer.answer)] += 1
    return [pair for pair in counted.most_common(_MOST_TYPED) if pair[0]]


def regrades_of(question: Question) -> list[RegradeLine]:
    """The regrades of a question, the newest first."""
    rows = Regrade.objects.filter(question=question).select_related("after").order_by("-pk")
    return [
        RegradeLine(regrade=row, at=row.at, words=_key_in_words(row), changed=row.changed)
        for row in rows
    ]


def regrade_by_id(pk: int) -> Regrade | None:
    """The regrade a job was written for."""
    return _regrades().filter(pk=pk).first()


def regrade_by_code(code: str) -> Regrade | None:
    """The regrade a message is about."""
    return _regrades().filter(code=code).first()


def _regrades() -> QuerySet[Regrade]:
    return Regrade.objects.select_related("question", "after")


def _key_in_words(row: Regrade) -> str:
    content = content_of(row.after)
    if content.settings.dropped:
        return _("dropped: every answer counts as right")
    right = mending_of(content).right
    texts = [option.text for option in content.options if option.id in right]
    return _("right: %(answers)s") % {"answers": " · ".join(_(text) for text in texts)}


def _people(
    rows: Sequence[Marked], changes: Iterable[Change], viewer: Subject, at: dt.datetime
) -> tuple[tuple[PersonLine, ...], int]:
    """Current marks that would change, by name where the reader teaches these learners."""
    current = {(row.draw, row.subject): row for row in rows if row.counts}
    moved = [row for row in current.values() if row.changes and row.before != row.after]
    cohorts = {change.answer.draw_id: change.answer.cohort_id for change in changes}
    names = _names(set(cohorts.values()), viewer, at)
    lines = [
        PersonLine(name=names[row.subject], before=row.before, after=row.after)
        for row in moved
        if row.subject in names
    ]
    shown = sorted(lines, key=lambda line: line.name)[:_MOST_NAMES]
    return tuple(shown), len(moved) - len(shown)


def _names(cohort_ids: set[int], viewer: Subject, at: dt.datetime) -> dict[int, str]:
    found: dict[int, str] = {}
    for cohort in Cohort.objects.select_related("course").filter(pk__in=cohort_ids):
        if standing_in(viewer, cohort, at).role not in _NAMERS:
            continue
        for member in learners_visible_to(viewer, cohort, at).select_related("subject__person"):
            found[member.subject_id] = str(member.subject.person or "")
    return {subject: name for subject, name in found.items() if name}
