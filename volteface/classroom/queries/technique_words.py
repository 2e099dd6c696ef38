"""What the library says in words: its figures, and which wish to give up when nothing fits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from volteface.classroom.rules.library import CRITERIA

if TYPE_CHECKING:
    from collections.abc import Iterable

    from volteface.classroom.rules.library import Loosened, Wanted
    from volteface.classroom.techniques.sheet import Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOut:
    """A search with one wish less: what it says and its address."""

    text: str
    query: str


def ways_out(wanted: Wanted, loosened: Iterable[Loosened]) -> tuple[WayOut, ...]:
    """A link for each wish that may be given up, with how many sheets there are then."""
    return tuple(
        WayOut(text=_sentence(way), query=_query(wanted.without(way.criterion))) for way in loosened
    )


def minutes_said(sheet: Sheet) -> str:
    """The minutes of a sheet, shortest to longest."""
    if sheet.least_minutes == sheet.most_minutes:
        return _("%(count)s min") % {"count": sheet.minutes}
    return _("%(least)s to %(most)s min") % {
        "least": sheet.least_minutes,
        "most": sheet.most_minutes,
    }


def people_said(sheet: Sheet) -> str:
    """The people of a sheet, fewest to most."""
    if sheet.most_people is None:
        return _("%(least)s people and more") % {"least": sheet.least_people}
    return _("%(least)s to %(most)s people") % {
        "least": sheet.least_people,
        "most": sheet.most_people,
    }


def _sentence(way: Loosened) -> str:
    wish = {
        "words": _("Without the words"),
        "goal": _("For any goal"),
        "people": _("For any number of people"),
        "minutes": _("With more time"),
        "room": _("In any room"),
    }[way.criterion]
    count = ngettext("%(num)s sheet", "%(num)s sheets", way.found) % {"num": way.found}
    return _("%(wish)s: %(count)s") % {"wish": wish, "count": count}


def _query(wanted: Wanted) -> str:
    return urlencode({name: getattr(wanted, name) for name in CRITERIA if getattr(wanted, name)})
