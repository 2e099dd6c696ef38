"""What the tables said of their kits: which cards were missed, how surely, and whom to ask."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Q

from volteface.classroom import games
from volteface.classroom.games.texts import plain
from volteface.classroom.models import CardMark, KitPrint, PrintedKit
from volteface.classroom.queries.tables import cards_of, closes_at, planned_minutes
from volteface.classroom.rules.card_results import (
    MOST_DISCUSSED,
    SHARES_FROM,
    Counted,
    Lengths,
    lengths,
    most_missed,
)
from volteface.core.intervals import wilson
from volteface.questions.queries import misconception_texts

if TYPE_CHECKING:
    import datetime as dt

    from volteface.classroom.games.printed import PrintedCard, PrintedOption
    from volteface.courses.models import Module
    from volteface.timetable.models import Cycle


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongOption:
    """A wrong option that tables chose, and what believing it would mean."""

    letter: str
    text: str
    # The text without marks, on one line.
    words: str
    misconception: str
    tables: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CardResult:
    """A card at all the tables that played it; shares are nothing where too few stand behind."""

    card: PrintedCard
    text: str
    played: int
    missed: int
    share: float | None
    low: float | None
    high: float | None
    # The wrong options, the most chosen first; of these many tables that said which.
    wrong: tuple[WrongOption, ...]
    said: int
    # Numbers of the kits whose table had it right.
    right_at: tuple[int, ...]

    @property
    def counted(self) -> Counted:
        """Its figures for the rules."""
        return Counted(number=self.card.number, played=self.played, missed=self.missed)


@dataclass(frozen=True, slots=True, kw_only=True)
class KitRow:
    """One kit of an order; its code opens its page."""

    number: int
    code: str
    played: int
    missed: int
    minutes: int | None
    handed_in: bool
    left_out: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GameResults:
    """Everything that came home of an order of kits."""

    order: KitPrint
    game: str
    cards: tuple[CardResult, ...]
    kits: tuple[KitRow, ...]
    lengths: Lengths | None
    planned: int
    closes_at: dt.datetime
    is_closed: bool

    @property
    def heard(self) -> tuple[KitRow, ...]:
        """The kits that count and of which something was said."""
        return tuple(kit for kit in self.kits if kit.played and not kit.left_out)

    @property
    def marks(self) -> int:
        """Cards played, all tables together."""
        return sum(kit.played for kit in self.heard)

    @property
    def handed_in(self) -> int:
        """How many tables say that they are done."""
        return sum(kit.handed_in for kit in self.heard)

    @property
    def missed(self) -> tuple[CardResult, ...]:
        """The cards that were missed, the most missed first."""
        by_number = {result.card.number: result for result in self.cards}
        counted = [result.counted for result in self.cards]
        return tuple(by_number[one.number] for one in most_missed(counted))

    @property
    def discussed(self) -> tuple[CardResult, ...]:
        """Those that a debrief has time for."""
        return self.missed[:MOST_DISCUSSED]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """An order in a list: which game, when, and how many kits were heard from."""

    order: KitPrint
    game: str
    heard: int


def orders_of(cycle: Cycle) -> list[OrderLine]:
    """The cycle's orders, those heard from first, then the newest; one query.

    What could not be printed is on no table.
    """
    rows = KitPrint.objects.filter(cycle=cycle, copies__isnull=False, problem="").annotate(
        heard=Count(
            "copies",
            filter=Q(copies__marks__isnull=False, copies__left_out_at__isnull=True),
            distinct=True,
        ),
        last=Max("copies__marks__marked_at"),
    )
    lines = [
        OrderLine(order=row, game=str(games.get(row.game).TITLE), heard=row.heard)
        for row in rows.order_by("-asked_at")
    ]
    return sorted(lines, key=lambda line: not line.heard)


def latest_order(cycle: Cycle) -> KitPrint | None:
    """The kits that are on the tables: those ordered last."""
    rows = KitPrint.objects.filter(cycle=cycle, copies__isnull=False, problem="")
    return rows.order_by("-asked_at").first()


def results_of(order: KitPrint) -> GameResults:
    """Count an order; the same queries for any number of kits."""
    kits = list(order.copies.all())
    counting = {kit.pk: kit.number for kit in kits if kit.left_out_at is None}
    marks: dict[int, list[CardMark]] = defaultdict(list)
    by_kit: dict[int, list[CardMark]] = defaultdict(list)
    for mark in CardMark.objects.filter(kit__order=order):
        by_kit[mark.kit_id].append(mark)
        if mark.kit_id in counting:
            marks[mark.card].append(mark)
    beliefs = misconception_texts(order.cycle.module.course.bank)
    minutes = [kit.minutes_played for kit in kits if kit.pk in counting and kit.minutes_played]
    return GameResults(
        order=order,
        game=str(games.get(order.game).TITLE),
        cards=tuple(
            _card(card, marks.get(card.number, []), counting, beliefs) for card in cards_of(order)
        ),
        kits=tuple(_kit(kit, by_kit.get(kit.pk, [])) for kit in kits),
        lengths=lengths(minutes),
        planned=planned_minutes(order),
        closes_at=closes_at(order.cycle),
        is_closed=bool(kits) and all(kit.closed_at for kit in kits),
    )


def lengths_in(module: Module, game: str) -> Lengths | None:
    """How long tables of this course really played a game, in all of its meetings; one query."""
    said = PrintedKit.objects.filter(
        order__game=game,
        order__cycle__module__course_id=module.course_id,
        left_out_at__isnull=True,
    ).values_list("minutes_played", flat=True)
    return lengths([minutes for minutes in said if minutes])


def tables_believing(cycle: Cycle, key: str) -> tuple[int, int]:
    """Of the tables that met a misconception on a card and said how it went, so many show it.

    A table shows it that chose its option on half of those cards or more. A card that was missed
    without saying what was chosen tells nothing.
    """
    met: dict[int, list[bool]] = defaultdict(list)
    for order in KitPrint.objects.filter(cycle=cycle):
        letters = {card.number: _letters(card.wrong, key) for card in cards_of(order)}
        carrying = [number for number, found in letters.items() if found]
        rows = CardMark.objects.filter(
            kit__order=order, kit__left_out_at__isnull=True, card__in=carrying
        )
        for mark in rows:
            if mark.right or mark.chosen:
                met[mark.kit_id].append(not mark.right and mark.chosen in letters[mark.card])
    return len(met), sum(2 * sum(chose) >= len(chose) for chose in met.values())


def _letters(options: tuple[PrintedOption, ...], key: str) -> frozenset[str]:
    return frozenset(option.letter for option in options if option.misconception == key)


def _card(
    card: PrintedCard, marks: list[CardMark], numbers: dict[int, int], beliefs: dict[str, str]
) -> CardResult:
    played, missed = len(marks), sum(not mark.right for mark in marks)
    share = low = high = None
    if played >= SHARES_FROM:
        share = missed / played
        low, high = wilson(missed, played)
    chosen = Counter(mark.chosen for mark in marks if not mark.right and mark.chosen)
    # Whoever chose the right letter and calls it missed has mistyped: nobody believes that.
    wrong = [(card.option(letter), count) for letter, count in chosen.most_common()]
    return CardResult(
        card=card,
        text=plain(card.asked),
        played=played,
        missed=missed,
        share=share,
        low=low,
        high=high,
        wrong=tuple(
            WrongOption(
                letter=option.letter,
                text=option.text,
                words=plain(option.text),
                misconception=beliefs.get(option.misconception, ""),
                tables=count,
            )
            for option, count in wrong
            if option is not None
        ),
        said=sum(count for option, count in wrong if option is not None),
        right_at=tuple(sorted(numbers[mark.kit_id] for mark in marks if mark.right)),
    )


def _kit(kit: PrintedKit, marks: list[CardMark]) -> KitRow:
    return KitRow(
        number=kit.number,
        code=kit.code,
        played=len(marks),
        missed=sum(not mark.right for mark in marks),
        minutes=kit.minutes_played,
        handed_in=kit.handed_in_at is not None,
        left_out=kit.left_out_at is not None,
    )
