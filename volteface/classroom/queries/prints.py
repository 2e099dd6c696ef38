"""Orders of printed kits: what was asked, how far it is, and the file."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from volteface.classroom.games.paper import Printing
from volteface.classroom.models import KitPrint
from volteface.classroom.queries.kits import Order
from volteface.core.errors import Missing

if TYPE_CHECKING:
    from volteface.classroom.models import PrintedKit
    from volteface.timetable.models import Cycle

FOLDER = "kits"
# A print takes seconds; nobody waits longer.
_PATIENCE = dt.timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintView:
    """An order as its page shows it; ``done`` counts kits."""

    code: str
    order: Order
    kits: int
    sheets: int
    done: int
    is_ready: bool
    # Printed, and its file put away since.
    is_gone: bool
    problem: str


def print_of(cycle: Cycle, code: str) -> KitPrint:
    """The cycle's order with this code; raises ``Missing``."""
    row = KitPrint.objects.filter(cycle=cycle, code=code).first()
    if row is None:
        raise Missing
    return row


def kit_of_order(row: KitPrint, number: int) -> PrintedKit:
    """One of the order's kits; raises ``Missing``."""
    kit = row.copies.filter(number=number).select_related("order").first()
    if kit is None:
        raise Missing
    return kit


def print_view(row: KitPrint, *, at: dt.datetime) -> PrintView:
    """How far the order is; the worker notes it beside the file."""
    path = file_of(row)
    made = row.made_at is not None
    ready = made and path.is_file()
    problem = row.problem
    if not (made or problem) and at - row.asked_at > _PATIENCE:
        problem = _("This did not come to an end. Order the kits again.")
    return PrintView(
        code=row.code,
        order=order_from_json(row.order),
        kits=row.kits,
        sheets=row.sheets,
        done=row.kits if ready else _done(path),
        is_ready=ready,
        is_gone=made and not ready and not problem,
        problem=problem,
    )


def file_of(row: KitPrint) -> Path:
    """Where the order's file is, once it is there."""
    return Path(settings.DATA_DIR) / FOLDER / f"{row.code}.pdf"


def address_of(kit: PrintedKit) -> str:
    """What stands in the kit's QR code."""
    return f"{settings.SITE_URL}/room/{kit.code}/"


def addresses_of(row: KitPrint) -> list[tuple[str, str, str]]:
    """For each kit the address in its QR code, then the page to go to and what to type there."""
    door = f"{settings.SITE_URL.split('//')[-1]}/room/"
    return [(address_of(kit), door, code_in_words(kit.code)) for kit in row.copies.all()]


def code_in_words(code: str) -> str:
    """A kit's code in two halves, as it is read and typed."""
    half = len(code) // 2
    return f"{code[:half]}-{code[half:]}"


def order_to_json(order: Order) -> dict[str, object]:
    """The stored form."""
    return {"version": 1, **asdict(order)}


def order_from_json(stored: dict[str, object]) -> Order:
    """Read the stored form."""
    said = {name: value for name, value in stored.items() if name != "version"}
    printing = said.pop("printing")
    return Order(**said, printing=Printing(**printing))  # type: ignore[arg-type]  # as it was written


def _done(path: Path) -> int:
    try:
        return int(Path(f"{path}.progress").read_text("utf-8") or 0)
    except (OSError, ValueError):
        return 0
