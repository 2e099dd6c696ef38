"""What a module's start page offers whoever is through: a card for the next kit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from markupsafe import Markup

from volteface.classroom.models import LearnerCard
from volteface.classroom.queries.learner_cards import waiting_for
from volteface.learning.queries.pages import module_start

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest

    from volteface.accounts.models import Subject
    from volteface.timetable.queries import CycleView


def make_a_card(
    request: HttpRequest, view: CycleView, subject: Subject, at: dt.datetime
) -> Markup | None:
    """Make one, or try those of others, once all steps are done."""
    if view.is_staff or not module_start(view, subject, at=at).is_finished:
        return None
    made = LearnerCard.objects.filter(cycle=view.cycle, subject=subject).exists()
    context = {"view": view, "made": made, "waiting": waiting_for(view.cycle, subject).count()}
    html = render_to_string("classroom/_card_offer.html", context, request, using="jinja2")
    return Markup(html)  # noqa: S704 - a template's output
