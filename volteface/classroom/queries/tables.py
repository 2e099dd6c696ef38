"""A printed kit's own page: its cards by their numbers, and how each went at that table.

Nothing of the answer key is in here (T05): whoever reads it holds the kit and its paper key.
"""

from __future__ import annotations

import datetime as dt
import zoneinfo
from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.classroom import games
from volteface.classroom.games.game import SUIT_LETTERS
from volteface.classroom.games.printed import from_json
from volteface.classroom.games.texts import plain
from volteface.classroom.models import PrintedKit
from volteface.classroom.queries.prints import order_from_json
from volteface.classroom.rules.card_results import minutes_offered
from volteface.core.errors import Missing

if TYPE_CHECKING:
    from volteface.classroom.games.printed import PrintedCard
    from volteface.classroom.models import KitPrint
    from volteface.timetable.models import Cycle

# Whoever plays a kit again after the last day of the course still has a week.
_AFTER = dt.timedelta(days=7)
_SHOWN_TEXT = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCard:
    """A card as its table marks it: ``state`` is right, missed or empty."""

    number: int
    suit: str
    letter: str
    text: str
    letters: tuple[str, ...]
    state: str
    chosen: str
    # The hour at which the last tap on it was kept.
    saved: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePage:
    """The page of one kit."""

    kit: PrintedKit
    of: int
    game: str
    module: str
    language: str
    cards: tuple[TableCard, ...]
    is_open: bool
    planned: int
    minutes: tuple[int, ...]

    def clock(self, at: dt.datetime) -> str:
        """The hour where the course is."""
        return _clock(at, self.kit.order.cycle)

    @property
    def played(self) -> int:
        """How many cards have a mark."""
        return sum(bool(card.state) for card in self.cards)

    @property
    def missed(self) -> tuple[int, ...]:
        """The numbers of those that were missed."""
        return tuple(card.number for card in self.cards if card.state == "missed")


def kit_with_code(code: str) -> PrintedKit:
    """The kit of a printed code, whether or not its page ``is_open``; raises ``Missing``."""
    kit = (
        PrintedKit.objects.filter(code=code, order__cycle__archived_at__isnull=True)
        .select_related("order__cycle__cohort", "order__cycle__module__course")
        .select_related("order__cycle__meeting")
        .first()
    )
    if kit is None:
        raise Missing
    return kit


def is_open(kit: PrintedKit, at: dt.datetime) -> bool:
    """Whether its table may still say something: not closed by the teacher, the course not over."""
    return kit.closed_at is None and kit.left_out_at is None and at < closes_at(kit.order.cycle)


def closes_at(cycle: Cycle) -> dt.datetime:
    """When the pages of a meeting's kits close: a week after the course's last day."""
    cohort = cycle.cohort
    zone = zoneinfo.ZoneInfo(cohort.time_zone)
    last = dt.datetime.combine(cohort.ends_on, dt.time.max, zone)
    return max(last, cycle.meeting.ends_at) + _AFTER


def cards_of(order: KitPrint) -> tuple[PrintedCard, ...]:
    """What stands on the cards of an order's kits."""
    return from_json(order.cards)


def planned_minutes(order: KitPrint) -> int:
    """How long the game was printed for."""
    usual = games.get(order.game).MINUTES[1]
    return order_from_json(order.order).minutes or usual


def table_page(kit: PrintedKit, at: dt.datetime) -> TablePage:
    """Everything a table sees; two queries beside the kit."""
    marks = {mark.card: mark for mark in kit.marks.all()}
    order = kit.order
    cards = []
    for card in cards_of(order):
        mark = marks.get(card.number)
        cards.append(
            TableCard(
                number=card.number,
                suit=card.suit,
                letter=SUIT_LETTERS.get(card.suit, ""),
                text=_beginning(plain(card.asked)),
                letters=tuple(option.letter for option in card.options),
                state="" if mark is None else "right" if mark.right else "missed",
                chosen=mark.chosen if mark else "",
                saved=_clock(mark.marked_at, order.cycle) if mark else "",
            )
        )
    planned = planned_minutes(order)
    return TablePage(
        kit=kit,
        of=order.kits,
        game=str(games.get(order.game).TITLE),
        module=order.cycle.module.title,
        language=order.cycle.module.course.language.partition("-")[0],
        cards=tuple(sorted(cards, key=lambda card: card.number)),
        is_open=is_open(kit, at),
        planned=planned,
        minutes=minutes_offered(planned),
    )


def _clock(at: dt.datetime, cycle: Cycle) -> str:
    return f"{at.astimezone(zoneinfo.ZoneInfo(cycle.cohort.time_zone)):%H:%M:%S}"


def _beginning(text: str) -> str:
    if len(text) <= _SHOWN_TEXT:
        return text
    return text[:_SHOWN_TEXT].rsplit(" ", 1)[0] + " …"
