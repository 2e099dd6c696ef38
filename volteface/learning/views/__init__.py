"""The learner's pages: a module's start and its steps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from volteface.accounts.queries import subject_of, subject_of_person
from volteface.core import clock
from volteface.core.jinja import theme_of
from volteface.learning import events
from volteface.learning.queries.module_html import newcomers_page
from volteface.learning.queries.module_page import module_page
from volteface.learning.queries.pages import step_page
from volteface.learning.queries.step_html import Reading, step_html
from volteface.learning.queries.ways import cycle_for
from volteface.learning.rules import LONGEST_TYPED

if TYPE_CHECKING:
    from django.http import HttpRequest

    from volteface.core.hot import Reader

# A module's start and its steps; codes of cycles have twelve characters.
HOT = re.compile(r"/learn/[a-z0-9]{12}/(?:[a-z0-9_-]+/)?")


@require_GET
def module(request: HttpRequest, cycle: str) -> HttpResponse:
    """Why, how long, the steps, and the one to go on with."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at)
    page = module_page(view, subject, at=at)
    notes = events.start_notes(request, view, subject, at)
    return render(request, "learning/module.html", {"view": view, "page": page, "notes": notes})


@require_GET
def step(request: HttpRequest, cycle: str, step: str) -> HttpResponse:
    """A step, with its questions in the flow."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at)
    page = step_page(
        view,
        subject,
        step,
        at=at,
        empty=request.GET.get("empty", ""),
        typed=request.GET.get("typed", "")[:LONGEST_TYPED],
        again="again" in request.GET,
    )
    notices = tuple((one.level_tag, str(one)) for one in get_messages(request))
    reading = Reading(path=request.path, theme=theme_of(request), notices=notices)
    return HttpResponse(step_html(reading, view, page))


def hot_page(reader: Reader) -> str | None:
    """The same pages where nothing out of the ordinary is asked; raises `Missing` like them."""
    cycle, *rest = reader.parts
    subject, at = subject_of_person(reader.user), clock.now()
    view = cycle_for(subject, cycle, at=at)
    if not rest:
        return newcomers_page(reader.request, view, subject, at=at)
    page = step_page(view, subject, rest[0], at=at)
    return step_html(Reading(path=reader.path, theme=reader.theme), view, page)
