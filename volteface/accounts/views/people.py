"""The administrator's pages: people, what each may do, and what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from volteface.accounts import told
from volteface.accounts.actions import (
    add_person,
    grant_role,
    invite,
    resume_person,
    revoke,
    suspend,
    suspend_person,
    unsuspend,
)
from volteface.accounts.erasing import erased_on
from volteface.accounts.events import scope_names
from volteface.accounts.forms import GrantChoiceForm, GrantForm, PersonForm
from volteface.accounts.queries import (
    INSTALLATION,
    administrator_of,
    audit_log,
    done_to,
    grant_of,
    grants_of,
    people_matching,
    person_for,
)
from volteface.accounts.second_step import has_second_step
from volteface.core import clock
from volteface.core.errors import Missing

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from volteface.accounts.models import Person

PAGE = 50


@require_http_methods(["GET", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """Everybody, with a search; a folded form lets somebody in."""
    at = clock.now()
    administrator = administrator_of(request, at)
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = add_person(by=administrator, at=at, **form.cleaned_data)
        messages.success(request, _("%(name)s can be let in now.") % {"name": person.name})
        return redirect("accounts:person", person.code)
    words = request.GET.get("q", "")[:200]
    page = Paginator(people_matching(words), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "words": words, "form": form}
    status = 422 if form.errors else 200
    return render(request, "accounts/people.html", context, status=status)


@require_GET
def person(request: HttpRequest, code: str) -> HttpResponse:
    """One person: who they are, what they may do, what was done to them."""
    at = clock.now()
    found = person_for(administrator_of(request, at), code, at)
    grants = list(grants_of(found.subject))
    context = {
        "person": found,
        "speaks": get_language_info(found.language)["name_local"],
        "grants": grants,
        "second_step": has_second_step(found),
        "names": scope_names((grant.scope, grant.scope_code) for grant in grants),
        "form": GrantForm(),
        "at": at,
        "entries": done_to(found)[:20],
        "told": told,
        "erased_on": erased_on(found),
    }
    return render(request, "accounts/person.html", context)


@require_POST
def suspend_one(request: HttpRequest, code: str) -> HttpResponse:
    """Stop everything the person can do; the next page offers the way back."""
    at = clock.now()
    administrator = administrator_of(request, at)
    found = person_for(administrator, code, at)
    suspend_person(found, by=administrator, at=at)
    messages.success(request, _("%(name)s is suspended.") % {"name": found.name})
    return redirect("accounts:person", code)


@require_POST
def resume_one(request: HttpRequest, code: str) -> HttpResponse:
    """Let the person in again."""
    at = clock.now()
    administrator = administrator_of(request, at)
    found = person_for(administrator, code, at)
    resume_person(found, by=administrator, at=at)
    messages.success(request, _("%(name)s can sign in again.") % {"name": found.name})
    return redirect("accounts:person", code)


@require_POST
def give_role(request: HttpRequest, code: str) -> HttpResponse:
    """Give a role in the whole installation."""
    at = clock.now()
    administrator = administrator_of(request, at)
    found = person_for(administrator, code, at)
    form = GrantForm(request.POST)
    if form.is_valid():
        role = form.cleaned_data["role"]
        grant_role(found.subject, role=role, scope=INSTALLATION, by=administrator, at=at)
        messages.success(request, _("The role is given."))
    return redirect("accounts:person", code)


@require_POST
def change_grant(request: HttpRequest, code: str) -> HttpResponse:
    """Suspend, resume or end one grant."""
    at = clock.now()
    administrator = administrator_of(request, at)
    found = person_for(administrator, code, at)
    form = GrantChoiceForm(request.POST)
    if not form.is_valid():
        raise Missing
    verb = {"suspend": suspend, "resume": unsuspend, "end": revoke}[form.cleaned_data["verb"]]
    verb(grant_of(found.subject, **_which(form)), by=administrator, at=at)
    messages.success(request, _("What %(name)s may do has changed.") % {"name": found.name})
    return redirect("accounts:person", code)


@require_POST
def invite_one(request: HttpRequest, code: str) -> HttpResponse:
    """Mail the person a link that signs them in once."""
    at = clock.now()
    administrator = administrator_of(request, at)
    found: Person = person_for(administrator, code, at)
    invite(found, by=administrator, at=at)
    messages.success(
        request, _("A sign-in link is on its way to %(email)s.") % {"email": found.email}
    )
    return redirect("accounts:person", code)


@require_GET
def audit(request: HttpRequest) -> HttpResponse:
    """What was done, by whom, newest first."""
    administrator_of(request, clock.now())
    page = Paginator(audit_log(code=request.GET.get("code", "")[:60]), PAGE)
    context = {
        "page": page.get_page(request.GET.get("page")),
        "code": request.GET.get("code", ""),
        "told": told,
    }
    return render(request, "accounts/audit.html", context)


def _which(form: GrantChoiceForm) -> dict[str, str]:
    return {name: form.cleaned_data[name] for name in ("role", "scope", "scope_code")}
