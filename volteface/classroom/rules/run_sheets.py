"""Three run sheets for one meeting: discuss, work in teams, repair then apply.

Only the choice and the minutes are made here; what is said of each block is a ``Why``, put into
words where languages are known.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from volteface.classroom.rules.fits import DISCUSS, NAMES, REPAIR, TEAMS, in_order, standing_for
from volteface.classroom.rules.plan import LONGEST_FIX, MOST_TALK
from volteface.classroom.rules.talk import PLAIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from volteface.classroom.rules.fits import Fit
    from volteface.classroom.rules.talk import Talk

# From so many people, rows are likelier than tables when nobody has said.
MANY_PEOPLE = 40
# Above this part of its seats taken, nobody walks about in a room.
CROWDED = 0.9
LEAST_CARDS, LEAST_CHECK_QUESTIONS = 8, 3
SHORTEST = 5
EXIT, BREAK = 3, 10
# One break in so many minutes.
BREAK_EVERY = 110
# Another mini-fix only for so many minutes of meeting more.
MINUTES_A_FIX = 30
_CHECK_IN, _CHECK_IN_PART = 5, 9
_LONGEST_DEBRIEF, _LONGEST_PRACTICE = 20, 30
# Too short for an opening, a main part and an end.
_WHOLE = 20
_TEST_FROM = 55
_APPLYING = 15
_STRONG = 0.5
_MANY_IN_NEED = 1 / 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """An objective and how many master it; ``low`` to ``high`` only count when ``enough``."""

    key: str
    learners: int = 0
    low: float = 0.0
    high: float = 0.0
    enough: bool = False
    mastered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """A misconception the answers show, and whether enough of them do for a mini-fix."""

    key: str
    count: int
    answered: int
    certain: int = 0
    objective: str = ""
    wants_fix: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """All a run sheet is made from. No people is: not known how many."""

    minutes: int
    people: int
    room: str
    seats: int | None = None
    # Questions that can be voted on, or made into cards.
    questions: int = 0
    aims: tuple[Aim, ...] = ()
    wrongs: tuple[Wrong, ...] = ()
    ready: int = 0
    needs_help: int = 0
    audience: int = 0
    # The teams that were made for the meeting; none while there are none.
    teams: int = 0

    @property
    def crowded(self) -> bool:
        """Whether nobody can walk about."""
        return bool(self.seats) and self.people > CROWDED * (self.seats or 0)

    @property
    def strong(self) -> bool:
        """Half of them are ready: they can use it rather than meet it again."""
        return self.audience > 0 and self.ready >= _STRONG * self.audience

    @property
    def fixes(self) -> tuple[Wrong, ...]:
        """The misconceptions worth five minutes, no more than the meeting has room for."""
        most = self.minutes // MINUTES_A_FIX
        return tuple(one for one in self.wrongs if one.wants_fix)[:most]

    @property
    def weakest_first(self) -> tuple[Aim, ...]:
        """Objectives not yet mastered by most, the least mastered first; all when all are."""
        open_ones = [aim for aim in self.aims if not aim.mastered] or list(self.aims)
        return tuple(sorted(open_ones, key=lambda aim: (not aim.enough, aim.low + aim.high)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A block of a run sheet: what, how long, about what."""

    technique: str
    minutes: int
    talk_minutes: int = 0
    objective: str = ""
    misconception: str = ""
    # The shipped technique in whose place it comes; empty for that one itself.
    stands_for: str = ""

    @property
    def kind(self) -> str:
        """What it is to the rest of the sheet: the shipped technique, whoever wrote it anew."""
        return self.stands_for or self.technique


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSheet:
    """One way to spend the meeting."""

    name: str
    check_in: int
    blocks: tuple[Laid, ...]

    @property
    def minutes(self) -> int:
        """The whole of it, check-in included."""
        return self.check_in + sum(block.minutes for block in self.blocks)

    @property
    def talk_share(self) -> float:
        """The part of it in which one person talks to all."""
        talk = sum(block.talk_minutes for block in self.blocks)
        return talk / self.minutes if self.minutes else 0.0


def run_sheets(situation: Situation, fits: Mapping[str, Fit]) -> tuple[RunSheet, ...]:
    """The three, always in the same order and always the same from the same facts."""
    return tuple(_sheet(name, situation, fits) for name in NAMES)


def closest(situation: Situation) -> str:
    """Which of the three the answers ask for; nothing while too few have answered."""
    fixes = sum(one.wants_fix for one in situation.wrongs)
    in_need = situation.needs_help >= _MANY_IN_NEED * situation.audience
    if fixes and (fixes > 1 or in_need):
        return REPAIR
    if fixes or not situation.strong:
        return DISCUSS if situation.ready + situation.needs_help else ""
    return TEAMS


def usual_room(people: int) -> str:
    """How a room is thought to be until somebody says."""
    return "rows" if people > MANY_PEOPLE else "tables"


def suits(fit: Fit, situation: Situation) -> bool:
    """Whether a technique goes with the room and the number of people."""
    people, most = situation.people, fit.most_people
    if people and (people < fit.least_people or (most is not None and people > most)):
        return False
    if situation.crowded and "rows" not in fit.rooms and fit.kind != "board_game":
        return False
    return situation.room in fit.rooms


def _sheet(name: str, situation: Situation, fits: Mapping[str, Fit]) -> RunSheet:
    check_in = min(_CHECK_IN, situation.minutes // _CHECK_IN_PART)
    time = situation.minutes - check_in
    usable = {key: fit for key, fit in fits.items() if _usable(fit, situation)}
    head = _head(name, situation, usable) if time >= _WHOLE else []
    tail = _tail(name, time, usable)
    breaks = situation.minutes // BREAK_EVERY
    time -= BREAK * breaks
    # Where the head leaves no main part, it is the part that can wait.
    while head and _left(time, head, tail) < SHORTEST:
        head.pop()
    rest = _left(time, head, tail)
    main = _main(name, situation, usable, rest, {block.kind for block in head})
    blocks = _filled([*head, *main], tail, time, usable)
    blocks = _about(blocks, situation)
    blocks = _talking(blocks, usable, MOST_TALK * situation.minutes)
    return RunSheet(name=name, check_in=check_in, blocks=_with_breaks(blocks, breaks))


def _usable(fit: Fit, situation: Situation) -> bool:
    least = {
        "board_game": LEAST_CARDS,
        "opening_check": LEAST_CHECK_QUESTIONS,
        "readiness_alone": LEAST_CHECK_QUESTIONS,
        "readiness_team": LEAST_CHECK_QUESTIONS,
        "peer_instruction": 1,
    }
    return suits(fit, situation) and situation.questions >= least.get(fit.kind, 0)


def _head(name: str, situation: Situation, usable: Mapping[str, Fit]) -> list[Laid]:
    """The opening; the repairing sheet tests first and mends what it can."""
    tests = name == REPAIR and situation.minutes >= _TEST_FROM
    head = []
    fit = (standing_for("readiness_alone", usable) if tests else None) or standing_for(
        "opening_check", usable
    )
    if fit is not None:
        head.append(_laid(fit, fit.least_minutes if tests else fit.minutes))
    if name == REPAIR:
        head += [
            Laid(
                technique="mini_fix",
                minutes=LONGEST_FIX,
                objective=one.objective,
                misconception=one.key,
            )
            for one in situation.fixes
        ]
    return head


def _tail(name: str, time: int, usable: Mapping[str, Fit]) -> list[Laid]:
    """Debrief and exit ticket, as long as the meeting allows; the teams need the longest one."""
    tail = []
    debrief = min({DISCUSS: 8, TEAMS: 15, REPAIR: 8}[name], time // 4)
    if debrief >= SHORTEST:
        tail.append(Laid(technique="debrief", minutes=debrief))
    ticket = standing_for("exit_ticket", usable)
    if ticket is not None:
        minutes = max(EXIT, ticket.least_minutes)
        if time >= 4 * minutes:
            tail.append(_laid(ticket, minutes))
    return tail


def _laid(fit: Fit, minutes: int) -> Laid:
    return Laid(technique=fit.name, minutes=minutes, stands_for=fit.stands_for)


def _left(time: int, *parts: Sequence[Laid]) -> int:
    return time - sum(block.minutes for part in parts for block in part)


def _main(
    name: str, situation: Situation, usable: Mapping[str, Fit], rest: int, before: set[str]
) -> list[Laid]:
    """Activities in the sheet's own order of preference, each its usual length or what is left."""
    main: list[Laid] = []
    there = set(before)
    for fit in in_order(name, usable, strong=situation.strong):
        if rest < fit.least_minutes or fit.kind in there or (fit.after and fit.after not in before):
            continue
        minutes = min(rest, fit.minutes)
        if fit.kind == "readiness_team":
            # The second test leaves room for what it was for.
            minutes = fit.least_minutes
            if rest - minutes < _APPLYING:
                continue
        # What is left is an activity of its own, or goes to this one.
        if rest - minutes < SHORTEST:
            minutes = min(rest, fit.most_minutes)
        main.append(_laid(fit, minutes))
        there.add(fit.kind)
        rest -= minutes
    return main


def _filled(
    blocks: Sequence[Laid], tail: Sequence[Laid], time: int, usable: Mapping[str, Fit]
) -> list[Laid]:
    """The same, longer until nothing is left: activities, debrief, then work alone."""
    every = [*blocks, *tail]
    left = _left(time, every)
    for place, block in enumerate(every):
        more = min(left, _longest(block, usable) - block.minutes)
        if more > 0:
            every[place] = replace(block, minutes=block.minutes + more)
            left -= more
    at = len(blocks)
    while left > 0:
        part = left if left <= _LONGEST_PRACTICE else max(SHORTEST, left // 2)
        part = min(part, _LONGEST_PRACTICE) if left - part >= SHORTEST else left
        every.insert(at, Laid(technique="practice", minutes=part))
        left -= part
    return every


def _longest(block: Laid, usable: Mapping[str, Fit]) -> int:
    if block.technique == "debrief":
        return _LONGEST_DEBRIEF
    # A check stays a check.
    if block.kind in ("mini_fix", "exit_ticket", "opening_check", "muddiest_point"):
        return block.minutes
    return usable[block.technique].most_minutes


def _about(blocks: Iterable[Laid], situation: Situation) -> list[Laid]:
    """Each activity about one objective, the least mastered first, in turn."""
    aims = situation.weakest_first
    made, turn = [], 0
    for block in blocks:
        is_main = block.kind not in ("debrief", "mini_fix", "exit_ticket")
        if is_main and aims:
            made.append(replace(block, objective=aims[turn % len(aims)].key))
            turn += block.kind not in ("opening_check", "readiness_alone")
        else:
            made.append(block)
    return made


def _talking(blocks: Sequence[Laid], usable: Mapping[str, Fit], most: float) -> list[Laid]:
    """With the minutes of talk; what is above the limit is left to the learners."""
    made = [
        replace(block, talk_minutes=_talk(block.technique, usable).of(block.minutes))
        for block in blocks
    ]
    over = sum(block.talk_minutes for block in made) - int(most)
    order = sorted(
        range(len(made)),
        key=lambda at: (made[at].technique == "mini_fix", -made[at].talk_minutes, at),
    )
    for at in order:
        less = min(max(0, over), made[at].talk_minutes)
        made[at] = replace(made[at], talk_minutes=made[at].talk_minutes - less)
        over -= less
    return made


def _talk(name: str, usable: Mapping[str, Fit]) -> Talk:
    return PLAIN[name] if name in PLAIN else usable[name].talk


def _with_breaks(blocks: Sequence[Laid], breaks: int) -> tuple[Laid, ...]:
    """The breaks between blocks, as evenly as the blocks allow; never before the first."""
    made = list(blocks)
    whole = sum(block.minutes for block in made)
    for number in range(breaks, 0, -1):
        wanted, places, clock = whole * number / (breaks + 1), [], 0
        for at, block in enumerate(blocks):
            if at:
                places.append((abs(clock - wanted), at))
            clock += block.minutes
        at = min(places)[1] if places else len(made)
        made.insert(at, Laid(technique="break", minutes=BREAK))
    return tuple(made)
