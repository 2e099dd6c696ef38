"""Two authors changed the same paragraph: both are shown, and who saves second chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from volteface.accounts.queries import subject_of
from volteface.core import clock
from volteface.courses import actions, queries
from volteface.courses.errors import StepHasChanged
from volteface.courses.forms import StepForm
from volteface.courses.queries.history import saved_last_by
from volteface.courses.rules.merging import BOTH, clashes, settled
from volteface.courses.rules.merging import merge as bring_together

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from volteface.courses.models import Step


@require_POST
def merge(request: HttpRequest, code: str) -> HttpResponse:
    """Save the two texts as one, each place as its author chose; both stay where none chose."""
    subject, at = subject_of(request), clock.now()
    step = queries.step_for(subject, code, at=at)
    form = StepForm(request.POST)
    if not form.is_valid():
        return choosing(request, step, form, why=_("Something is missing."), status=422)
    given = form.saved()
    base = given.pop("base") or {"body": ""}
    parts = bring_together(str(base["body"]), mine=given["body"], theirs=step.body)
    choices = [request.POST.get(f"choice-{n}", BOTH) for n in range(len(clashes(parts)))]
    given |= {"body": settled(parts, choices), "settles": given["settles"] or subject.code}
    try:
        actions.save_step(step, **given, by=subject, at=at)
    except StepHasChanged as error:
        return choosing(request, step, form, why=str(error))
    messages.success(request, _("Saved: both texts are now in one."))
    return redirect("courses:step", step.code)


def choosing(
    request: HttpRequest, step: Step, form: StepForm, *, why: str, status: int = 409
) -> HttpResponse:
    """The page that shows what is settled, and the places where somebody has to choose."""
    given = form.cleaned_data
    base = str(given.get("base", ""))
    parts = bring_together(base, mine=str(given.get("body", "")), theirs=step.body)
    context = {
        "step": step,
        "module": step.module,
        "course": step.module.course,
        "form": form,
        "parts": parts,
        "other": saved_last_by(step),
        "why": why,
    }
    return render(request, "courses/merge.html", context, status=status)
