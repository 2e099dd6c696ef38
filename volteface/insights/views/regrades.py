"""Mending a key: choose, see exactly what would change, and only then do it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from volteface.accounts.queries import subject_of
from volteface.core import clock
from volteface.insights.actions.regrades import regrade as regrade_question
from volteface.insights.errors import PreviewIsStale
from volteface.insights.queries import item_words
from volteface.insights.queries.regrading import regrade_context
from volteface.questions.errors import NothingToMend
from volteface.questions.queries import content_of
from volteface.questions.queries.bank import question_for
from volteface.questions.queries.mending import (
    Mending,
    mended,
    mending_of,
)

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

    from volteface.questions.models import Question
    from volteface.questions.queries.content import Content

_LONGEST = 200


@require_http_methods(["GET", "POST"])
def regrade(request: HttpRequest, code: str) -> HttpResponse:
    """The choice and its preview by GET, which changes nothing; POST does what was previewed."""
    subject, at = subject_of(request), clock.now()
    question = question_for(subject, code, at=at)
    if question.current is None:
        raise Http404
    content = content_of(question.current)
    asked = request.POST if request.method == "POST" else request.GET
    wanted = mended(content, _mending(asked, content))
    if request.method == "GET":
        return _page(request, question, wanted, is_asked="do" in request.GET)
    try:
        done = regrade_question(question, wanted, seen=asked.get("seen", ""), by=subject, at=at)
    except PreviewIsStale:
        return _page(request, question, wanted, is_asked=True, is_stale=True, status=409)
    except NothingToMend:
        return _page(request, question, content, is_asked=True, status=422)
    messages.success(request, _said(done.changed))
    return redirect("insights:question", question.code)


def _said(changed: int) -> str:
    said = ngettext(
        "The key is mended: %(num)s answer changed its mark.",
        "The key is mended: %(num)s answers changed their mark.",
        changed,
    )
    return said % {"num": changed}


def _mending(asked: QueryDict, content: Content) -> Mending:
    """What the form asks for; the key as it is where nothing was asked."""
    if "do" not in asked:
        return mending_of(content)
    typed = [text.strip()[:_LONGEST] for text in asked.getlist("accept")]
    return Mending(
        right=frozenset(asked.getlist("right")) & {option.id for option in content.options},
        accepted=tuple(text for text in typed if text),
        dropped=asked.get("drop") == "1",
    )


def _page(
    request: HttpRequest,
    question: Question,
    wanted: Content,
    *,
    is_asked: bool,
    is_stale: bool = False,
    status: int = 200,
) -> HttpResponse:
    at, pairs = clock.now(), asked_pairs(request)
    context = regrade_context(
        question, wanted, is_asked=is_asked, viewer=subject_of(request), at=at
    ) | {
        "words": item_words,
        "accepted": [value for name, value in pairs if name == "accept"],
        "asked": pairs,
        "is_stale": is_stale,
    }
    return render(request, "insights/regrade.html", context, status=status)


def asked_pairs(request: HttpRequest) -> list[tuple[str, str]]:
    """What was chosen, to be sent again with the confirmation."""
    asked = request.POST if request.method == "POST" else request.GET
    return [
        (name, value[:_LONGEST])
        for name in ("do", "right", "accept", "drop")
        for value in asked.getlist(name)
    ]
