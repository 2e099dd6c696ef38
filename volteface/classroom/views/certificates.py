"""The attendance list of a meeting; a cohort's certificates, and a learner's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from volteface.accounts.actions import record
from volteface.accounts.queries import subject_of
from volteface.classroom.actions.attendance import note_attendance, take_attendance_back
from volteface.classroom.actions.certificates import hand_out, take_back, write_terms
from volteface.classroom.queries.attendance import has_met
from volteface.classroom.queries.attendance_lists import attendance_list
from volteface.classroom.queries.certificates import certificates_of, own_certificate, terms_of
from volteface.classroom.queries.debriefs import is_released
from volteface.classroom.queries.team_page import subjects_chosen
from volteface.classroom.team_forms import CertificateForm
from volteface.classroom.team_papers import attendance_pdf, certificates_pdf
from volteface.core import clock
from volteface.core.errors import Missing
from volteface.rosters.queries import cohort_for
from volteface.timetable.queries import STAFF, cycle_for

if TYPE_CHECKING:
    from django.http import HttpRequest

    from volteface.accounts.models import Subject
    from volteface.classroom.models import CertificateTerms


@require_GET
def attendance(request: HttpRequest, cycle: str) -> HttpResponse:
    """Who was there, of the learners one may see."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at, roles=STAFF)
    context = {"view": view, "listed": attendance_list(view, subject, at)}
    return render(request, "classroom/attendance.html", context)


@require_POST
def note(request: HttpRequest, cycle: str) -> HttpResponse:
    """Note who signed on paper, or that somebody noted so was not there."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at, roles=STAFF)
    people = subjects_chosen(view, subject, request.POST.getlist("who"), at)
    if "back" in request.POST:
        take_attendance_back(view.cycle, people, by=subject, at=at)
    elif has_met(view.cycle, at=at):
        note_attendance(view.cycle, people, by=subject, at=at)
    if people and is_released(view.cycle):
        messages.success(request, _("In an hour, whoever is missing from the list is told."))
    return redirect("classroom:attendance", cycle)


@require_GET
def attendance_paper(request: HttpRequest, cycle: str) -> HttpResponse:
    """The list to sign, or with who joined; of the learners one may see."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at, roles=STAFF)
    by_group, empty = request.GET.get("by") != "name", "empty" in request.GET
    listed = attendance_list(view, subject, at, by_group=by_group, empty=empty)
    return _pdf(attendance_pdf(view, listed), f"attendance-{view.module.key}")


@require_http_methods(["GET", "POST"])
def certificates(request: HttpRequest, cohort: str) -> HttpResponse:
    """The rule, the words, and who has earned it."""
    subject, at = subject_of(request), clock.now()
    found = cohort_for(subject, cohort, roles=("teacher",), at=at)
    terms = terms_of(found)
    if request.method == "POST":
        form = CertificateForm(request.POST)
        if form.is_valid():
            write_terms(found, form.cleaned_data, by=subject, at=at)
            messages.success(request, _("The certificate is saved."))
            return redirect("classroom:certificates", cohort)
    else:
        form = CertificateForm(initial=_initial(terms, subject))
    context = {
        "cohort": found,
        "form": form,
        "terms": terms,
        "page": certificates_of(found, terms, at=at) if terms else None,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "classroom/certificates.html", context, status=status)


@require_POST
def handing_out(request: HttpRequest, cohort: str) -> HttpResponse:
    """Let learners find theirs, or no longer."""
    subject, at = subject_of(request), clock.now()
    found = cohort_for(subject, cohort, roles=("teacher",), at=at)
    terms = terms_of(found)
    if terms is None:
        raise Missing
    if "back" in request.POST:
        take_back(terms, by=subject, at=at)
        messages.success(request, _("Learners no longer find their certificates."))
    else:
        hand_out(terms, by=subject, at=at)
        messages.success(request, _("Whoever has earned it finds it on their page."))
    return redirect("classroom:certificates", cohort)


@require_POST
def all_paper(request: HttpRequest, cohort: str) -> HttpResponse:
    """All that are earned, a page each, in one file; it is noted who took it (T26)."""
    subject, at = subject_of(request), clock.now()
    found = cohort_for(subject, cohort, roles=("teacher",), at=at)
    terms = terms_of(found)
    page = certificates_of(found, terms, at=at) if terms else None
    names = [_name(row.place.subject) for row in page.earned] if page else []
    if page is None or not names:
        raise Missing
    record(
        subject, "export", noun="certificate", code=page.terms.code, at=at,
        detail={"rows": len(names)},
    )  # fmt: skip
    return _pdf(certificates_pdf(found, page.terms, names, at=at), "certificates")


@require_GET
def own_paper(request: HttpRequest, cohort: str) -> HttpResponse:
    """A learner's own, once handed out and earned; anybody else's is not there."""
    subject, at = subject_of(request), clock.now()
    found = cohort_for(subject, cohort, roles=("learner",), at=at)
    own = own_certificate(found, subject, at=at)
    if own is None or not own[1].has_earned:
        raise Missing
    return _pdf(certificates_pdf(found, own[0].terms, [_name(subject)], at=at), "certificate")


def _initial(terms: CertificateTerms | None, subject: Subject) -> dict[str, object]:
    if terms is not None:
        return vars(terms)
    return {"title": _("Certificate"), "signer": _name(subject), "signer_role": _("Teacher")}


def _name(subject: Subject) -> str:
    return subject.person.name if subject.person else ""


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
