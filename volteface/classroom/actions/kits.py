"""Printing kits: an order is written down, set by the worker, and its file put away after a day."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language, override

from volteface.accounts.actions import record
from volteface.classroom.games.kit_words import kit_label
from volteface.classroom.games.printed import printed_cards, to_json
from volteface.classroom.models import KitPrint, PrintedKit
from volteface.classroom.queries.kits import kit_of, printable
from volteface.classroom.queries.playable import material_of
from volteface.classroom.queries.prints import (
    FOLDER,
    addresses_of,
    file_of,
    order_from_json,
    order_to_json,
)
from volteface.core import jobs, worker
from volteface.core.errors import DomainError

if TYPE_CHECKING:
    from volteface.accounts.models import Subject
    from volteface.classroom.queries.kits import Order
    from volteface.timetable.models import Cycle

_PRESS = "volteface.classroom.press"
PRINT_KITS = "classroom.print_kits"
KEPT = dt.timedelta(days=1)


def order_kits(cycle: Cycle, order: Order, *, by: Subject | None, at: dt.datetime) -> KitPrint:
    """Write the order down; the worker prints it. Raises ``NoSuchGame`` and ``TooLittle``."""
    return write_order(cycle, order, by=by, at=at, language=get_language() or "en")


def write_order(
    cycle: Cycle, order: Order, *, by: Subject | None, at: dt.datetime, language: str = ""
) -> KitPrint:
    """Keep what is printed: the cards with their numbers, and for each kit a code of its own.

    With a language the worker prints it; else whoever asked does so at once.
    """
    material = material_of(cycle.module, by_learners=order.by_learners)
    kit = kit_of(cycle.module, order, material=material)
    cards = to_json(printed_cards(kit.deck, material))
    _put_away_old(at)
    with transaction.atomic():
        row = KitPrint.objects.create(
            cycle=cycle,
            game=order.game,
            order=order_to_json(order),
            cards=cards,
            kits=kit.estimate.kits,
            sheets=kit.estimate.sheets,
            asked_at=at,
            made_at=None if language else at,
        )
        PrintedKit.objects.bulk_create(
            (PrintedKit(order=row, number=number) for number in range(1, row.kits + 1)),
            batch_size=500,
        )
        record(by, "print", noun="kit", code=row.code, at=at, detail={"game": order.game})
        if language:
            jobs.enqueue(
                PRINT_KITS,
                nonce=f"kits:{row.code}",
                payload={"print": row.code, "language": language},
                run_at=at,
            )
    return row


def print_kits(row: KitPrint, *, language: str, at: dt.datetime) -> KitPrint:
    """Print an order into its file; what cannot be printed is said in the row."""
    if row.made_at is not None:
        return row
    order, module = order_from_json(row.order), row.cycle.module
    target = file_of(row)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with override(language):
            data, files = printable(module, order, coded=True)
        with override(module.course.language):
            labels = [kit_label(number + 1, row.kits) for number in range(row.kits)]
        worker.call(
            f"{_PRESS}:press_into", str(target), order.game, data, files, labels, addresses_of(row)
        )
    except DomainError as error:
        row.problem = str(error)[:500]
    row.made_at = at
    row.save(update_fields=["made_at", "problem"])
    return row


def _put_away_old(at: dt.datetime) -> None:
    """Files of more than a day; the orders stay, for their kits lie on tables."""
    files = list((Path(settings.DATA_DIR) / FOLDER).glob("*.pdf*"))
    old = KitPrint.objects.filter(
        code__in={path.name.partition(".")[0] for path in files}, asked_at__lt=at - KEPT
    )
    codes = set(old.values_list("code", flat=True))
    for path in files:
        if path.name.partition(".")[0] in codes:
            path.unlink(missing_ok=True)
