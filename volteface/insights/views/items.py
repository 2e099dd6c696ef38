"""Item statistics: of one question, and of a module's questions beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from volteface.accounts.queries import subject_of
from volteface.core import clock
from volteface.courses.queries import module_for
from volteface.insights import actions
from volteface.insights.queries import item_words
from volteface.insights.queries.items import module_page, question_page
from volteface.insights.queries.regrades import regrades_of
from volteface.questions.queries.bank import question_for

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
def question(request: HttpRequest, code: str) -> HttpResponse:
    """How a question does: difficulty, agreement with the others, what its options do."""
    subject, at = subject_of(request), clock.now()
    found = question_for(subject, code, at=at)
    series = request.GET.get("series", "")
    page = question_page(
        found,
        purpose=request.GET.get("on", ""),
        series=int(series) if series.isdecimal() else 0,
    )
    context = {
        "page": page,
        "bank": found.bank,
        "words": item_words,
        "regrades": regrades_of(found),
    }
    return render(request, "insights/question.html", context)


@require_GET
def module(request: HttpRequest, code: str) -> HttpResponse:
    """Every question of a module, how far they agree, and two models of the answers."""
    subject, at = subject_of(request), clock.now()
    found = module_for(subject, code, at=at)
    asked = request.GET
    page = module_page(found, purpose=asked.get("on", ""), number=asked.get("page", ""))
    context = {
        "page": page,
        "module": found,
        "words": item_words,
    }
    return render(request, "insights/module.html", context)


@require_POST
def fit(request: HttpRequest, code: str) -> HttpResponse:
    """Have the models of many answers computed beside the pages."""
    subject, at = subject_of(request), clock.now()
    found = module_for(subject, code, at=at)
    purpose = request.POST.get("on", "")
    actions.ask_for_models(found, purpose=purpose, at=at)
    return redirect(f"{reverse('insights:module', args=[found.code])}?on={purpose}#models")
