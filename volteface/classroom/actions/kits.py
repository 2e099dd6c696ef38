"""Printing kits: an order is written down, set by the worker, and put away after a day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import get_language, override

from volteface.accounts.actions import record
from volteface.classroom import press
from volteface.classroom.games.kit_words import kit_label
from volteface.classroom.models import KitPrint
from volteface.classroom.queries.kits import kit_of, printable
from volteface.classroom.queries.prints import file_of, order_from_json, order_to_json
from volteface.core import jobs, worker
from volteface.core.errors import DomainError

if TYPE_CHECKING:
    from volteface.accounts.models import Subject
    from volteface.classroom.queries.kits import Order
    from volteface.timetable.models import Cycle

PRINT_KITS = "classroom.print_kits"
KEPT = dt.timedelta(days=1)


def order_kits(cycle: Cycle, order: Order, *, by: Subject, at: dt.datetime) -> KitPrint:
    """Write the order down; the worker prints it. Raises ``NoSuchGame`` and ``TooLittle``."""
    estimate = kit_of(cycle.module, order).estimate
    _put_away_old(at)
    with transaction.atomic():
        row = KitPrint.objects.create(
            cycle=cycle,
            order=order_to_json(order),
            kits=estimate.kits,
            sheets=estimate.sheets,
            asked_at=at,
        )
        record(by, "print", noun="kit", code=row.code, at=at, detail={"game": order.game})
        jobs.enqueue(
            PRINT_KITS,
            nonce=f"kits:{row.code}",
            payload={"print": row.code, "language": get_language() or "en"},
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
            data, files = printable(module, order)
        with override(module.course.language):
            labels = [kit_label(number + 1, row.kits) for number in range(row.kits)]
        worker.compute(press.press_into, str(target), order.game, data, files, labels)
    except DomainError as error:
        row.problem = str(error)[:500]
    row.made_at = at
    row.save(update_fields=["made_at", "problem"])
    return row


def _put_away_old(at: dt.datetime) -> None:
    for row in KitPrint.objects.filter(asked_at__lt=at - KEPT):
        path = file_of(row)
        for name in (path, path.with_name(f"{path.name}.progress")):
            name.unlink(missing_ok=True)
        row.delete()
