"""Practice, one's own answers, and how sure one felt: for one's own eyes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_GET

from volteface.accounts.queries import subject_of
from volteface.core import clock
from volteface.learning.queries.own import certainty_page, own_answers, words_of
from volteface.learning.queries.practice import practice_page
from volteface.learning.queries.ways import cycle_for

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
def practise(request: HttpRequest, cycle: str) -> HttpResponse:
    """One question at a time, at one's own pace, without an end."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at)
    page = practice_page(
        view, subject, at=at, of=request.GET.get("of", ""), after=request.GET.get("after", "")
    )
    return render(request, "learning/practise.html", {"view": view, "page": page})


@require_GET
def certainty(request: HttpRequest, cycle: str) -> HttpResponse:
    """How sure one felt against how often one was right."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at)
    page = certainty_page(subject, view.cohort)
    context = {"view": view, "page": page, "words_of": words_of}
    return render(request, "learning/certainty.html", context)


@require_GET
def answers(request: HttpRequest, cycle: str) -> HttpResponse:
    """One's own answers in a cycle as they stand."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at)
    found = own_answers(view, subject, request.GET.get("page", ""))
    context = {"view": view, "answers": found.answers, "page": found.page}
    return render(request, "learning/answers.html", context)
