"""The bank's list and the question's editor: plain forms, so that they work on any device."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from volteface.accounts.queries import subject_of
from volteface.core import clock
from volteface.questions import actions, forms, kinds, queries
from volteface.questions.errors import QuestionIsIncomplete
from volteface.questions.events import owner
from volteface.questions.queries import bank as banks
from volteface.questions.queries.shown import render_question, render_unsaved

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
    subject, at = subject_of(request), clock.now()
    if wish == "preview":
        content = forms.content_from(form, belief_keys={})
        return _editor(request, bank, question, form, preview=render_unsaved(content))
    keys = actions.belief_keys(bank, form.beliefs())
    content = forms.content_from(form, belief_keys=keys)
    key = question.key if question else ""
    try:
        saved = actions.save_question(
            bank, key=key, content=content, objectives=form.objectives, by=subject, at=at, edit=form.edit
        )
    except QuestionIsIncomplete as error:
        return _editor(request, bank, question, form, problems=error.problems, status=422)
    return redirect(_next(request) or reverse("questions:edit", args=[saved.code]))


def _editor(
    request: HttpRequest,
    bank: Bank,
    question: Question | None,
    form: forms.QuestionForm,
    *,
    problems: list[str] | None = None,
    preview: object = "",
    status: int = 200,
) -> HttpResponse:
    current = question.current if question else None
    if current is not None and question is not None and not preview:
        current.question = question
        preview = render_question(current, seed="")
    address = reverse("questions:new", args=[bank.code])
    context = {
        "bank": bank,
        "home": owner().home(bank.pk),
        "question": question,
        "form": form,
        "next": _next(request),
        "kind_label": banks.kind_label(form.kind),
        "kind_tabs": [
            (_(kinds.get(name).label), f"{address}?kind={name}&next={_next(request)}", name == form.kind)
            for name in kinds.names()
        ],
        "problems": problems or [],
        "preview": preview,
        "action": reverse("questions:edit", args=[question.code]) if question else address,
        "objectives": list(queries.objective_texts(bank).items()),
        "beliefs": list(queries.misconception_texts(bank).values()),
        "versions": banks.versions_of(question) if question else [],
    }
    return render(request, "questions/editor.html", context, status=status)


def _next(request: HttpRequest) -> str:
    """Where to go after saving, if it is a page of ours."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    return asked if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) else ""
