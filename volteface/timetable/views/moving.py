"""Moving a meeting with everything that hangs on it, calling it off, and giving more time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from volteface.accounts.queries import subject_of
from volteface.core import clock
from volteface.core.errors import DomainError
from volteface.core.htmx import answer
from volteface.timetable import actions, events, queries
from volteface.timetable.forms import ExtensionForm, MeetingForm
from volteface.timetable.queries import date_words, moving
from volteface.timetable.rules import wall

if TYPE_CHECKING:
    import datetime as dt
    import uuid

    from django.http import HttpRequest, HttpResponse

    from volteface.timetable.queries import CycleView
    from volteface.timetable.rules.dates import CycleDates


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveLine:
    """A date before and after the move."""

    label: str
    was: dt.datetime
    becomes: dt.datetime
    note: str = ""


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, code: str) -> HttpResponse:
    """What moves with the meeting and who will be told; written only when told to."""
    at, subject = clock.now(), subject_of(request)
    view = queries.meeting_for(subject, code, at=at)
    timezone.activate(ZoneInfo(view.meeting.time_zone))
    zone = view.meeting.time_zone
    form = MeetingForm(request.POST or _as_typed(view), zone=zone, now=at)
    valid = form.is_valid()
    if valid and request.POST.get("do") == "move":
        try:
            return _moved(request, view, form, at)
        except DomainError as error:
            form.add_error(None, str(error))
    context: dict[str, object] = {
        "view": view,
        "form": form,
        "over": view.meeting.starts_at <= at,
        "told": moving.told_of(view.cycle, by=subject, at=at),
        "lines": _compared(view, form, at) if valid else [],
    }
    status = 422 if request.method == "POST" and form.errors else 200
    return answer(request, "timetable/move.html", context, block="preview", status=status)


@require_POST
def cancel(request: HttpRequest, code: str) -> HttpResponse:
    """Call a meeting off; the page offers to take it back."""
    at, subject = clock.now(), subject_of(request)
    view = queries.meeting_for(subject, code, at=at)
    actions.cancel_meeting(view.meeting, by=subject, at=at)
    messages.success(request, _("Called off. Whoever knew of it is told."))
    return redirect("timetable:move", code=code)


@require_POST
def restore(request: HttpRequest, code: str) -> HttpResponse:
    """Take back a meeting that was called off."""
    at, subject = clock.now(), subject_of(request)
    view = queries.meeting_for(subject, code, at=at)
    actions.restore_meeting(view.meeting, by=subject, at=at)
    messages.success(request, _("It takes place after all. Whoever knew of it is told."))
    return redirect("timetable:move", code=code)


@require_http_methods(["GET", "POST"])
def extensions(request: HttpRequest, code: str) -> HttpResponse:
    """More time for single learners of a cycle."""
    at, subject = clock.now(), subject_of(request)
    view = queries.cycle_for(subject, code, roles=queries.PLANNERS, at=at)
    timezone.activate(ZoneInfo(view.meeting.time_zone))
    learners = moving.learners_by_code(view.cycle, at=at)
    form = ExtensionForm(
        request.POST or None,
        learners=[(key, str(learner.person)) for key, learner in learners.items()],
        zone=view.meeting.time_zone,
        initial=_extension_initial(view),
    )
    if request.method == "POST" and form.is_valid():
        learner = learners[form.cleaned_data["learner"]]
        given = {"closes_at": form.closes_at(), "reason": form.cleaned_data["reason"]}
        try:
            actions.extend(view.cycle, learner, **given, by=subject, at=at)
            return redirect("timetable:extensions", code=code)
        except DomainError as error:
            form.add_error("on", str(error))
    over = view.meeting.ends_at <= at
    rows = queries.extension_rows(view.cycle)
    context = {"view": view, "form": form, "rows": rows, "over": over}
    status = 422 if form.errors else 200
    return render(request, "timetable/extensions.html", context, status=status)


@require_POST
def withdraw(request: HttpRequest, code: str, learner: uuid.UUID) -> HttpResponse:
    """Take an extension back."""
    at, subject = clock.now(), subject_of(request)
    view = queries.cycle_for(subject, code, roles=queries.PLANNERS, at=at)
    actions.withdraw_extension(moving.extension_of(view.cycle, str(learner)), by=subject, at=at)
    return redirect("timetable:extensions", code=code)


def _moved(
    request: HttpRequest, view: CycleView, form: MeetingForm, at: dt.datetime
) -> HttpResponse:
    actions.move_meeting(
        view.meeting,
        starts_at=form.span().starts_at,
        minutes=form.cleaned_data["minutes"],
        place=form.cleaned_data["place"],
        remote_link=form.cleaned_data["remote_link"],
        by=subject_of(request),
        at=at,
    )
    messages.success(request, _("Moved, and everything with it. What was sent is not sent again."))
    return redirect(events.cycle_path(view.cycle.code))


def _as_typed(view: CycleView) -> dict[str, object]:
    starts = wall.wall_at(view.meeting.starts_at, view.meeting.time_zone)
    length = view.meeting.ends_at - view.meeting.starts_at
    return {
        "on": f"{starts:%Y-%m-%d}",
        "at": f"{starts:%H:%M}",
        "minutes": str(int(length.total_seconds() // 60)),
        "place": view.meeting.place,
        "remote_link": view.meeting.remote_link,
    }


def _extension_initial(view: CycleView) -> dict[str, object]:
    later = wall.wall_at(view.dates.meeting_starts_at, view.meeting.time_zone)
    return {"on": later.date(), "at": later.time()}


def _compared(view: CycleView, form: MeetingForm, at: dt.datetime) -> list[MoveLine]:
    """Every date, before and after, in pairs; what was sent already says so."""
    after = moving.dates_if_moved(view.cycle, form.span())
    sent = moving.reminders_sent(view.cycle)
    lines = []
    before = _ordered(view.dates, view.cycle.published_at or at)
    for was, becomes in zip(before, _ordered(after, at), strict=True):
        note = ""
        if was.kind == "close" and view.cycle.pinned_close_at is not None:
            note = _("fixed by hand: stays")
        elif was.kind == "reminder" and was.starts_at <= at and sent:
            note = _("sent: not sent again")
        elif becomes.starts_at <= at < was.starts_at:
            note = _("would be past: left out")
        lines.append(
            MoveLine(label=was.label, was=was.starts_at, becomes=becomes.starts_at, note=note)
        )
    return sorted(lines, key=lambda line: line.was)


def _ordered(dates: CycleDates, at: dt.datetime) -> list[date_words.DateLine]:
    """The dates by kind and then time, so that two lists of one cycle match line by line."""
    return sorted(date_words.date_lines(dates, at=at), key=lambda line: (line.kind, line.starts_at))
