"""What rosters do when called from below: the work confirmed, and what their scopes are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.rosters.actions.intake import bring_in
from volteface.rosters.models import Cohort, Group
from volteface.rosters.queries.intake import roster_import_by_code

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping


def bring_in_roster(payload: Mapping[str, object], at: dt.datetime) -> None:
    """Bring in a confirmed roster, again from the start of what nobody saw if it was stopped."""
    roster = roster_import_by_code(str(payload["code"]))
    if roster is not None:
        bring_in(roster, at=at)


def cohort_titles(codes: Collection[str]) -> dict[str, str]:
    """Cohorts by the titles their teachers gave them, archived ones too."""
    return dict(Cohort.objects.filter(code__in=codes).values_list("code", "title"))


def group_names(codes: Collection[str]) -> dict[str, str]:
    """Groups by their names, which say little without the cohort's title."""
    rows = Group.objects.filter(code__in=codes).values_list("code", "name", "cohort__title")
    return {code: f"{name} · {title}" for code, name, title in rows}
