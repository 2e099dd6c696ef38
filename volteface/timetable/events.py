"""What happens in the timetable, and what higher apps tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from volteface.core.events import Event

if TYPE_CHECKING:
    from collections.abc import Callable

    from django_stubs_ext import StrOrPromise

    from volteface.timetable.models import Cycle

    type Done = Callable[[Cycle], set[int]]
    # By subject id: a sentence and the path it leads to.
    type ReminderLines = Callable[[Cycle], dict[int, tuple[StrOrPromise, str]]]
    type CyclePath = Callable[[str], str]

# Each carries the cycle's id.
cycle_published = Event("timetable.cycle_published")
meeting_moved = Event("timetable.meeting_moved")
meeting_cancelled = Event("timetable.meeting_cancelled")
meeting_restored = Event("timetable.meeting_restored")
extension_given = Event("timetable.extension_given")

_done: list[Done] = []
_cycle_paths: list[CyclePath] = []
_reminder_lines: list[ReminderLines] = []


def register_done(done: Done) -> None:
    """Let ``done(cycle)`` name the subject ids that have finished preparing: no reminder then."""
    if done not in _done:
        _done.append(done)


def done_in(cycle: Cycle) -> set[int]:
    """Who has finished preparing for the cycle, as far as any app knows."""
    return set().union(*(done(cycle) for done in _done))


def register_reminder_lines(lines: ReminderLines) -> None:
    """Let ``lines(cycle)`` add a sentence with a way to the reminders of some of its learners."""
    if lines not in _reminder_lines:
        _reminder_lines.append(lines)


def reminder_lines_of(cycle: Cycle) -> dict[int, tuple[StrOrPromise, str]]:
    """What is added to whose reminder; asked once for all reminders of a cycle."""
    found: dict[int, tuple[StrOrPromise, str]] = {}
    for lines in _reminder_lines:
        found |= lines(cycle)
    return found


def register_cycle_path(path: CyclePath) -> None:
    """Let ``path(code)`` say where a cycle's page is; it belongs to a higher app."""
    _cycle_paths[:] = [path]


def cycle_path(code: str) -> str:
    """The address of a cycle's page; the calendar while no app has one."""
    return _cycle_paths[0](code) if _cycle_paths else reverse("timetable:calendar")


def feed_path(token: str) -> str:
    """The path under which a calendar reads somebody's feed."""
    return reverse("timetable:ics", args=[token])
