"""One's own calendar: the list of days, and the private address other calendars read."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from volteface.accounts.queries import subject_of
from volteface.core import clock
from volteface.timetable import actions, events, queries
from volteface.timetable.queries import agenda
from volteface.timetable.rules.feed import Entry, calendar_text

if TYPE_CHECKING:
    from django.http import HttpRequest

    from volteface.timetable.queries.agenda import Item

_RECENT = dt.timedelta(hours=12)
# A closing has no length; calendars draw one.
_DRAWN = dt.timedelta(minutes=15)


@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    """What the person has to do and where to be, by day, in their own zone."""
    at, subject = clock.now(), subject_of(request)
    earlier = request.GET.get("earlier") == "1"
    items = [
        item
        for item in agenda.agenda_of(subject, at)
        if ((item.ends_at or item.starts_at) < at - _RECENT) == earlier
    ]
    days = [(moment, list(found)) for moment, found in groupby(items, key=_day)]
    context = {
        "days": list(reversed(days)) if earlier else days,
        "earlier": earlier,
        "now": at,
        "words": _words(),
        "cycle_path": events.cycle_path,
        "planners": queries.PLANNERS,
        "to_plan": agenda.cohorts_to_plan(subject, at),
    }
    return render(request, "timetable/calendar.html", context)


@require_http_methods(["GET", "POST"])
def feed(request: HttpRequest) -> HttpResponse:
    """The private address of one's calendar; made, and made anew, by a button."""
    subject = subject_of(request)
    if request.method == "POST":
        actions.ensure_feed(subject, at=clock.now())
        return redirect("timetable:feed")
    own = queries.feed_of(subject)
    address = f"{settings.SITE_URL}{_path(own.token)}" if own else ""
    context = {
        "address": address,
        "webcal": "webcal://" + address.partition("://")[2] if address else "",
        "made_at": own.created_at if own else None,
    }
    return render(request, "timetable/feed.html", context)


@require_POST
def rotate(request: HttpRequest) -> HttpResponse:
    """A new address; the old one is dead at once."""
    actions.rotate_feed(subject_of(request), at=clock.now())
    messages.success(request, _("You have a new address. The old one shows nothing any more."))
    return redirect("timetable:feed")


@login_not_required
@require_GET
def ics(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """The calendar for other programs: the secret in the address is all it asks for."""
    owner = queries.feed_owner(token)
    at = clock.now()
    items = agenda.feed_items(owner, at)
    with translation.override(owner.person.language if owner.person else "en"):
        text = calendar_text([_entry(item) for item in items], name=settings.SITE_NAME)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="volteface.ics"'
    return response


def _entry(item: Item) -> Entry:
    view = item.view
    ends_at = item.ends_at or item.starts_at
    starts_at = item.starts_at if item.ends_at else item.starts_at - _DRAWN
    return Entry(
        uid=str(item.uid),
        sequence=item.sequence,
        title=_words()[item.kind] % {"module": view.module.title},
        starts_at=starts_at,
        ends_at=ends_at,
        zone=view.meeting.time_zone,
        changed_at=item.changed_at,
        description=view.cohort.title + (f" · {view.group.name}" if view.group else ""),
        place=item.place,
        address=f"{settings.SITE_URL}{events.cycle_path(view.cycle.code)}",
        cancelled=view.is_cancelled,
    )


def _words() -> dict[str, str]:
    return {
        "meeting": _("Meeting: %(module)s"),
        "close": _("Preparation closes: %(module)s"),
        "slot": _("Learning time: %(module)s"),
    }


def _day(item: Item) -> dt.date:
    return timezone.localtime(item.starts_at).date()


def _path(token: str) -> str:
    return events.feed_path(token)
