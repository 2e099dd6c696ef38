"""What learning does when something happens below it."""

from __future__ import annotations

from volteface.core import clock
from volteface.learning import actions
from volteface.timetable import events
from volteface.timetable.queries import cycle_by_id


def register() -> None:
    """Listen; called once when the apps are ready."""
    events.cycle_published.connect(prepare)
    events.meeting_moved.connect(tell_dates)
    events.extension_given.connect(tell_dates)


def prepare(cycle_id: int) -> None:
    """A published cycle has its preparation draw."""
    actions.ensure_preparation_draw(cycle_by_id(cycle_id), at=clock.now())


def tell_dates(cycle_id: int) -> None:
    """Deadlines in the lane's memory have changed."""
    actions.dates_changed(cycle_by_id(cycle_id), at=clock.now())
