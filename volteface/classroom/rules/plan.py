"""A meeting's plan: blocks in order, their times, the teacher's talk share, and a default."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.classroom.rules.talk import NONE, PLAIN

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from volteface.classroom.rules.talk import Talk

# At two thirds of the time active, gaps between learners narrowed; see docs/algorithms/agenda.md.
MOST_TALK = 1 / 3
MASTERED = 0.70
# Under this many answers a share says too little to warn anybody.
LEAST_ANSWERS = 5
LONGEST_FIX = 5
CHECK_IN, OPENING, DEBRIEF, EXIT = 5, 5, 15, 3
SHORTEST_MAIN, LONGEST_MAIN = 25, 35
# Above this many people, boards of five no longer fit in most rooms with one teacher.
LARGEST_BOARD_CLASS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One activity before it has a time."""

    technique: str
    minutes: int
    talk_minutes: int = 0
    title: str = ""
    reason: str = ""
    objective: str = ""
    code: str = ""
    notes: str = ""
    # What a mini-fix mends.
    misconception: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedBlock:
    """A block with its place on the wall clock."""

    block: Block
    starts_at: dt.datetime
    ends_at: dt.datetime
    # True when it ends after the meeting does.
    over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Every block timed, and what the whole comes to."""

    blocks: tuple[TimedBlock, ...]
    check_in_ends_at: dt.datetime
    ends_at: dt.datetime
    meeting_minutes: int
    planned_minutes: int
    talk_minutes: int

    @property
    def spare_minutes(self) -> int:
        """Minutes left (or, when negative, minutes too many)."""
        return self.meeting_minutes - self.planned_minutes

    @property
    def talk_share(self) -> float:
        """The teacher's part of the planned time, 0 to 1."""
        return self.talk_minutes / self.planned_minutes if self.planned_minutes else 0.0

    @property
    def talks_too_much(self) -> bool:
        """More than a third of the time is one voice."""
        return self.talk_share > MOST_TALK


@dataclass(frozen=True, slots=True, kw_only=True)
class Mastery:
    """How many of those who answered on an objective were right."""

    right: int
    answered: int
    # The interval of the share, where enough answered for one.
    low: float | None = None
    high: float | None = None

    @property
    def share(self) -> float:
        """Right over answered, 0 to 1."""
        return self.right / self.answered if self.answered else 0.0


def timeline(
    blocks: Sequence[Block], *, starts_at: dt.datetime, ends_at: dt.datetime, check_in: int
) -> Timeline:
    """The blocks one after the other from the end of the check-in."""
    clock = starts_at + dt.timedelta(minutes=check_in)
    first = clock
    timed = []
    for block in blocks:
        until = clock + dt.timedelta(minutes=block.minutes)
        timed.append(TimedBlock(block=block, starts_at=clock, ends_at=until, over=until > ends_at))
        clock = until
    return Timeline(
        blocks=tuple(timed),
        check_in_ends_at=first,
        ends_at=clock,
        meeting_minutes=round((ends_at - starts_at).total_seconds() / 60),
        planned_minutes=check_in + sum(block.minutes for block in blocks),
        talk_minutes=sum(min(block.talk_minutes, block.minutes) for block in blocks),
    )


def talk_of(technique: str, minutes: int, talks: Mapping[str, Talk]) -> int:
    """The minutes of a block in which one person talks to all, unless the teacher says else.

    ``talks`` is what the sheets say; a block that is in none of them is somebody else's work.
    """
    return (PLAIN.get(technique) or talks.get(technique, NONE)).of(minutes)


def repeats_what_is_known(block: Block, mastery: Callable[[str], Mastery | None]) -> Mastery | None:
    """The mastery that makes a talk block unnecessary, or nothing.

    A block counts as talk when most of it is; ``mastery`` is asked for the objective it explains.
    """
    return known_already(block, mastery) if mostly_talk(block) else None


def mostly_talk(block: Block) -> bool:
    """Whether one person speaks for more than half of it."""
    return block.talk_minutes * 2 > block.minutes


def known_already(block: Block, mastery: Callable[[str], Mastery | None]) -> Mastery | None:
    """How the block's objective is mastered, when enough do for nobody to explain it again."""
    known = mastery(block.objective) if block.objective else None
    if known is None or known.answered < LEAST_ANSWERS or known.share < MASTERED:
        return None
    return known


def too_long_fixes(blocks: Sequence[Block]) -> frozenset[str]:
    """The misconceptions on which mini-fixes spend more than five minutes together.

    Of a mini-fix that names none its code stands for one.
    """
    spent: Counter[str] = Counter()
    for block in blocks:
        if block.technique == "mini_fix":
            spent[block.misconception or block.code] += block.minutes
    return frozenset(key for key, minutes in spent.items() if minutes > LONGEST_FIX)


def default_blocks(
    minutes: int, *, people: int, has_deck: bool, talks: Mapping[str, Talk]
) -> tuple[Block, ...]:
    """The blocks of a meeting of ``minutes`` minutes for ``people`` people.

    The four fixed parts come first; what is left is the main activity, once or twice.
    """
    rest = minutes - CHECK_IN - OPENING - DEBRIEF - EXIT
    debrief = DEBRIEF
    if rest < SHORTEST_MAIN:
        debrief = max(5, DEBRIEF - (SHORTEST_MAIN - rest))
        rest = minutes - CHECK_IN - OPENING - debrief - EXIT
    board = has_deck and people <= LARGEST_BOARD_CLASS
    main: list[tuple[str, int]]
    if rest >= 2 * SHORTEST_MAIN:
        second = "board_game" if has_deck else "peer_instruction"
        first_minutes = SHORTEST_MAIN
        main = [("peer_instruction", first_minutes), (second, min(rest - first_minutes, 45))]
        if second == "peer_instruction":
            main = [("peer_instruction", min(rest, 50))]
    else:
        main = [("board_game" if board else "peer_instruction", max(5, min(rest, LONGEST_MAIN)))]
    order = [("opening_check", OPENING), *main, ("debrief", debrief), ("exit_ticket", EXIT)]
    return tuple(
        Block(technique=name, minutes=length, talk_minutes=talk_of(name, length, talks))
        for name, length in order
    )


def place_for(technique: str, order: Sequence[str]) -> int:
    """Where a new block goes: before the exit ticket; a mini-fix after what opens the meeting."""
    if technique == "mini_fix":
        openings = ("opening_check", "readiness_alone", "readiness_team", "mini_fix")
        return next((at for at, name in enumerate(order) if name not in openings), len(order))
    return len(order) - (order[-1:] == ["exit_ticket"])


def moved(codes: Sequence[str], code: str, *, up: bool) -> list[str]:
    """The order after one block changed places with its neighbour; unchanged at an end."""
    order = list(codes)
    at = order.index(code)
    to = at - 1 if up else at + 1
    if 0 <= to < len(order):
        order[at], order[to] = order[to], order[at]
    return order
