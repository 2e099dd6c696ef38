"""The why-we-flip page: what, why, this cohort's own weeks, and what learners tap on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from volteface.accounts.queries import subject_of
from volteface.core import clock
from volteface.dialogue import actions, queries
from volteface.dialogue.forms import NoteForm, QuestionForm
from volteface.dialogue.models import Acknowledgement
from volteface.rosters.queries import cohort_for

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

LEARNER = ("learner",)


@require_GET
def why(request: HttpRequest, code: str) -> HttpResponse:
    """The page, for everybody of the cohort; staff see what was said beside it."""
    subject, at = subject_of(request), clock.now()
    cohort = cohort_for(subject, code, at=at)
    page = queries.why_page(subject, cohort, at=at)
    context = {
        "page": page,
        "cohort": cohort,
        "said": None if page.is_staff else queries.acknowledgement_of(subject, cohort),
        "answers": Acknowledgement.AtHome.choices,
        "heard": queries.heard_in(cohort, at=at, viewer=subject) if page.is_staff else None,
        "needs": queries.needs_in(subject, cohort, role=page.role, at=at),
        "threads": queries.threads_in(subject, cohort, role=page.role, at=at),
        "notes": queries.notes_in(cohort),
        "may_answer": page.role in queries.ANSWERERS,
        "may_note": page.role in ("teacher", "manager"),
        "form": QuestionForm(),
        "note_form": NoteForm(),
        "away": request.GET.get("away", "") if page.is_staff else "",
    }
    return render(request, "dialogue/why.html", context)


@require_POST
def acknowledge(request: HttpRequest, code: str) -> HttpResponse:
    """A learner has read it."""
    subject, at = subject_of(request), clock.now()
    cohort = cohort_for(subject, code, roles=LEARNER, at=at)
    actions.acknowledge(cohort, by=subject, at=at)
    messages.success(request, _("Thank you. One tap more helps: can you do this at home?"))
    return redirect("dialogue:why", cohort.code)


@require_POST
def at_home(request: HttpRequest, code: str) -> HttpResponse:
    """A learner says in one tap whether they can do it at home."""
    subject, at = subject_of(request), clock.now()
    cohort = cohort_for(subject, code, roles=LEARNER, at=at)
    said = actions.say_at_home(cohort, answer=request.POST.get("answer", ""), by=subject, at=at)
    if said.at_home == Acknowledgement.AtHome.YES:
        messages.success(request, _("Noted. You can change your answer at any time."))
    else:
        messages.success(
            request,
            _("Noted, and only your teacher and tutors see it. They will find a place or a way."),
        )
    return redirect("dialogue:why", cohort.code)


@require_POST
def doubt(request: HttpRequest, code: str) -> HttpResponse:
    """A learner does not see the point, and will be answered."""
    subject, at = subject_of(request), clock.now()
    cohort = cohort_for(subject, code, roles=LEARNER, at=at)
    actions.doubt(cohort, by=subject, at=at)
    messages.success(
        request,
        _("That is a fair thing to say. Your teacher will answer here; add words if you like."),
    )
    return redirect(f"{request.path.removesuffix('doubt/')}#questions")
