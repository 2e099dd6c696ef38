"""The bank's list and the question's editor: plain forms, so that they work on any device."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from volteface.accounts.queries import subject_of
from volteface.core import clock
from volteface.questions import actions, forms, kinds, queries
from volteface.questions.errors import QuestionIsIncomplete
from volteface.questions.events import bank_tools, owner, panels
from volteface.questions.queries import bank as banks
from volteface.questions.queries.shown import render_unsaved

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from volteface.questions.models import Bank, Question

_PER_PAGE = 40


@require_GET
def bank_page(request: HttpRequest, code: str) -> HttpResponse:
    """The bank's questions, and a way to find one."""
    bank = banks.bank_for(subject_of(request), code, at=clock.now())
    words = request.GET.get("words", "")[:100]
    page = Paginator(banks.questions_matching(bank, words), _PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "bank": bank,
        "home": owner().home(bank.pk),
        "tools": bank_tools(),
        "words": words,
        "page": page,
        "rows": banks.bank_rows(list(page.object_list)),
        "undo": banks.put_away(bank, request.GET.get("undo", "")),
    }
    return render(request, "questions/bank.html", context)


@require_http_methods(["GET", "POST"])
def new_question(request: HttpRequest, code: str) -> HttpResponse:
    """Write a question of one kind."""
    bank = banks.bank_for(subject_of(request), code, at=clock.now())
    asked = request.POST if request.method == "POST" else request.GET
    kind = banks.kind_of(asked.get("kind", ""))
    if request.method == "POST":
        return _posted(request, bank, None, forms.posted_form(request.POST, kind=kind))
    return _editor(request, bank, None, forms.empty_form(kind))


@require_http_methods(["GET", "POST"])
def edit_question(request: HttpRequest, code: str) -> HttpResponse:
    """Change a question; the answers given so far keep the version they were given to."""
    question = banks.question_for(subject_of(request), code, at=clock.now())
    if question.current is None:
        raise Http404
    bank = question.bank
    if request.method == "POST":
        form = forms.posted_form(request.POST, kind=question.current.kind)
        return _posted(request, bank, question, form)
    form = forms.form_of(
        queries.content_of(question.current),
        objectives=question.objectives.values_list("key", flat=True),
        beliefs=queries.misconception_texts(bank),
    )
    return _editor(request, bank, question, form)


@require_POST
def archive(request: HttpRequest, code: str) -> HttpResponse:
    """Put a question away; the bank's page offers to undo it."""
    subject, at = subject_of(request), clock.now()
    question = banks.question_for(subject, code, at=at)
    actions.archive_question(question, by=subject, at=at)
    return redirect(f"{reverse('questions:bank', args=[question.bank.code])}?undo={question.code}")


@require_POST
def restore(request: HttpRequest, code: str) -> HttpResponse:
    """Take a question back."""
    subject, at = subject_of(request), clock.now()
    question = banks.question_for(subject, code, at=at)
    actions.restore_question(question, by=subject, at=at)
    return redirect("questions:edit", question.code)


def _posted(
    request: HttpRequest, bank: Bank, question: Question | None, form: forms.QuestionForm
) -> HttpResponse:
    wish = request.POST.get("do", "save")
    if wish == "add":
        return _editor(request, bank, question, forms.with_another_row(form))
    if wish == "preview":
        content = forms.content_from(form, belief_keys={})
        preview = render_unsaved(content, owner().images(bank.pk))
        return _editor(request, bank, question, form, preview=preview)
    try:
        saved = actions.save_question(
            bank,
            key=question.key if question else "",
            content=forms.content_from(form, belief_keys=actions.belief_keys(bank, form.beliefs())),
            objectives=form.objectives,
            by=subject_of(request),
            at=clock.now(),
            edit=form.edit,
        )
    except QuestionIsIncomplete as error:
        return _editor(request, bank, question, form, problems=error.problems)
    return redirect(_next(request) or reverse("questions:edit", args=[saved.code]))


def _editor(
    request: HttpRequest,
    bank: Bank,
    question: Question | None,
    form: forms.QuestionForm,
    *,
    problems: list[str] | None = None,
    preview: str = "",
) -> HttpResponse:
    content = forms.content_from(form, belief_keys={})
    context = banks.editor_context(bank, question) | banks.materials(bank, content)
    context |= {
        "form": form,
        "next": _next(request),
        "kind": kinds.get(form.kind),
        "kind_label": banks.kind_label(form.kind),
        "kind_tabs": _kind_tabs(bank, form.kind, _next(request)),
        "problems": problems or [],
        "action": request.path,
        "panels": panels(question, clock.now()) if question else [],
    }
    if preview:
        context["preview"] = preview
    status = 422 if problems else 200
    return render(request, "questions/editor.html", context, status=status)


def _kind_tabs(bank: Bank, kind: str, after: str) -> list[tuple[str, str, bool]]:
    address = reverse("questions:new", args=[bank.code])
    tail = f"&{urlencode({'next': after})}" if after else ""
    return [
        (banks.kind_label(name), f"{address}?kind={name}{tail}", name == kind)
        for name in kinds.names()
    ]


def _next(request: HttpRequest) -> str:
    """Where to go after saving, if it is a page of ours."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    return asked if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) else ""
