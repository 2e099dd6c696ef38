"""How a module went each time it was taught: people, readiness, gain, and its teachers' taps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from volteface.classroom.queries.retros import retro_in_words, retros_of
from volteface.insights.queries import CYCLE, effect_of
from volteface.insights.queries.words import estimate
from volteface.readiness.queries import counts_of
from volteface.rosters.queries import standing_in
from volteface.timetable.events import cycle_path
from volteface.timetable.models import Cycle
from volteface.timetable.queries import STAFF

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from volteface.accounts.models import Subject
    from volteface.classroom.models import Retro
    from volteface.courses.models import Module

# The newest few: what was longer ago is in the effect of its cohort.
MOST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One time the module was taught."""

    at: dt.datetime
    who: str
    # Of the cycle's page, for its staff; empty for other authors of the module.
    url: str
    again: str
    # Sentences that may be said to this reader; empty where nothing may.
    ready: str
    gain: str
    retro: str


def runs_of(module: Module, subject: Subject, *, at: dt.datetime) -> tuple[Run, ...]:
    """The module's newest meetings that are over, the last one first.

    Counts of learners are for the staff of that cohort; authors who are not read the date, the
    cohort, what was noted, and a gain from five people on.
    """
    over = Cycle.objects.filter(
        module=module,
        state=Cycle.State.PUBLISHED,
        archived_at__isnull=True,
        meeting__ends_at__lte=at,
    ).select_related("meeting", "cohort__course", "group", "module__course")
    cycles = list(over.order_by("-meeting__starts_at", "-pk")[:MOST])
    noted = retros_of(cycles)
    return tuple(_run(cycle, noted.get(cycle.pk, ()), subject, at) for cycle in cycles)


def _run(cycle: Cycle, noted: Sequence[Retro], subject: Subject, at: dt.datetime) -> Run:
    who = cycle.cohort.title
    if cycle.group is not None:
        who = _("%(cohort)s, %(group)s") % {"cohort": who, "group": cycle.group.name}
    is_staff = standing_in(subject, cycle.cohort, at).role in STAFF
    return Run(
        at=cycle.meeting.starts_at,
        who=who,
        url=cycle_path(cycle.code) if is_staff else "",
        again=cycle.code if is_staff else "",
        ready=_ready(cycle, subject, at) if is_staff else "",
        gain=_gain(cycle, subject, at),
        retro=retro_in_words(noted),
    )


def _ready(cycle: Cycle, subject: Subject, at: dt.datetime) -> str:
    counts = counts_of(cycle, at=at, viewer=subject)
    people = sum(counts.values())
    if not people:
        return ""
    said = ngettext("%(ready)s of %(n)s ready", "%(ready)s of %(n)s ready", counts["ready"])
    return said % {"ready": counts["ready"], "n": people}


def _gain(cycle: Cycle, subject: Subject, at: dt.datetime) -> str:
    """From the preparation to days later, of those who took both."""
    found = effect_of(cycle.cohort, cycle, viewer=subject, at=at).cycles
    gains = [gain for gain in found[0].gains if (gain.before, gain.after) == CYCLE] if found else []
    if not gains or gains[0].gain is None:
        return ""
    return _("gain %(gain)s, n = %(n)s") % {
        "gain": estimate(gains[0].gain.difference),
        "n": gains[0].n,
    }
