"""The board games' page: eight games, one chosen, and what printing it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from django.conf import settings

from volteface.classroom.errors import NoSuchGame, TooLittle
from volteface.classroom.queries.card_material import card_material
from volteface.classroom.queries.card_results import lengths_in, orders_of
from volteface.classroom.queries.kits import game_rows, kit_of
from volteface.classroom.queries.playable import material_of

if TYPE_CHECKING:
    from volteface.classroom.queries.card_results import OrderLine
    from volteface.classroom.queries.kits import GameRow, Kit, Order
    from volteface.classroom.rules.card_results import Lengths
    from volteface.timetable.models import Cycle

# One table and one cutter: beyond this a kit is better ordered from a copy shop.
MANY_SHEETS = 500
# Orders that are listed: those heard from, then the newest.
MOST_ORDERS = 8
_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class KitPage:
    """What the page shows; without a kit, ``shortage`` says why."""

    games: tuple[GameRow, ...]
    chosen: GameRow | None
    kit: Kit | None
    shortage: str
    # How many accepted cards by learners the module has.
    cards: int
    # Whether phones can reach the address that is printed on each kit.
    is_reachable: bool
    # What was printed before for this meeting, and how long such a game really takes here.
    orders: tuple[OrderLine, ...]
    lengths: Lengths | None
    # The order as an address, for links, and as hidden fields.
    query: str
    fields: tuple[tuple[str, str], ...]


def kit_page(cycle: Cycle, order: Order) -> KitPage:
    """The games of the cycle's module, with the kit of this order where it can be made."""
    material = material_of(cycle.module, by_learners=order.by_learners)
    rows = tuple(game_rows(material))
    kit, shortage = None, ""
    try:
        kit = kit_of(cycle.module, order, material=material)
    except (TooLittle, NoSuchGame) as error:
        shortage = str(error)
    fields = _fields(order)
    return KitPage(
        games=rows,
        chosen=next((row for row in rows if row.name == order.game), None),
        kit=kit,
        shortage=shortage,
        cards=card_material(cycle.module).count,
        is_reachable=urlsplit(settings.SITE_URL).hostname not in _THIS_MACHINE,
        orders=tuple(orders_of(cycle)[:MOST_ORDERS]),
        lengths=lengths_in(cycle.module, order.game),
        query=urlencode(fields),
        fields=fields,
    )


def _fields(order: Order) -> tuple[tuple[str, str], ...]:
    printing = order.printing
    fields = {
        "game": order.game,
        "minutes": str(order.minutes),
        "learners": str(max(1, order.learners)),
        "teams": str(order.teams or ""),
        "spares": str(order.spares),
        "by_learners": "on" if order.by_learners else "",
        "paper": printing.paper,
        "sides": printing.sides,
        "right_mm": f"{printing.right_mm:g}",
        "down_mm": f"{printing.down_mm:g}",
        "large": "on" if printing.large else "",
        "black_and_white": "on" if printing.black_and_white else "",
    }
    return tuple((name, value) for name, value in fields.items() if value)
