"""What a cohort's cycles brought about: four checks, two gains, each with n and interval."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.insights.queries.marks import PURPOSES, Marks, marks_in
from volteface.insights.rules.gain import Gain, Mean, mean_of, paired_gain
from volteface.insights.rules.reading import Reader, may_count, may_share
from volteface.rosters.models import Membership
from volteface.rosters.queries import narrowed, standing_in
from volteface.timetable.models import Cycle

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from volteface.accounts.models import Subject
    from volteface.rosters.models import Cohort

RESPONSIBLE = ("teacher", "tutor")
# Before and after: what the hour brought, and what stayed of the whole cycle.
HOUR = ("opening_check", "exit_ticket")
CYCLE = ("preparation", "delayed_check")
COMPARED = (HOUR, CYCLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckView:
    """One of the four checks of a cycle, as far as its reader may know it."""

    purpose: str
    # People, and their answers: right of all. Zero where nothing may be said.
    n: int
    right: int
    answers: int
    # Nothing where a percentage would say too much.
    mean: Mean | None
    # Somebody answered, but too few to say so.
    hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GainView:
    """A comparison of two checks for the people who took both."""

    before: str
    after: str
    n: int
    gain: Gain | None
    hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleEffect:
    """One cycle, or all of a cohort's together when ``code`` is empty."""

    code: str
    title: str
    audience: str
    meeting_at: dt.datetime | None
    checks: tuple[CheckView, ...]
    gains: tuple[GainView, ...]

    @property
    def has_anything(self) -> bool:
        """Whether any check has something to show."""
        return any(check.n for check in self.checks)

    @property
    def is_drawn(self) -> bool:
        """Whether any check has a mean to draw."""
        return any(check.mean for check in self.checks)

    @property
    def is_compared(self) -> bool:
        """Whether anybody took two of the checks."""
        return any(gain.gain or gain.hidden for gain in self.gains)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """A cohort's evidence for one reader."""

    cycles: tuple[CycleEffect, ...]
    # Everybody's own mean over the cycles in which they took both checks.
    overall: tuple[GainView, ...]
    reader: Reader
    # A tutor's reading covers their groups only.
    partial: bool


def effect_of(
    cohort: Cohort,
    cycle: Cycle | None = None,
    *,
    viewer: Subject | None = None,
    at: dt.datetime,
) -> Effect:
    """The effect of a cohort's cycles (or one), counted over the learners ``viewer`` may count.

    Without a viewer, for managers, learners and exports: the whole cohort, nothing under five.
    """
    standing = standing_in(viewer, cohort, at) if viewer else None
    role = standing.role if standing else ""
    reader: Reader = "responsible" if role in RESPONSIBLE else "other"
    places = Membership.objects.filter(cohort=cohort, role=Membership.Role.LEARNER)
    if viewer is not None and standing is not None and role == "tutor":
        places = narrowed(places, viewer, standing)
    learners = set(places.values_list("subject_id", flat=True))
    rows = _cycles(cohort, cycle)
    marks = {row.pk: marks_in(row, learners) for row in rows}
    return Effect(
        cycles=tuple(_cycle_effect(row, marks[row.pk], reader) for row in rows),
        overall=tuple(
            _gain_view(pair, *_pooled(list(marks.values()), pair), reader) for pair in COMPARED
        ),
        reader=reader,
        partial=bool(standing and role == "tutor" and standing.group_codes is not None),
    )


def _cycles(cohort: Cohort, cycle: Cycle | None) -> list[Cycle]:
    rows = (
        Cycle.objects.filter(cohort=cohort, archived_at__isnull=True)
        .exclude(state=Cycle.State.DRAFT)
        .select_related("module", "group", "meeting")
        .order_by("-meeting__starts_at", "pk")
    )
    return list(rows if cycle is None else rows.filter(pk=cycle.pk))


def _cycle_effect(cycle: Cycle, marks: Mapping[str, Marks], reader: Reader) -> CycleEffect:
    return CycleEffect(
        code=cycle.code,
        title=cycle.module.title,
        audience=cycle.group.name if cycle.group else "",
        meeting_at=cycle.meeting.starts_at,
        checks=tuple(_check(purpose, marks[purpose], reader) for purpose in PURPOSES),
        gains=tuple(
            _gain_view(pair, marks[pair[0]].shares, marks[pair[1]].shares, reader)
            for pair in COMPARED
        ),
    )


def _check(purpose: str, marks: Marks, reader: Reader) -> CheckView:
    n = len(marks.shares)
    counted = may_count(n, reader)
    return CheckView(
        purpose=purpose,
        n=n if counted else 0,
        right=marks.right if counted else 0,
        answers=marks.answers if counted else 0,
        mean=mean_of(list(marks.shares.values())) if may_share(n, reader) else None,
        hidden=bool(n) and not counted,
    )


def _gain_view(
    pair: tuple[str, str],
    before: Mapping[int, float],
    after: Mapping[int, float],
    reader: Reader,
) -> GainView:
    n = len(before.keys() & after.keys())
    return GainView(
        before=pair[0],
        after=pair[1],
        n=n if may_count(n, reader) else 0,
        gain=paired_gain(before, after) if may_share(n, reader) else None,
        hidden=bool(n) and not may_share(n, reader),
    )


def _pooled(
    cycles: Sequence[Mapping[str, Marks]], pair: tuple[str, str]
) -> tuple[dict[int, float], dict[int, float]]:
    """Each learner's mean before and after, over the cycles in which they took both."""
    before: dict[int, list[float]] = {}
    after: dict[int, list[float]] = {}
    for marks in cycles:
        first, second = marks[pair[0]].shares, marks[pair[1]].shares
        for subject in first.keys() & second.keys():
            before.setdefault(subject, []).append(first[subject])
            after.setdefault(subject, []).append(second[subject])
    return _means(before), _means(after)


def _means(shares: Mapping[int, list[float]]) -> dict[int, float]:
    return {subject: math.fsum(all_) / len(all_) for subject, all_ in shares.items()}
