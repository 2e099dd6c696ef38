"""One question at a time: from a mail without signing in, or from the cohort's page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from volteface.accounts.queries import subject_of
from volteface.core import clock
from volteface.questions.queries import parse_answer, typed_answer, unreadable
from volteface.questions.queries.shown import feedback_view, render_question
from volteface.refreshers import actions, queries
from volteface.refreshers.actions.asking import stop_asking
from volteface.refreshers.queries import doors
from volteface.rosters.queries import cohort_for, time_factor_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

CERTAINTIES = {"1": 1, "2": 2, "3": 3}


@login_not_required
@never_cache
@require_GET
def door(request: HttpRequest, token: str) -> HttpResponse:
    """The question, with the tapped option chosen; or its feedback. Reading it writes nothing."""
    at = clock.now()
    found = doors.door_of(token, at=at)
    if found.response is not None:
        context = {
            "door": found,
            "feedback": feedback_view(found.version, found.response.answer),
            "way": doors.way_on(found, at=at),
        }
        return render(request, "refreshers/answered.html", context)
    option = request.GET.get("o", "")[:20]
    chosen = json.dumps({"choice": [option]}) if option else ""
    return render(request, "refreshers/question.html", _asked(found, chosen))


@login_not_required
@never_cache
@require_POST
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """One tap records the answer; the door's own page then shows the feedback."""
    at = clock.now()
    found = doors.door_of(token, at=at)
    form = dict(request.POST.lists())
    given = parse_answer(found.version, form)
    if given is None:
        typed = typed_answer(found.version, form)
        again = {"empty": True, "preselected": False, "why": unreadable(found.version, typed)}
        context = _asked(found, typed) | again
        return render(request, "refreshers/question.html", context, status=422)
    certainty = CERTAINTIES.get(request.POST.get("certainty", ""))
    actions.answer_through(found, answer=given, certainty=certainty, at=at)
    return HttpResponseRedirect(reverse("refreshers:door", args=[token]), status=303)


@login_not_required
@never_cache
@require_POST
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """No more of these mails; said on a page, because who asked may not be signed in."""
    at = clock.now()
    found = doors.door_of(token, at=at)
    stop_asking(found, at=at)
    return render(request, "refreshers/stopped.html", {"door": found})


@require_GET
def due(request: HttpRequest, code: str) -> HttpResponse:
    """What is due for the learner who is signed in: how many, how long, and the first of them."""
    subject, at = subject_of(request), clock.now()
    cohort = cohort_for(subject, code, roles=("learner",), at=at)
    waiting = queries.due_for(subject, cohort, at)
    found = doors.first_open(cohort, waiting)
    opened = (
        doors.door_of(doors.token_for(subject, *found, at=at), at=at) if found is not None else None
    )
    context = {
        "cohort": cohort,
        "count": len(waiting) if opened else 0,
        "minutes": queries.minutes_of(len(waiting), factor=time_factor_of(subject, cohort)),
        "next_at": None if opened else queries.next_at(subject, cohort, at),
        "address": reverse("refreshers:door", args=[opened.token]) if opened else "",
    }
    return render(request, "refreshers/due.html", context)


def _asked(found: doors.Door, chosen: str) -> dict[str, object]:
    seed = str(found.subject.code)
    return {
        "door": found,
        "fields_html": render_question(found.version, seed=seed, answer=chosen),
        "preselected": bool(chosen),
        "empty": False,
    }
