"""Addresses of the timetable app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from volteface.timetable.views import calendar, copying, moving, planning, reminders

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "timetable"

urlpatterns: list[URLPattern] = [
    path("", calendar.calendar, name="calendar"),
    path("feed/", calendar.feed, name="feed"),
    path("feed/rotate/", calendar.rotate, name="rotate"),
    path("calendar/<str:token>.ics", calendar.ics, name="ics"),
    path("copy/<slug:code>/", copying.copy, name="copy"),
    path("plan/<slug:code>/", planning.plan, name="plan"),
    path("cycle/<slug:code>/publish/", planning.publish, name="publish"),
    path("cycle/<slug:code>/reminders/", reminders.preview, name="reminders"),
    path("cycle/<slug:code>/extensions/", moving.extensions, name="extensions"),
    path("cycle/<slug:code>/extensions/<uuid:learner>/withdraw/", moving.withdraw, name="withdraw"),
    path("meeting/<slug:code>/", moving.move, name="move"),
    path("meeting/<slug:code>/cancel/", moving.cancel, name="cancel"),
    path("meeting/<slug:code>/restore/", moving.restore, name="restore"),
]
