"""Marking texts by their criteria: a teacher's page of a cycle, and one for one's own text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from volteface.accounts.queries import subject_of
from volteface.core import clock
from volteface.learning.actions.rubrics import mark_own_text, mark_text
from volteface.learning.errors import LevelsMissing
from volteface.learning.queries import rubrics
from volteface.learning.queries.ways import cycle_for
from volteface.learning.rules.rubrics import chosen

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "POST"])
def marking(request: HttpRequest, cycle: str) -> HttpResponse:
    """The cycle's texts, one at a time and without names."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at)
    seq = _number((request.POST or request.GET).get("text", ""))
    if request.method == "POST":
        text = rubrics.text_to_mark(view, subject, seq, at=at)
        levels, words = chosen(_levels(request)), request.POST.get("comment", "")
        try:
            mark_text(text, levels=levels, comment=words, by=subject, at=at)
        except LevelsMissing:
            messages.error(request, _("Choose a level for every criterion."))
            return redirect(f"{reverse('learning:marking', args=[cycle])}?text={seq}")
        messages.success(request, _("Marked."))
        return redirect("learning:marking", cycle)
    page = rubrics.marking_page(view, subject, at=at, asked=seq)
    return render(request, "learning/marking.html", {"view": view, "page": page})


@require_http_methods(["GET", "POST"])
def own_marks(request: HttpRequest, version: str) -> HttpResponse:
    """One's own text beside the model answer, to mark by the same criteria."""
    subject, at = subject_of(request), clock.now()
    text = rubrics.own_text(subject, version)
    if request.method == "POST":
        try:
            levels = chosen(_levels(request))
            mark_own_text(text, levels=levels, by=subject, at=at)
        except LevelsMissing:
            messages.error(request, _("Choose a level for every criterion."))
        return redirect("learning:own_marks", version)
    return render(request, "learning/own_marks.html", {"text": rubrics.text_view(text)})


def _levels(request: HttpRequest) -> list[str]:
    """Each criterion's radio buttons have a name of their own."""
    names = [name for name in request.POST if name.startswith("level.")]
    return [request.POST.get(name, "") for name in names]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else 0  # noqa: PLR2004 - fits every database's integers
