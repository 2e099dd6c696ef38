"""Last week's board game in the demo: a kit for every table, and how its cards went there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.classroom.actions.kits import write_order
from volteface.classroom.actions.tables import Said, take_in
from volteface.classroom.queries.kits import Order
from volteface.classroom.queries.tables import cards_of
from volteface.timetable.queries import dates_of

if TYPE_CHECKING:
    import random

    from volteface.accounts.models import Subject
    from volteface.classroom.models import KitPrint
    from volteface.timetable.models import Cycle

TABLES = 24
# How often a table misses a card that a belief makes hard, and any other.
MISSES_BELIEF, MISSES_OTHER = 0.38, 0.17
HARDNESS = (0.25, 1.6)
SAYS_WHICH, CHOOSES_BELIEF = 0.85, 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Hard:
    """A card as a table meets it: the letters of its wrong options, those of a belief first."""

    number: int
    believed: tuple[str, ...]
    wrong: tuple[str, ...]
    # How often an average table misses it.
    missed: float


def play(cycle: Cycle, teacher: Subject, *, rng: random.Random) -> None:
    """Print the kits the day before, play in the middle of the meeting, hand in."""
    dates = dates_of(cycle)
    asked_at = dates.meeting_starts_at - dt.timedelta(days=1)
    order = write_order(
        cycle, Order(game="question_track", teams=TABLES, minutes=30), by=teacher, at=asked_at
    )
    cards = _cards(order, rng)
    said = [_said(number, cards, rng) for number in range(1, TABLES + 1)]
    take_in(order, said, at=dates.meeting_starts_at + dt.timedelta(minutes=48))


def _cards(order: KitPrint, rng: random.Random) -> list[Hard]:
    cards = []
    for card in cards_of(order):
        believed = tuple(option.letter for option in card.wrong if option.misconception)
        usual = MISSES_BELIEF if believed else MISSES_OTHER
        cards.append(
            Hard(
                number=card.number,
                believed=believed,
                wrong=tuple(option.letter for option in card.wrong),
                missed=usual * rng.uniform(*HARDNESS),
            )
        )
    return cards


def _said(number: int, cards: list[Hard], rng: random.Random) -> Said:
    played = rng.sample(cards, k=rng.randint(len(cards) * 3 // 5, len(cards)))
    ability = rng.uniform(0.6, 1.4)
    return Said(
        number=number,
        cards=tuple((card.number, *_went(card, ability, rng)) for card in played),
        minutes=rng.choice((20, 25, 25, 25, 30, 30)),
    )


def _went(card: Hard, ability: float, rng: random.Random) -> tuple[bool, str]:
    if rng.random() > card.missed / ability:
        return True, ""
    if rng.random() > SAYS_WHICH:
        return False, ""
    if card.believed and rng.random() < CHOOSES_BELIEF:
        return False, card.believed[0]
    return False, rng.choice(card.wrong)
