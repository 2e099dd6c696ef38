"""Questions, answers, and what was changed because of them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from volteface.accounts.queries import subject_of
from volteface.core import clock, htmx
from volteface.core.errors import Missing
from volteface.dialogue import actions, queries
from volteface.dialogue.forms import AnswerForm, NoteForm, QuestionForm, StepQuestionForm
from volteface.dialogue.models import StopReason
from volteface.dialogue.queries import stops
from volteface.rosters.queries import cohort_for, role_in
from volteface.timetable.queries import cycle_for

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from volteface.dialogue.queries import ThreadView
    from volteface.rosters.models import Cohort


@require_POST
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Open a question about the scheme."""
    subject, at = subject_of(request), clock.now()
    cohort = cohort_for(subject, code, at=at)
    form = QuestionForm(request.POST)
    if not form.is_valid():
        return _again(request, form, cohort, title=_("Ask a question"), send=_("Ask"))
    actions.ask(cohort, **form.cleaned_data, by=subject, at=at)
    messages.success(request, _("Asked. The answer will be here, and others may read it too."))
    return _to_questions(cohort.code)


@require_http_methods(["GET", "HEAD", "POST"])
def ask_at(request: HttpRequest, code: str, step: str) -> HttpResponse:
    """The questions of a cycle, and asking one at a step of it."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, code, at=at)
    data = request.POST if request.method == "POST" else None
    form = StepQuestionForm(data, label=_("What is not clear?"), initial=request.GET.dict())
    if form.is_valid():
        words = {name: form.cleaned_data[name] for name in ("body", "signed")}
        place = form.place(step)
        actions.ask(view.cohort, **words, by=subject, at=at, cycle=view.cycle, place=place)
        messages.success(request, _("Asked. The answer will be here, and others may read it too."))
        return redirect(_asked_at(request))
    threads = queries.threads_in(
        subject, view.cohort, role=view.role, at=at, cycle=view.cycle, step_key=step
    )
    context = {
        "view": view,
        "form": form,
        "threads": threads,
        "may_answer": view.role in queries.ANSWERERS,
        "back": _safe(request, request.GET.get("next", "")),
        "here": _asked_at(request),
    }
    status = 422 if form.errors else 200
    return htmx.answer(request, "dialogue/ask.html", context, block="panel", status=status)


@require_POST
def reply(request: HttpRequest, code: str) -> HttpResponse:
    """Answer a question, or ask further in one's own."""
    subject, at = subject_of(request), clock.now()
    thread = queries.thread_for(subject, code, at=at)
    role = role_in(subject, thread.cohort, at)
    answers = role in queries.ANSWERERS
    if not answers and thread.subject_id != subject.pk:
        raise Missing
    form = AnswerForm(request.POST, label=_("Your answer") if answers else _("Your words"))
    if not form.is_valid():
        asked = queries.shown(thread, subject, role=role, at=at)
        title = _("Answer") if answers else _("Add")
        return _again(request, form, thread.cohort, title=title, send=_("Send"), asked=asked)
    actions.reply(thread, **form.cleaned_data, by_teacher=answers, by=subject, at=at)
    messages.success(request, _("Sent."))
    return _back_to(request, thread.cohort.code)


@require_POST
def too(request: HttpRequest, code: str) -> HttpResponse:
    """It is my question too, or no longer: for the other learners of the cohort."""
    subject, at = subject_of(request), clock.now()
    thread = queries.thread_for(subject, code, at=at)
    if role_in(subject, thread.cohort, at) != "learner" or thread.is_archived:
        raise Missing
    actions.ask_too(thread, mine=not request.POST.get("back"), by=subject, at=at)
    return _back_to(request, thread.cohort.code)


@require_POST
def put_away(request: HttpRequest, code: str) -> HttpResponse:
    """Take a question off the page, or take it back: staff any, a learner their own."""
    subject, at = subject_of(request), clock.now()
    thread = queries.thread_for(subject, code, at=at)
    moderates = role_in(subject, thread.cohort, at) in queries.ANSWERERS
    if not moderates and thread.subject_id != subject.pk:
        raise Missing
    if request.POST.get("back"):
        actions.take_back(thread, by=subject, at=at)
        return _to_questions(thread.cohort.code)
    actions.put_away(thread, by=subject, at=at)
    messages.success(request, _("Put away."))
    return _to_questions(thread.cohort.code, away=thread.code)


@require_POST
def note(request: HttpRequest, code: str) -> HttpResponse:
    """You said, we did."""
    subject, at = subject_of(request), clock.now()
    cohort = cohort_for(subject, code, roles=("teacher", "manager"), at=at)
    form = NoteForm(request.POST)
    if not form.is_valid():
        title = _("Tell what you changed")
        return _again(request, form, cohort, title=title, send=_("Show it to learners"))
    actions.write_note(cohort, **form.cleaned_data, by=subject, at=at)
    messages.success(request, _("Learners see it on this page now."))
    return redirect("dialogue:why", cohort.code)


@require_POST
def put_note_away(request: HttpRequest, code: str) -> HttpResponse:
    """Take a note off the page."""
    subject, at = subject_of(request), clock.now()
    found = queries.note_for(subject, code, at=at)
    actions.put_note_away(found, by=subject, at=at)
    return redirect("dialogue:why", found.cohort.code)


@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, code: str, step: str) -> HttpResponse:
    """Why did you stop? One tap, then home, or where the answer is."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, code, roles=("learner",), at=at)
    slip = request.method == "POST" and stops.has_said(view.cycle, subject)
    if not slip and not stops.may_say_why(view, subject):
        messages.success(request, _("Your place is kept."))
        return redirect("/")
    if request.method != "POST":
        context = {
            "view": view,
            "step": step,
            "reasons": StopReason.Reason.choices,
            "back": _safe(request, request.GET.get("next", "")),
        }
        return render(request, "dialogue/stop.html", context)
    said = actions.say_why_stopped(
        view.cycle, step_key=step, reason=request.POST.get("reason", ""), by=subject, at=at
    )
    if said.reason == StopReason.Reason.NO_POINT:
        return redirect("dialogue:why", view.cohort.code)
    if said.reason in (StopReason.Reason.LOST, StopReason.Reason.TECHNICAL):
        return redirect("dialogue:ask_at", view.cycle.code, step)
    messages.success(request, _("Thank you. Your place is kept."))
    return redirect("/")


def _again(
    request: HttpRequest,
    form: Form,
    cohort: Cohort,
    *,
    title: str,
    send: str,
    asked: ThreadView | None = None,
) -> HttpResponse:
    """The form alone, with what was typed and what is wrong with it, on a page of its own."""
    wanted = request.POST.get("next", "")
    back = _safe(request, wanted) if wanted else reverse("dialogue:why", args=[cohort.code])
    context = {
        "form": form,
        "cohort": cohort,
        "title": title,
        "send": send,
        "asked": asked,
        "next": wanted,
        "back": back,
    }
    return render(request, "dialogue/again.html", context, status=422)


def _safe(request: HttpRequest, wanted: str) -> str:
    here = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if here and wanted.startswith("/") else "/"


def _asked_at(request: HttpRequest) -> str:
    """The page of a step's questions again, without the passage that was asked about."""
    back = request.GET.get("next", "")
    return f"{request.path}?{urlencode({'next': back})}" if back else request.path


def _to_questions(cohort_code: str, **query: str) -> HttpResponse:
    found = f"?{urlencode(query)}" if query else ""
    return redirect(f"{reverse('dialogue:why', args=[cohort_code])}{found}#questions")


def _back_to(request: HttpRequest, cohort_code: str) -> HttpResponse:
    wanted = request.POST.get("next", "")
    return redirect(_safe(request, wanted)) if wanted else _to_questions(cohort_code)
