"""The durable work of rosters: writing what was confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.rosters.actions.intake import bring_in
from volteface.rosters.queries.intake import roster_import_by_code

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping


def bring_in_roster(payload: Mapping[str, object], at: dt.datetime) -> None:
    """Bring in a confirmed roster, again from the start of what nobody saw if it was stopped."""
    roster = roster_import_by_code(str(payload["code"]))
    if roster is not None:
        bring_in(roster, at=at)
