"""What higher apps add to a briefing, and to the life of a misconception."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Sequence

    from volteface.accounts.models import Subject
    from volteface.timetable.models import Cycle

    type StageTold = Callable[[Cycle, str, Subject | None, dt.datetime], StageCount | None]
    type Planned = Callable[[Cycle], Plan]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What a briefing asks the apps above: of which meeting, and of which learners in it."""

    cycle: Cycle
    # By subject: everybody the page counts. Nobody else may show in what is told.
    learners: Collection[int]
    at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One line to look out for, already worded and already safe for its reader."""

    text: str
    # A page of this site with more of it; empty for none.
    address: str = ""
    # "kits" once they are ordered: the briefing proposes them no longer.
    about: str = ""
    # How many teams were made, where it speaks of them: each has a kit.
    teams: int = 0
    # Whether it is of the whole meeting, whichever of its learners were asked of.
    of_all: bool = False


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


class Told[Line]:
    """Lines of one kind that the apps above bring to every briefing."""

    def __init__(self) -> None:
        self._told: list[Callable[[Asking], Sequence[Line]]] = []

    def register(self, told: Callable[[Asking], Sequence[Line]]) -> None:
        """Let ``told`` add its lines to every briefing."""
        if told not in self._told:
            self._told.append(told)

    def of(self, asking: Asking) -> tuple[Line, ...]:
        """Everything there is to say."""
        return tuple(line for told in self._told for line in told(asking))


# What to look out for, what learners ask, and what has to be on paper when people meet.
NOTES = Told[Note]()
QUESTIONS = Told[Question]()
PRINTS = Told[Note]()

_planned: list[Planned] = []
_stages: dict[str, StageTold] = {}


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
