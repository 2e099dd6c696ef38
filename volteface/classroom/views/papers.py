"""Tests on paper: chosen, looked at, made and printed; and question papers from a bank."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from volteface.accounts.queries import subject_of
from volteface.classroom.actions.papers import archive_test, make_test, restore_test
from volteface.classroom.paper_fields import AppealForm, OffsetForm, PrintForm, TestForm, codes_in
from volteface.classroom.paper_files import lead_of, look_pdf, part_pdf, parts_pdf
from volteface.classroom.queries.appeals import appeal_lines, appeals_of
from volteface.classroom.queries.bank_papers import bank_papers, chosen_versions, course_of
from volteface.classroom.queries.paper_page import (
    choices_in,
    chosen_in,
    copies,
    learners_in,
    module_versions,
    usual_order,
    usual_versions,
)
from volteface.classroom.queries.paper_print import (
    ANSWERS,
    KEY,
    QUESTIONS,
    TEAMS,
    PaperSet,
    content_of_set,
)
from volteface.classroom.queries.paper_results import results_of
from volteface.classroom.queries.paper_sheets import (
    order_of,
    paper_in,
    papers_of,
    put_away_in,
    set_for,
    set_of,
    versions_of,
)
from volteface.core import clock
from volteface.core.errors import DomainError, Missing
from volteface.courses.queries import module_for
from volteface.questions.queries.bank import bank_for
from volteface.timetable.queries import PLANNERS, STAFF, cycle_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from volteface.timetable.queries import CycleView


@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest, cycle: str) -> HttpResponse:
    """Put a test together; posted, it is only shown, or made: its page has what to print."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at, roles=STAFF)
    if request.method == "GET":
        chosen = [version.code for version in usual_versions(view.cycle)]
        return _choose(request, view, TestForm(initial=_initial(view)), chosen)
    form = TestForm(request.POST)
    codes = codes_in(request.POST.getlist("q"))
    if not form.is_valid():
        return _choose(request, view, form, codes, status=422)
    made = _unmade(view, form, codes)
    if "look" in request.POST and made.versions:
        return _pdf(request, lambda: look_pdf(made), view.module.key, back=request.path)
    purpose = form.cleaned_data["purpose"]
    try:
        test = make_test(view.cycle, made, purpose=purpose, by=subject, at=at)
    except DomainError as error:
        form.add_error(None, str(error))
        return _choose(request, view, form, codes, status=422)
    return redirect("classroom:paper", view.cycle.code, test.code)


@require_GET
def paper(request: HttpRequest, cycle: str, test: str) -> HttpResponse:
    """What to print of a test, and how it went once its sheets are typed in."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at, roles=STAFF)
    row = paper_in(view.cycle, test)
    order, made = order_of(row), content_of_set(view.module.course, versions_of(row))
    context = {
        "view": view,
        "test": row,
        "order": order,
        "content": made,
        "copies": copies(learners_in(view.cycle), order.letters),
        "results": results_of(row, subject, at=at),
        "offset_form": OffsetForm(),
        "appeals": appeal_lines(row, appeals_of(row)),
        "appeal_form": AppealForm(teams=order.teams, questions=len(made.versions)),
        "may_credit": view.role in PLANNERS,
        "has_begun": view.meeting.starts_at <= at,
    }
    return render(request, "classroom/paper.html", context)


@require_POST
def archive(request: HttpRequest, cycle: str, test: str) -> HttpResponse:
    """Put a test away; the page of tests offers to undo it."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at, roles=STAFF)
    row = archive_test(paper_in(view.cycle, test), by=subject, at=at)
    return redirect(f"{reverse('classroom:papers', args=[cycle])}?undo={row.code}")


@require_POST
def restore(request: HttpRequest, cycle: str, test: str) -> HttpResponse:
    """Take a test back."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at, roles=STAFF)
    restore_test(paper_in(view.cycle, test), by=subject, at=at)
    return redirect("classroom:paper", cycle, test)


@require_GET
def paper_part(request: HttpRequest, cycle: str, test: str, part: str) -> HttpResponse:
    """One part of a test as PDF: the same whenever it is printed."""
    view = cycle_for(subject_of(request), cycle, at=clock.now(), roles=STAFF)
    row = paper_in(view.cycle, test)
    if part == TEAMS and not order_of(row).teams:
        raise Missing
    made, offset = set_of(row, lead=lead_of(view)), OffsetForm(request.GET).offset()
    back, name = reverse("classroom:paper", args=[cycle, test]), f"{view.module.key}-{part}"
    return _pdf(request, lambda: part_pdf(made, part, offset=offset), name, back=back)


@require_GET
def module_papers(request: HttpRequest, module: str) -> HttpResponse:
    """A module's questions among its bank's, to print some of them."""
    found = module_for(subject_of(request), module, at=clock.now())
    address = reverse("classroom:bank_papers", args=[found.course.bank.code])
    return redirect(f"{address}?{urlencode({'module': found.key})}")


@require_GET
def from_bank(request: HttpRequest, bank: str) -> HttpResponse:
    """Choose any questions of a bank, for an exam or an exercise."""
    found = bank_for(subject_of(request), bank, at=clock.now())
    chosen = codes_in(request.GET.getlist("q"))
    words, module = request.GET.get("words", "")[:100], request.GET.get("module", "")[:80]
    page = bank_papers(found, words=words, module=module, chosen=chosen)
    form = PrintForm(request.GET) if "title" in request.GET else PrintForm(initial=_usual())
    context = {
        "bank": found,
        "page": page,
        "form": form,
        "words": words,
        "module": module,
        "content": content_of_set(page.course, chosen_versions(found, chosen)),
    }
    return render(request, "classroom/bank_papers.html", context)


@require_GET
def bank_paper(request: HttpRequest, bank: str) -> HttpResponse:
    """The ticked questions on paper, with their answer sheets; or their key."""
    found = bank_for(subject_of(request), bank, at=clock.now())
    form = PrintForm(request.GET)
    chosen = chosen_versions(found, codes_in(request.GET.getlist("q")))
    back = f"{reverse('classroom:bank_papers', args=[bank])}?{request.GET.urlencode()}"
    if not form.is_valid() or not chosen:
        messages.error(request, _("Give a title, and tick a question at least."))
        return redirect(back)
    course = course_of(found)
    made = PaperSet(
        course=course,
        title=form.cleaned_data["title"],
        lead=course.title,
        versions=content_of_set(course, chosen).versions,
        order=form.order(),
        seed=found.code,
    )
    parts = [KEY] if "key" in request.GET else [QUESTIONS, ANSWERS]
    return _pdf(request, lambda: parts_pdf(made, parts), course.code, back=back)


def _choose(
    request: HttpRequest, view: CycleView, form: TestForm, codes: list[str], *, status: int = 200
) -> HttpResponse:
    context = {
        "view": view,
        "form": form,
        "choices": choices_in(view.cycle, codes),
        "content": content_of_set(view.module.course, module_versions(view.module)),
        "tests": papers_of(view.cycle),
        "undo": put_away_in(view.cycle, request.GET.get("undo", "")),
    }
    return render(request, "classroom/papers.html", context, status=status)


def _unmade(view: CycleView, form: TestForm, codes: list[str]) -> PaperSet:
    chosen = chosen_in(view.cycle, codes)
    return set_for(
        view.cycle,
        content_of_set(view.module.course, chosen).versions,
        form.order(),
        title=form.cleaned_data["title"],
        lead=lead_of(view),
    )


def _initial(view: CycleView) -> dict[str, object]:
    order = usual_order(view.cycle)
    title = _("Readiness test: %(module)s") % {"module": view.module.title}
    return _usual() | {"title": title[:120], "purpose": "opening_check", "teams": order.teams}


def _usual() -> dict[str, object]:
    return {"forms": 2, "paper": "a4"}


def _pdf(request: HttpRequest, make: Callable[[], bytes], name: str, *, back: str) -> HttpResponse:
    try:
        content = make()
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(back)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
