"""What a table says of its kit, and what the teacher decides about the kits' pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from volteface.accounts.actions import record
from volteface.classroom.errors import KitIsClosed
from volteface.classroom.models import CardMark, PrintedKit
from volteface.classroom.queries.tables import cards_of, is_open
from volteface.core.errors import Missing

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from volteface.accounts.models import Subject
    from volteface.classroom.games.printed import PrintedCard
    from volteface.classroom.models import KitPrint

LONGEST_GAME = 240


def mark_card(
    kit: PrintedKit, *, number: int, right: bool, chosen: str = "", at: dt.datetime
) -> CardMark:
    """Keep how a card went, in place of what was said before; a second tap changes nothing.

    ``chosen`` is a letter printed on the card; any other word is kept as nothing. Raises
    ``Missing`` for a card the kit does not have, and ``KitIsClosed``.
    """
    _check(kit, at)
    card = _card_of(kit, number)
    printed = {option.letter for option in card.options}
    letter = chosen if chosen in printed and not right else ""
    mark, _made = CardMark.objects.update_or_create(
        kit=kit, card=number, defaults={"right": right, "chosen": letter, "marked_at": at}
    )
    return mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one table said of its kit, all at once; ``cards`` are number, right, and the letter."""

    number: int
    cards: tuple[tuple[int, bool, str], ...]
    minutes: int


def take_in(order: KitPrint, said: Iterable[Said], *, at: dt.datetime) -> None:
    """Keep what many tables said of kits nobody had spoken of, and that they have handed in."""
    kits = {kit.number: kit for kit in order.copies.all()}
    marks = []
    with transaction.atomic():
        for one in said:
            kit = kits[one.number]
            kit.minutes_played, kit.handed_in_at = one.minutes, at
            marks += [
                CardMark(kit=kit, card=card, right=right, chosen=chosen, marked_at=at)
                for card, right, chosen in one.cards
            ]
        CardMark.objects.bulk_create(marks)
        PrintedKit.objects.bulk_update(kits.values(), ["minutes_played", "handed_in_at"])


def take_mark_back(kit: PrintedKit, *, number: int, at: dt.datetime) -> None:
    """The card was not played after all; harmless when repeated. Raises as ``mark_card``."""
    _check(kit, at)
    _card_of(kit, number)
    CardMark.objects.filter(kit=kit, card=number).delete()


def hand_in(kit: PrintedKit, *, at: dt.datetime) -> PrintedKit:
    """The table has said everything. It may open its page again."""
    _check(kit, at)
    if kit.handed_in_at is None:
        kit.handed_in_at = at
        kit.save(update_fields=["handed_in_at"])
    return kit


def open_again(kit: PrintedKit, *, at: dt.datetime) -> PrintedKit:
    """The table has something to change."""
    _check(kit, at)
    kit.handed_in_at = None
    kit.save(update_fields=["handed_in_at"])
    return kit


def say_minutes(kit: PrintedKit, *, minutes: int, at: dt.datetime) -> PrintedKit:
    """How long the table played."""
    _check(kit, at)
    kit.minutes_played = max(1, min(LONGEST_GAME, minutes))
    kit.save(update_fields=["minutes_played"])
    return kit


def close_pages(order: KitPrint, *, closed: bool, by: Subject | None, at: dt.datetime) -> None:
    """Close the pages of all kits of an order, or open them again; what was said stays."""
    with transaction.atomic():
        order.copies.update(closed_at=at if closed else None)
        verb = "close_pages" if closed else "open_pages"
        record(by, verb, noun="kit", code=order.code, at=at)


def leave_out(kit: PrintedKit, *, out: bool, by: Subject | None, at: dt.datetime) -> None:
    """Count nothing of this kit and close its page, or take it in again."""
    with transaction.atomic():
        kit.left_out_at = at if out else None
        kit.save(update_fields=["left_out_at"])
        record(by, "leave_out" if out else "take_in", noun="kit", code=kit.order.code, at=at)


def _card_of(kit: PrintedKit, number: int) -> PrintedCard:
    card = next((one for one in cards_of(kit.order) if one.number == number), None)
    if card is None:
        raise Missing
    return card


def _check(kit: PrintedKit, at: dt.datetime) -> None:
    if not is_open(kit, at):
        raise KitIsClosed(_("This kit’s page is closed. Tell your teacher what you wanted to say."))
