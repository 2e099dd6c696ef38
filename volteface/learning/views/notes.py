"""One's own notes: beside a step, all of them together, and as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from volteface.accounts.queries import subject_of
from volteface.core import clock, htmx
from volteface.learning.actions import notes as actions
from volteface.learning.forms import NoteForm, RewriteForm
from volteface.learning.queries import notes as queries
from volteface.learning.queries.ways import cycle_for

if TYPE_CHECKING:
    from django.http import HttpRequest

_LONGEST_SEARCH = 200


@require_http_methods(["GET", "HEAD", "POST"])
def at_step(request: HttpRequest, cycle: str, step: str) -> HttpResponse:
    """The notes at a step with a form for one more: a page, or the panel beside the step."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at)
    found = queries.step_of(view, step)
    data = request.POST if request.method == "POST" else None
    form = NoteForm(data, paragraphs=queries.paragraphs_of(found), initial=request.GET.dict())
    if form.is_valid():
        words = {name: form.cleaned_data[name] for name in ("kind", "text", "second")}
        actions.write_note(
            view.cycle, step_key=step, passage=form.passage(), by=subject, at=at, **words
        )
        return redirect(request.path)
    context = {
        "view": view,
        "step": found,
        "form": form,
        "notes": queries.notes_at(view, subject, step),
        "away": request.GET.get("away", "")[:12],
    }
    status = 422 if form.errors else 200
    return htmx.answer(request, "learning/notes.html", context, block="panel", status=status)


@require_GET
def spots(request: HttpRequest, cycle: str, step: str) -> HttpResponse:
    """Where one's marks stand in the step's text, for its script."""
    subject = subject_of(request)
    view = cycle_for(subject, cycle, at=clock.now())
    marks = [
        {
            "code": note.code,
            "kind": note.kind,
            "block": note.spot.block if note.spot else None,
            "start": note.spot.start if note.spot else 0,
            "end": note.spot.end if note.spot else 0,
            "words": bool(note.quote),
            "second": note.second,
        }
        for note in queries.notes_at(view, subject, step)
    ]
    return JsonResponse({"marks": marks, "csrf": get_token(request)})


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """All of one's notes: searched, by cohort, newest first."""
    subject, at = subject_of(request), clock.now()
    words = request.GET.get("q", "")[:_LONGEST_SEARCH]
    cohort = request.GET.get("cohort", "")[:40]
    context = {
        "notes": queries.notes_of(subject, at, cohort=cohort, words=words),
        "cohorts": queries.noted_cohorts(subject),
        "cohort": cohort,
        "words": words,
        "away": request.GET.get("away", "")[:12],
        "query": urlencode({"q": words, "cohort": cohort}),
    }
    return render(request, "learning/my_notes.html", context)


@require_GET
def download(request: HttpRequest) -> HttpResponse:
    """The same notes as a Markdown file."""
    subject, at = subject_of(request), clock.now()
    words = request.GET.get("q", "")[:_LONGEST_SEARCH]
    cohort = request.GET.get("cohort", "")[:40]
    notes = queries.notes_of(subject, at, cohort=cohort, words=words)
    text = queries.as_markdown(notes, title=_("My notes"))
    response = HttpResponse(text, content_type="text/markdown; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="notes.md"'
    return response


@require_POST
def rewrite(request: HttpRequest, code: str) -> HttpResponse:
    """Change the words of a note."""
    note = queries.note_for(subject_of(request), code)
    form = RewriteForm(request.POST)
    if form.is_valid():
        actions.rewrite_note(note, text=form.cleaned_data["text"], at=clock.now())
        return redirect(_back(request))
    messages.error(request, _("This note is too long: shorten it to 4,000 characters."))
    return redirect(_back(request))


@require_POST
def put_away(request: HttpRequest, code: str) -> HttpResponse:
    """Put a note away; the next page offers to undo it."""
    subject, at = subject_of(request), clock.now()
    note = queries.note_for(subject, code)
    actions.put_note_away(note, by=subject, at=at)
    return redirect(_back(request, away=code))


@require_POST
def take_back(request: HttpRequest, code: str) -> HttpResponse:
    """Undo putting a note away."""
    subject, at = subject_of(request), clock.now()
    note = queries.note_for(subject, code)
    actions.take_note_back(note, by=subject, at=at)
    return redirect(_back(request))


def _back(request: HttpRequest, *, away: str = "") -> str:
    wanted = request.POST.get("next", "").partition("?")[0]
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    page = wanted if safe and wanted.startswith("/") else reverse("learning:notes")
    return f"{page}?{urlencode({'away': away})}" if away else page
