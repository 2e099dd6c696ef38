"""What a briefing says, as plain data: the page, the paper and the mail read the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from volteface.readiness.events import Note, Question
    from volteface.readiness.queries.mastery import ObjectiveView


@dataclass(frozen=True, slots=True, kw_only=True)
class SightCount:
    """How many stand at one of the four first-sight words."""

    sight: str
    shape: str
    word: str
    # The name the shared components know it by.
    component: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BeliefView:
    """One of the main misconceptions, at the question that shows it most."""

    key: str
    text: str
    # The wrong option in the learners' own terms, and where it stood.
    option: str
    question_number: int
    stem: str
    step_title: str
    count: int
    answered: int
    certain: int
    # Shares are nothing where too few stand behind them.
    share: float | None
    right_share: float | None
    alarming: bool
    quotation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockView:
    """A timed line of the suggested hour."""

    starts_at: dt.datetime
    # Since the meeting began: what is told where several meet at different times.
    minutes_in: int
    minutes: int
    technique: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidView:
    """Answers that say much the same: how many, and the most central of them in its own words."""

    quotation: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenView:
    """An open question, and what was written to it."""

    version: int
    stem: str
    step_title: str
    answered: int
    # The largest first; who stands alone is counted in ``apart``.
    groups: tuple[SaidView, ...]
    apart: int
    # Who wrote "nothing", "all clear" or a dash.
    silent: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    """Somebody to look out for; only ever made for who may read the name."""

    subject_id: int
    name: str
    group: str
    state: str
    shape: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepCount:
    """How many are stuck at one step."""

    title: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Which meeting it is about."""

    cycle_code: str
    title: str
    audience_name: str
    meeting_at: dt.datetime
    place: str
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """One of several meetings on one page: whose it is, and how they stand."""

    occasion: Occasion
    audience: int
    ready: int
    counts: tuple[SightCount, ...]
    # Where it is planned, and whether a plan is kept there.
    plan_address: str
    planned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """One page before a meeting."""

    occasion: Occasion
    computed_at: dt.datetime
    audience: int
    ready: int
    # Shares and advice are hidden below ten learners.
    advises: bool
    counts: tuple[SightCount, ...]
    # How many more (or fewer) stand at a sight than at the last briefing; empty before the first.
    changes: Mapping[str, int]
    change_since: dt.datetime | None
    beliefs: tuple[BeliefView, ...]
    objectives: tuple[ObjectiveView, ...]
    agenda: tuple[BlockView, ...]
    # The agenda is the plan that the teacher keeps; else it is suggested.
    planned: bool
    # Where the meeting is planned; empty where nothing plans meetings, or each of several its own.
    plan_address: str
    # The belief worth five minutes, where a kept plan would not show them.
    to_fix: str
    catch_up: bool
    stuck_at: tuple[StepCount, ...]
    # Names, or empty for who may not read them; ``names_hidden`` tells the two apart.
    to_help: tuple[PersonView, ...]
    to_help_more: int
    absent: tuple[PersonView, ...]
    absent_more: int
    names_hidden: bool
    # Whole kits: one per board of up to five.
    kits: int
    # Ready is so much of the core questions right, as "2/3".
    ready_share: str
    # The cohort whose rules this reader may change; empty for who may not.
    rules_code: str
    # What was written to the open questions, and what learners ask.
    written: tuple[WrittenView, ...] = ()
    questions: tuple[Question, ...] = ()
    prints: tuple[Note, ...] = ()
    # What other parts of the product add.
    notes: tuple[Note, ...] = ()
    # Each meeting by itself, where the page is about several; empty for one.
    parts: tuple[PartView, ...] = ()
    # Whether it is about some of the meeting's groups only.
    narrowed: bool = False

    @property
    def one_time(self) -> bool:
        """Whether all it is about begins at one moment, so that clock times can be told."""
        return len({part.occasion.meeting_at for part in self.parts}) <= 1

    @property
    def change(self) -> int | None:
        """How many more are ready than at the last briefing; nothing before the first."""
        return self.changes.get("ready")

    def count_of(self, sight: str) -> int:
        """How many stand at a first-sight word."""
        return sum(count.count for count in self.counts if count.sight == sight)
