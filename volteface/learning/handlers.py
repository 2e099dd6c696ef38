"""What learning does when something happens below it."""

from __future__ import annotations

from django.db.models import Q

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


def told_already() -> Q:
    """Grades a learner has been told: at once in preparation, after the close elsewhere."""
    at_once = Q(response__draw__immediate_feedback=True)
    return at_once | Q(response__draw__closes_at__lte=clock.now())
