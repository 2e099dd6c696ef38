"""A personal calendar as iCalendar text (RFC 5545, 7986), from plain entries."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import icalendar

if TYPE_CHECKING:
    from collections.abc import Sequence

# How often a calendar is asked to look again; some look only once a day whatever one asks.
REFRESH = dt.timedelta(hours=1)
_MARGIN = dt.timedelta(days=370)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One appointment: the same ``uid`` for ever, a ``sequence`` that grows with each change."""

    uid: str
    sequence: int
    title: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    zone: str
    changed_at: dt.datetime
    description: str = ""
    place: str = ""
    address: str = ""
    cancelled: bool = False


class _Words(icalendar.vText):
    r"""Text as RFC 5545 (3.3.11) writes it; the library takes a typed ``\N`` for a new line."""

    def to_ical(self) -> bytes:
        escaped = re.sub(r"[\\;,]", r"\\\g<0>", self)
        return re.sub(r"\r\n|[\r\n]", r"\\n", escaped).encode()


def calendar_text(entries: Sequence[Entry], *, name: str) -> bytes:
    """The whole calendar, with the rules of every zone it speaks of."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Volteface//Calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", _Words(name))
    calendar.add("x-wr-calname", _Words(name))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for zone in sorted({entry.zone for entry in entries} - {"UTC"}):
        calendar.add_component(_zone_rules(zone, entries))
    for entry in entries:
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


def _event(entry: Entry) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", f"{entry.uid}@volteface")
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed_at.astimezone(dt.UTC))
    event.add("last-modified", entry.changed_at.astimezone(dt.UTC))
    event.add("dtstart", entry.starts_at.astimezone(ZoneInfo(entry.zone)))
    event.add("dtend", entry.ends_at.astimezone(ZoneInfo(entry.zone)))
    event.add("summary", _Words(entry.title))
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if entry.cancelled else "OPAQUE")
    if entry.description:
        event.add("description", _Words(entry.description))
    if entry.place:
        event.add("location", _Words(entry.place))
    if entry.address:
        event.add("url", entry.address)
    return event


def _zone_rules(zone: str, entries: Sequence[Entry]) -> icalendar.Timezone:
    """The zone's clock changes around the entries, so that no reader needs its own tables."""
    own = [entry for entry in entries if entry.zone == zone]
    first = min(entry.starts_at for entry in own) - _MARGIN
    last = max(entry.ends_at for entry in own) + _MARGIN
    return icalendar.Timezone.from_tzinfo(
        ZoneInfo(zone), zone, first_date=first.date(), last_date=last.date()
    )
