"""One's own page: profile, password, sessions, preferences, and what is held about one (T24)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from volteface.accounts import doors, rules, told
from volteface.accounts.actions import (
    change_password,
    change_profile,
    end_sessions,
)
from volteface.accounts.errors import TooManyFailures
from volteface.accounts.forms import PasswordForm, ProfileForm
from volteface.accounts.queries import personal_copy, subject_of
from volteface.core import clock

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from volteface.accounts.models import Person

_YEAR = 60 * 60 * 24 * 365


@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Name, language and time zone."""
    subject = subject_of(request)
    person = cast("Person", subject.person)
    if request.method == "GET":
        return _profile_page(request, ProfileForm(initial=_held(person)))
    form = ProfileForm(request.POST)
    if not form.is_valid():
        return _profile_page(request, form, status=422)
    change_profile(person, by=subject, at=clock.now(), **form.cleaned_data)
    messages.success(request, _("Your profile is saved."))
    response = redirect("accounts:profile")
    _set_language(response, person.language)
    return response


@sensitive_post_parameters("old", "new")
@require_POST
def password(request: HttpRequest) -> HttpResponse:
    """Set a password; every other session of the person ends."""
    subject = subject_of(request)
    person, at = cast("Person", subject.person), clock.now()
    form = PasswordForm(request.POST, asks_old=_asks_old(request, at))
    if not form.is_valid():
        return _profile_page(request, ProfileForm(initial=_held(person)), form, status=422)
    try:
        _check_old(request, person, form, at)
    except TooManyFailures as error:
        form.add_error("old", str(error))
    if form.errors:
        return _profile_page(request, ProfileForm(initial=_held(person)), form, status=422)
    change_password(person, form.cleaned_data["new"], by=subject, at=at)
    update_session_auth_hash(request, person)
    messages.success(request, _("Your new password is set; you are signed out everywhere else."))
    return redirect("accounts:profile")


@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out on every other device."""
    person = cast("Person", subject_of(request).person)
    end_sessions(person)
    update_session_auth_hash(request, person)
    messages.success(request, _("You are signed out everywhere else."))
    return redirect("accounts:profile")


@require_GET
def data(request: HttpRequest) -> HttpResponse:
    """What we hold about you, table by table."""
    subject = subject_of(request)
    context = {"tables": personal_copy(subject, most=20), "told": told}
    return render(request, "accounts/data.html", context)


@require_GET
def data_download(request: HttpRequest) -> HttpResponse:
    """The whole copy as one JSON file."""
    subject = subject_of(request)
    tables = [
        {"table": held.name, "label": held.label, "rows": held.rows}
        for held in personal_copy(subject)
    ]
    response = JsonResponse({"made_at": clock.now(), "tables": tables})
    response["Content-Disposition"] = 'attachment; filename="what-we-hold.json"'
    return response


def _profile_page(
    request: HttpRequest,
    form: ProfileForm,
    password_form: PasswordForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    asks_old = _asks_old(request, clock.now())
    context = {
        "form": form,
        "password_form": password_form or PasswordForm(asks_old=asks_old),
        "person": request.user,
    }
    return render(request, "accounts/profile.html", context, status=status)


def _held(person: Person) -> dict[str, str]:
    return {
        "name": person.name,
        "language": person.language,
        "time_zone": person.time_zone,
    }


def _asks_old(request: HttpRequest, at: dt.datetime) -> bool:
    """Not of who has none, nor of who came in by mail just now: the way back to a forgotten one."""
    person = cast("Person", request.user)
    since: str = request.session.get("since") or ""
    if not person.has_usable_password():
        return False
    by_mail = request.session.get("how") in {"code", "link"}
    fresh = bool(since) and at - dt.datetime.fromisoformat(since) < rules.FRESH
    return not (by_mail and fresh)


def _check_old(request: HttpRequest, person: Person, form: PasswordForm, at: dt.datetime) -> None:
    if "old" not in form.fields:
        return
    doors.check_door(request, person.email, at=at)
    if not person.check_password(form.cleaned_data["old"]):
        doors.note_failure(request, person.email, at=at)
        form.add_error("old", _("This is not your current password."))


def _set_language(response: HttpResponse, language: str) -> None:
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=_YEAR, samesite="Lax")
