"""What higher apps add to a briefing, and to the life of a misconception."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from volteface.accounts.models import Subject
    from volteface.timetable.models import Cycle

    type StageTold = Callable[[Cycle, str, Subject | None, dt.datetime], StageCount | None]
    type Asked = Callable[[Cycle, Subject | None, dt.datetime], Sequence[Question]]
    type Printed = Callable[[Cycle, Subject | None, dt.datetime], Sequence[Note]]
    type Planned = Callable[[Cycle], Plan]
    type Noted = Callable[[Cycle, Subject | None, dt.datetime], Sequence[Note]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One line to look out for, already worded and already safe for its reader."""

    text: str
    # A page of this site with more of it; empty for none.
    address: str = ""
    # "kits" once they are ordered: the briefing proposes them no longer.
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageCount:
    """What a stage without answers of its own says of one misconception: a game's cards, say."""

    # So many met it (teams, where a team answers as one), and of these so many still show it.
    n: int
    holding: int
    # Who was counted, worded: "12 teams"; empty for learners.
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question learners asked that waits for an answer, in the words of one of them."""

    text: str
    # So many people asked it or said that it is theirs too.
    votes: int
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedBlock:
    """A timed line of the plan that a teacher keeps for the meeting."""

    starts_at: dt.datetime
    minutes: int
    technique: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Where a meeting is planned, and the plan a teacher keeps; no blocks while there is none."""

    address: str = ""
    blocks: tuple[PlannedBlock, ...] = ()


_noted: list[Noted] = []
_planned: list[Planned] = []
_asked: list[Asked] = []
_printed: list[Printed] = []
_stages: dict[str, StageTold] = {}


def register_notes(noted: Noted) -> None:
    """Let ``noted(cycle, viewer, at)`` add lines to every briefing; no viewer means no names."""
    if noted not in _noted:
        _noted.append(noted)


def notes_for(cycle: Cycle, viewer: Subject | None, at: dt.datetime) -> tuple[Note, ...]:
    """Everything the apps above have to say about the cycle."""
    return tuple(note for noted in _noted for note in noted(cycle, viewer, at))


def register_questions(asked: Asked) -> None:
    """Let ``asked(cycle, viewer, at)`` tell the briefing what learners ask, grouped."""
    if asked not in _asked:
        _asked.append(asked)


def questions_for(
    cycles: Sequence[Cycle], viewer: Subject | None, at: dt.datetime
) -> tuple[Question, ...]:
    """What learners ask, most votes first."""
    found = [one for cycle in cycles for asked in _asked for one in asked(cycle, viewer, at)]
    return tuple(sorted(found, key=lambda one: (-one.votes, one.text)))


def register_prints(printed: Printed) -> None:
    """Let ``printed(cycle, viewer, at)`` add what has to be on paper when people meet."""
    if printed not in _printed:
        _printed.append(printed)


def prints_for(cycle: Cycle, viewer: Subject | None, at: dt.datetime) -> tuple[Note, ...]:
    """Everything to print before the meeting, as the apps above plan it."""
    return tuple(note for printed in _printed for note in printed(cycle, viewer, at))


def register_plan(planned: Planned) -> None:
    """Let ``planned(cycle)`` tell where the meeting is planned, and the plan that is kept."""
    if planned not in _planned:
        _planned.append(planned)


def plan_for(cycle: Cycle) -> Plan:
    """The kept plan of a meeting; without blocks where the briefing is to suggest one."""
    return next((planned(cycle) for planned in _planned), Plan())


def register_stage(stage: str, told: StageTold) -> None:
    """Let ``told(cycle, key of a misconception, viewer, at)`` count one of the survival's STAGES.

    Cut to what the viewer may see; nothing for a stage that did not take place.
    """
    _stages[stage] = told


def stages_told(
    cycle: Cycle, key: str, viewer: Subject | None, at: dt.datetime
) -> dict[str, StageCount]:
    """The stages the apps above know of, by their name."""
    found = {stage: told(cycle, key, viewer, at) for stage, told in _stages.items()}
    return {stage: count for stage, count in found.items() if count is not None and count.n}
