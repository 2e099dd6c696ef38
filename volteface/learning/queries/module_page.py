"""The start page of a module: the way, what is offered beside it, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from volteface.core.db.prepared import PreparedObjects
from volteface.learning.models import MeetingRole, ShownObjective
from volteface.learning.queries.measured import measured_in
from volteface.learning.queries.pages import module_start, offered_steps
from volteface.learning.queries.paths import (
    answers_as_they_stand,
    outline_of,
    shown_objectives,
)
from volteface.learning.queries.pretest import PretestOffer, offer_of
from volteface.learning.rules import levels
from volteface.rosters.queries import learners_visible_to, role_in

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from volteface.accounts.models import Subject
    from volteface.learning.queries.pages import ModuleStart, StepLine
    from volteface.learning.queries.paths import PathOutline
    from volteface.learning.rules.pace import Measured
    from volteface.timetable.models import Cycle
    from volteface.timetable.queries import CycleView


# Who answers for learners reads their names.
NAMERS = ("teacher", "tutor")


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A step of the list with what this learner is told of it."""

    line: StepLine
    # The median of those who finished it, from five on.
    measured: Measured | None = None
    # Offered because of so many wrong answers about this objective.
    offered_for: str = ""
    errors: int = 0
    # Back on the way: the later question about this objective went wrong.
    back_for: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModulePage:
    """Everything the start page shows one person."""

    start: ModuleStart
    way: tuple[Way, ...]
    support: tuple[Way, ...]
    stretch: tuple[Way, ...]
    measured: Measured | None
    factor: float
    # Before the first step only, and not once it has been settled.
    pretest: PretestOffer | None = None
    skipped: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    # What was skipped and waits for its later question; asked once the way is through.
    to_check: int = 0
    is_ahead: bool = False
    role: str = ""
    roles: Sequence[tuple[str, str]] = field(default=())

    @property
    def offered(self) -> tuple[Way, ...]:
        return tuple(one for one in self.support if one.offered_for)


def module_page(view: CycleView, subject: Subject, *, at: dt.datetime) -> ModulePage:
    """The start page of a cycle's module; for staff, as a learner without answers sees it."""
    start = module_start(view, subject, at=at)
    edition = view.module.published
    outline = outline_of(edition) if edition else None
    shown = shown_objectives(view.cycle, subject)
    offers = offered_steps(view, subject)
    pace = measured_in(view.cycle)
    back = {row.objective.key for row in shown if row.state == ShownObjective.State.BACK}
    lines = [_way(line, outline, offers, back, pace.steps) for line in start.lines]
    core = {step.key for step in levels.way(start.lines)}
    ahead = is_ahead(view.cycle, subject, start)
    role = role_of(view.cycle, subject)
    open_ones = [row for row in shown if row.state == ShownObjective.State.OPEN]
    return ModulePage(
        start=start,
        way=tuple(one for one in lines if one.line.key in core),
        support=_beside(lines, core, levels.SUPPORT),
        stretch=_beside(lines, core, levels.STRETCH),
        measured=pace.whole,
        factor=view.factor,
        pretest=None if shown or _has_read(start) else offer_of(view.cycle, subject),
        skipped=tuple(row.objective.text for row in shown if row.objective.key not in back),
        back=tuple(row.objective.text for row in shown if row.objective.key in back),
        to_check=len(open_ones) if start.is_finished else 0,
        is_ahead=ahead and not view.is_staff and at < view.dates.meeting_starts_at,
        role=role.role if role else "",
        roles=[
            (value, str(word))
            for value, word in MeetingRole.Role.choices
            if value != MeetingRole.Role.NONE
        ],
    )


def is_ahead(cycle: Cycle, subject: Subject, start: ModuleStart) -> bool:
    """Whether the learner is through the way and strong: who is, is offered more to do."""
    edition = cycle.module.published
    if edition is None or not start.is_finished:
        return False
    outline = outline_of(edition)
    finished = {line.key for line in start.lines if line.is_finished}
    answers = answers_as_they_stand(cycle, subject, outline)
    shown = shown_objectives(cycle, subject)
    # What the pre-test showed counts like answers: as many as it asked.
    held = [
        levels.Seen(objectives=frozenset((row.objective.key,)), correct=True)
        for row in shown
        if row.state != ShownObjective.State.BACK
        for _question in range(row.asked)
    ]
    return levels.is_ahead(outline.steps, finished=finished, answers=[*answers, *held])


def role_of(cycle: Cycle, subject: Subject) -> MeetingRole | None:
    """What the learner said to a role in the meeting, if anything."""
    found = _roles(cycle.pk, subject.pk)
    return _roles.made(found[0]) if found else None


_roles = PreparedObjects[MeetingRole](
    lambda cycle, subject: MeetingRole.objects.filter(cycle=cycle, subject=subject).order_by("pk")[
        :1
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenRole:
    """Somebody who is ahead and what they will do in the meeting."""

    subject_id: int
    role: str
    word: str
    # Empty for whoever may not read it.
    name: str


def roles_in(cycle: Cycle, viewer: Subject | None, *, at: dt.datetime) -> list[TakenRole]:
    """Who took which role in the meeting; names only of learners the viewer may see."""
    rows = MeetingRole.objects.filter(cycle=cycle).exclude(role=MeetingRole.Role.NONE)
    named: dict[int, str] = {}
    if viewer is not None and role_in(viewer, cycle.cohort, at) in NAMERS:
        places = learners_visible_to(viewer, cycle.cohort, at)
        named = {place.subject_id: str(place.subject.person or "") for place in places}
    return [
        TakenRole(
            subject_id=row.subject_id,
            role=row.role,
            word=str(row.get_role_display()),
            name=named.get(row.subject_id, ""),
        )
        for row in rows.order_by("role", "at")
    ]


def _way(
    line: StepLine,
    outline: PathOutline | None,
    offers: Mapping[str, tuple[str, int]],
    back: set[str],
    measured: Mapping[str, Measured],
) -> Way:
    objective, errors = offers.get(line.key, ("", 0))
    serves: frozenset[str] = frozenset()
    if outline is not None:
        serves = next((s.objectives for s in outline.steps if s.key == line.key), serves)
    returned = sorted(serves & back) if not line.is_finished else []
    title = outline.title_of if outline else str
    return Way(
        line=line,
        measured=measured.get(line.key),
        offered_for=title(objective) if objective else "",
        errors=errors,
        back_for=title(returned[0]) if returned else "",
    )


def _beside(lines: Sequence[Way], core: set[str], level: str) -> tuple[Way, ...]:
    return tuple(one for one in lines if one.line.key not in core and one.line.level == level)


def _has_read(start: ModuleStart) -> bool:
    return any(line.is_finished and not line.is_skipped for line in start.lines)
