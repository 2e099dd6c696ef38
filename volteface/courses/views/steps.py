"""The step editor: text with a preview, saved by itself, never lost to a second author."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from volteface.accounts.queries import subject_of
from volteface.core import clock
from volteface.core.codes import public_code
from volteface.core.errors import Missing
from volteface.core.htmx import answer
from volteface.courses import actions, queries
from volteface.courses.errors import StepHasChanged
from volteface.courses.forms import StepForm, TitleForm
from volteface.courses.queries.blocks import editor_blocks
from volteface.courses.queries.drafts import draft_for
from volteface.courses.queries.editor import editor_context, preview_of
from volteface.courses.views.merging import choosing

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest

    from volteface.courses.models import Step


@require_POST
def new_step(request: HttpRequest, code: str) -> HttpResponse:
    """Add a step; its title is enough."""
    subject, at = subject_of(request), clock.now()
    module = queries.module_for(subject, code, at=at)
    form = TitleForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the step a title of 200 characters at most."))
        return redirect("courses:module", module.code)
    step = actions.create_step(module, title=form.cleaned_data["title"], by=subject, at=at)
    return redirect("courses:step", step.code)


@require_http_methods(["GET", "POST"])
def editor(request: HttpRequest, code: str) -> HttpResponse:
    """Write a step; ``save=auto`` is the page saving by itself and is answered in JSON."""
    subject, at = subject_of(request), clock.now()
    step = queries.step_for(subject, code, at=at)
    if request.method == "GET":
        return _editor(request, step, StepForm(initial=_says(step)))
    form = StepForm(request.POST)
    by_itself = request.POST.get("save") == "auto"
    if not form.is_valid():
        errors = JsonResponse({"errors": form.errors}, status=422)
        return errors if by_itself else _editor(request, step, form, status=422)
    try:
        saved = actions.save_step(step, **form.saved(), by=subject, at=at)
    except StepHasChanged as error:
        return _conflict(request, step.code, form, error, by_itself=by_itself)
    return _saved(request, saved, form, at, by_itself=by_itself)


@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, code: str) -> HttpResponse:
    """An unpublished text (of ``by``, else one's own) beside the step's; POST drops one's own."""
    subject, at = subject_of(request), clock.now()
    step = queries.step_for(subject, code, at=at)
    found = draft_for(step, _author(request) or subject.code)
    is_mine = found.by_id == subject.pk
    if request.method == "POST":
        if not is_mine:
            raise Missing
        actions.drop_drafts(step, author=subject.code, by=subject, at=at)
        messages.success(request, _("The text was let go."))
        return redirect("courses:module", step.module.code)
    says = _says(step) | {"body": found.body, "settles": found.by.code}
    why = _("Somebody else had saved this step before this text arrived.")
    name = "" if is_mine else str(found.by.person or _("somebody who left"))
    return _two_texts(request, step, StepForm(initial=says), why=why, author=name)


@require_POST
def preview(request: HttpRequest, code: str) -> HttpResponse:
    """The text as it will look; nothing is saved."""
    subject, at = subject_of(request), clock.now()
    step = queries.step_for(subject, code, at=at)
    form = StepForm(request.POST)
    form.is_valid()
    body = str(form.cleaned_data.get("body", request.POST.get("body", "")[:100_000]))
    context = _surroundings(step, body) | {"form": form}
    return answer(request, "courses/editor.html", context, block="preview")


@require_POST
def move(request: HttpRequest, code: str) -> HttpResponse:
    """Change places with the step above or below."""
    subject, at = subject_of(request), clock.now()
    step = queries.step_for(subject, code, at=at)
    actions.move_step(step, up=request.POST.get("to") == "up", by=subject, at=at)
    outline = reverse("courses:module", args=[step.module.code])
    return redirect(f"{outline}?step={step.code}#outline")


@require_POST
def archive(request: HttpRequest, code: str) -> HttpResponse:
    """Take a step out; the module's page offers to undo it."""
    subject, at = subject_of(request), clock.now()
    step = queries.step_for(subject, code, at=at)
    actions.archive_step(step, by=subject, at=at)
    return redirect(f"{reverse('courses:module', args=[step.module.code])}?undo={step.code}")


@require_POST
def restore(request: HttpRequest, code: str) -> HttpResponse:
    """Put a step back."""
    subject, at = subject_of(request), clock.now()
    step = queries.step_for(subject, code, at=at)
    actions.restore_step(step, by=subject, at=at)
    return redirect("courses:step", step.code)


@require_POST
def duplicate(request: HttpRequest, code: str) -> HttpResponse:
    """The step once more, right after itself."""
    subject, at = subject_of(request), clock.now()
    step = queries.step_for(subject, code, at=at)
    copy = actions.duplicate_step(step, by=subject, at=at)
    messages.success(request, _("This is the copy; it asks its own copies of the questions."))
    return redirect("courses:step", copy.code)


def _editor(request: HttpRequest, step: Step, form: StepForm, *, status: int = 200) -> HttpResponse:
    body = str(form["body"].value() or "")[:100_000]
    context = _surroundings(step, body) | {"form": form}
    return render(request, "courses/editor.html", context, status=status)


def _surroundings(step: Step, body: str) -> dict[str, object]:
    shown = {"preview": preview_of(step, body), "blocks": editor_blocks(step, body)}
    return editor_context(step) | shown | {"page": public_code()}


def _saved(
    request: HttpRequest, step: Step, form: StepForm, at: dt.datetime, *, by_itself: bool
) -> HttpResponse:
    is_merged = step.body != form.cleaned_data["body"]
    said = _("Somebody else saved meanwhile: both texts are now in one.") if is_merged else ""
    if not by_itself:
        messages.success(request, said or _("Saved."))
        return redirect("courses:step", step.code)
    answer = {"revision": step.revision, "saved_at": at.isoformat()}
    return JsonResponse(answer | ({"body": step.body, "said": said} if is_merged else {}))


def _conflict(
    request: HttpRequest, code: str, form: StepForm, error: StepHasChanged, *, by_itself: bool
) -> HttpResponse:
    """Both texts beside each other; saving again is a decision, not an accident."""
    if by_itself:
        return JsonResponse({"message": str(error)}, status=409)
    subject = subject_of(request)
    step = queries.step_for(subject, code, at=clock.now())
    if form.saved()["base"] is not None:
        return choosing(request, step, form, why=str(error))
    mine = request.POST.dict() | {"revision": str(step.revision)}
    mine["settles"] = mine.get("settles") or str(subject.code)
    return _two_texts(request, step, StepForm(mine), why=str(error), status=409)


def _two_texts(
    request: HttpRequest,
    step: Step,
    form: StepForm,
    *,
    why: str,
    author: str = "",
    status: int = 200,
) -> HttpResponse:
    context = editor_context(step)
    context |= {"form": form, "theirs": step.body, "why": why, "author": author}
    return render(request, "courses/conflict.html", context, status=status)


def _author(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("by", ""))
    except ValueError:
        return None


def _says(step: Step) -> dict[str, object]:
    return {
        "title": step.title,
        "level": step.level,
        "minutes": step.minutes,
        "body": step.body,
        "revision": step.revision,
        "base": step.body,
        "base_title": step.title,
        "base_level": step.level,
        "base_minutes": step.minutes,
    }
