"""What the apps above readiness bring to a briefing: notes, questions, the plan, what to print."""

from __future__ import annotations

from collections import Counter

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from volteface.dialogue.queries import unable_in
from volteface.dialogue.queries.stops import stops_told
from volteface.learning.queries.module_page import roles_in
from volteface.readiness.events import NOTES, PRINTS, QUESTIONS, Asking, Note, register_plan
from volteface.web.queries import briefed


def register() -> None:
    """Bring to every briefing what the apps above readiness know."""
    NOTES.register(briefing_notes)
    NOTES.register(briefed.teams_wanted)
    QUESTIONS.register(briefed.questions_asked)
    PRINTS.register(briefed.to_print)
    register_plan(briefed.plan_kept)


def briefing_notes(asking: Asking) -> list[Note]:
    """Who cannot work at home, why some stopped, who takes a role; counts only, never a name."""
    return [*_home(asking), *_stops(asking), *_roles(asking)]


def _home(asking: Asking) -> list[Note]:
    cohort = asking.cycle.cohort
    unable = unable_in(cohort, among=asking.learners)
    if not unable:
        return []
    text = ngettext(
        "%(count)d learner cannot prepare at home.",
        "%(count)d learners cannot prepare at home.",
        unable,
    ) % {"count": unable}
    return [Note(text=text, address=reverse("dialogue:why", args=[cohort.code]))]


def _stops(asking: Asking) -> list[Note]:
    """``stops_told`` tells nothing below five answers; the most frequent comes with advice.

    Of everybody always: the difference between two groups' reasons would be one person's.
    """
    told = stops_told(asking.cycle)
    if not told:
        return []
    words = ", ".join(f"{one.word} ({one.count})" for one in told)
    text = _("Why some stopped: %(reasons)s. %(advice)s")
    return [Note(text=text % {"reasons": words, "advice": told[0].advice}, of_all=True)]


def _roles(asking: Asking) -> list[Note]:
    """Which roles were taken; the names are on the plan, for a briefing goes out by mail too."""
    roles = roles_in(asking.cycle, None, at=asking.at)
    taken = Counter(one.word for one in roles if one.subject_id in asking.learners)
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
    return [Note(text=text, address=reverse("classroom:plan", args=[asking.cycle.code]))]
