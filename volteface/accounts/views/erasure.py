"""Being erased: what would become of what, asking for it, and calling it off in time."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from volteface.accounts.erasing import (
    GRACE,
    ask_erasure,
    call_off_erasure,
    erased_on,
    erasure_lines,
)
from volteface.accounts.errors import LastAdministrator
from volteface.accounts.queries import administrator_of, person_for, subject_of
from volteface.core import clock

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from volteface.accounts.models import Person, Subject


@require_http_methods(["GET", "POST"])
def own_erasure(request: HttpRequest) -> HttpResponse:
    """One's own erasure, shown before anything is asked for."""
    subject = subject_of(request)
    return _shown_or_asked(request, cast("Person", subject.person), by=subject)


@require_POST
def keep_me(request: HttpRequest) -> HttpResponse:
    """Stay after all."""
    subject = subject_of(request)
    call_off_erasure(cast("Person", subject.person), by=subject, at=clock.now())
    messages.success(request, _("You stay: nothing will be erased."))
    return redirect("accounts:erasure")


@require_http_methods(["GET", "POST"])
def erasure_of(request: HttpRequest, code: str) -> HttpResponse:
    """A person's erasure, for an administrator."""
    at = clock.now()
    administrator = administrator_of(request, at)
    return _shown_or_asked(request, person_for(administrator, code, at), by=administrator)


@require_POST
def keep_person(request: HttpRequest, code: str) -> HttpResponse:
    """Call a person's erasure off."""
    at = clock.now()
    administrator = administrator_of(request, at)
    found = person_for(administrator, code, at)
    call_off_erasure(found, by=administrator, at=at)
    messages.success(request, _("%(name)s stays: nothing will be erased.") % {"name": found.name})
    return redirect("accounts:erasure_of", code)


def _shown_or_asked(request: HttpRequest, person: Person, *, by: Subject) -> HttpResponse:
    at, is_own = clock.now(), by.pk == person.subject.pk
    refused = ""
    if request.method == "POST":
        try:
            ask_erasure(person, by=by, at=at)
        except LastAdministrator as error:
            refused = str(error)
        else:
            return redirect(request.path)
    context = {
        "person": person,
        "is_own": is_own and request.path == reverse("accounts:erasure"),
        "lines": erasure_lines(person.subject),
        "on": erased_on(person),
        "then": at + GRACE,
        "days": GRACE.days,
        "refused": refused,
    }
    return render(request, "accounts/erasure.html", context, status=422 if refused else 200)
