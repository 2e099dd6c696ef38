"""What the apps above readiness bring to a briefing: notes, questions, the plan, what to print."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from volteface.dialogue.queries import unable_in
from volteface.dialogue.queries.stops import stops_told
from volteface.learning.queries.module_page import roles_in
from volteface.readiness.events import (
    Note,
    register_notes,
    register_plan,
    register_prints,
    register_questions,
)
from volteface.web.queries import briefed

if TYPE_CHECKING:
    import datetime as dt

    from volteface.accounts.models import Subject
    from volteface.timetable.models import Cycle


def register() -> None:
    """Bring to every briefing what the apps above readiness know."""
    register_notes(briefing_notes)
    register_notes(briefed.teams_wanted)
    register_questions(briefed.questions_asked)
    register_plan(briefed.plan_kept)
    register_prints(briefed.to_print)


def briefing_notes(cycle: Cycle, viewer: Subject | None, at: dt.datetime) -> list[Note]:
    """Who cannot work at home, why some stopped, who takes a role; counts only, never a name."""
    return [
        *_home(cycle, viewer, at),
        *_stops(cycle),
        *_roles(cycle, at),
    ]


def _home(cycle: Cycle, viewer: Subject | None, at: dt.datetime) -> list[Note]:
    unable = unable_in(cycle.cohort, at=at, viewer=viewer)
    if not unable:
        return []
    text = ngettext(
        "%(count)d learner cannot prepare at home.",
        "%(count)d learners cannot prepare at home.",
        unable,
    ) % {"count": unable}
    return [Note(text=text, address=reverse("dialogue:why", args=[cycle.cohort.code]))]


def _stops(cycle: Cycle) -> list[Note]:
    """``stops_told`` tells nothing below five answers; the most frequent comes with advice."""
    told = stops_told(cycle)
    if not told:
        return []
    words = ", ".join(f"{one.word} ({one.count})" for one in told)
    text = _("Why some stopped: %(reasons)s. %(advice)s")
    return [Note(text=text % {"reasons": words, "advice": told[0].advice})]


def _roles(cycle: Cycle, at: dt.datetime) -> list[Note]:
    """Which roles were taken; the names are on the plan, for a briefing goes out by mail too."""
    taken = Counter(one.word for one in roles_in(cycle, None, at=at))
    if not taken:
        return []
    text = ngettext(
        "%(count)d learner who is ahead takes a role: %(roles)s.",
        "%(count)d learners who are ahead take a role: %(roles)s.",
        taken.total(),
    ) % {
        "count": taken.total(),
        "roles": ", ".join(f"{word} ({count})" for word, count in taken.items()),
    }
    return [Note(text=text, address=reverse("classroom:plan", args=[cycle.code]))]
