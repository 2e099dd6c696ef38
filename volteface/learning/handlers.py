"""What learning does when something happens below it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup

from volteface.core import clock, jobs
from volteface.core.lanes.memory import memory
from volteface.courses.events import module_published
from volteface.courses.models import Module
from volteface.learning import actions
from volteface.learning.actions import paths
from volteface.learning.events import register_start_note
from volteface.learning.queries import look
from volteface.learning.queries.rubrics import texts_in
from volteface.rosters.events import pace_changed
from volteface.timetable import events
from volteface.timetable.queries import live_cycles
from volteface.timetable.queries.rows import cycle_by_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest

    from volteface.accounts.models import Subject
    from volteface.timetable.queries import CycleView

FOLLOW_EDITION = "learning.follow_edition"
CHECKS_EVERY = dt.timedelta(seconds=20)


def register() -> None:
    """Listen; called once when the apps are ready."""
    events.cycle_published.connect(prepare)
    events.meeting_moved.connect(tell_dates)
    events.extension_given.connect(tell_dates)
    pace_changed.connect(tell_pace)
    module_published.connect(_new_edition)
    register_start_note(texts_to_mark)
    memory.register(look.TOPIC, lambda key: look.looks_in(int(key)))
    memory.listen("draw", lambda key: memory.forget(look.TOPIC, key))
    jobs.register(FOLLOW_EDITION, follow_edition)
    jobs.every("learning.checks", CHECKS_EVERY, lambda at: paths.follow_checks(at=at))


def prepare(cycle_id: int) -> None:
    """A published cycle has its preparation, its pre-test and its practice."""
    cycle, at = cycle_by_id(cycle_id), clock.now()
    actions.ensure_preparation_draw(cycle, at=at)
    paths.ensure_beside(cycle, at=at)


def texts_to_mark(
    request: HttpRequest,  # noqa: ARG001 - the face all notes share
    view: CycleView,
    subject: Subject,  # noqa: ARG001 - as above
    at: dt.datetime,  # noqa: ARG001 - as above
) -> Markup | None:
    """Who teaches a cycle finds the way to the texts that only people can mark."""
    if not view.is_staff or not texts_in([view.cycle.pk]):
        return None
    address = reverse("learning:marking", args=[view.cycle.code])
    return Markup('<p><a href="%s">%s</a></p>') % (address, _("Texts to mark"))


def follow_edition(payload: Mapping[str, object], at: dt.datetime) -> None:
    """Ask the questions just published before and after the steps of coming meetings."""
    for cycle in live_cycles(meeting_after=at).filter(module=int(str(payload["module"]))):
        paths.ensure_beside(cycle, at=at)


def tell_pace(cohort_id: int) -> None:
    """Somebody's time factor has changed: deadlines in the lane's memory are read anew."""
    actions.pace_changed(cohort_id, at=clock.now())


def _new_edition(module_id: int) -> None:
    edition_id = Module.objects.values_list("published_id", flat=True).get(pk=module_id)
    jobs.enqueue(
        FOLLOW_EDITION,
        nonce=f"{FOLLOW_EDITION}:{module_id}:{edition_id}",
        payload={"module": module_id},
        run_at=clock.now(),
    )


def tell_dates(cycle_id: int) -> None:
    """Deadlines in the lane's memory have changed."""
    actions.dates_changed(cycle_by_id(cycle_id), at=clock.now())


def told_already() -> Q:
    """Grades a learner has been told: at once in preparation, after the close elsewhere."""
    at_once = Q(response__draw__immediate_feedback=True)
    return at_once | Q(response__draw__closes_at__lte=clock.now())
