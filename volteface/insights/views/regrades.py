"""Mending a key: choose, see exactly what would change, and only then do it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from volteface.accounts.queries import subject_of
from volteface.core import clock
from volteface.insights.actions.regrades import regrade as regrade_question
from volteface.insights.errors import PreviewIsStale
from volteface.insights.queries import item_words
from volteface.insights.queries.regrades import preview_of, typed_answers
from volteface.questions.errors import NothingToMend
from volteface.questions.queries import content_of
from volteface.questions.queries.bank import question_for
from volteface.questions.queries.mending import (
    CHOSEN,
    Mending,
    is_typed,
    mended,
    mending_of,
    problems_of,
)
from volteface.questions.queries.shown import option_in_words

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
    subject, at = subject_of(request), clock.now()
    version = question.current
    if version is None:
        raise Http404
    present = content_of(version)
    problems = [_(problem) for problem in problems_of(wanted)] if is_asked else []
    changes_key = is_asked and wanted != present and not problems
    context = {
        "question": question,
        "bank": question.bank,
        "words": item_words,
        "chosen": present.kind in CHOSEN,
        "several": present.kind != "true_false",
        "options": [(one.id, option_in_words(version, one.id)) for one in present.options],
        "right": mending_of(wanted).right,
        "typed": typed_answers(question) if is_typed(present) else None,
        "accepted": [value for name, value in asked_pairs(request) if name == "accept"],
        "dropped": wanted.settings.dropped,
        "asked": list(asked_pairs(request)),
        "is_asked": is_asked,
        "is_stale": is_stale,
        "problems": problems,
        "preview": preview_of(question, wanted, viewer=subject, at=at) if changes_key else None,
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
