"""The second step: asked for at the door, set up and taken away on one's own page (T26)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, cast

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from volteface.accounts import doors, second_step
from volteface.accounts.errors import TooManyFailures
from volteface.accounts.forms import SecondStepForm
from volteface.accounts.queries import administrator_of, person_by_code, person_for, subject_of
from volteface.accounts.views.entering import enter
from volteface.core import clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from volteface.accounts.models import Person

WAITS = dt.timedelta(minutes=10)


@login_not_required
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def door(request: HttpRequest) -> HttpResponse:
    """Somebody came through the first door; a code of their app lets them in."""
    at = clock.now()
    waiting: dict[str, str] = request.session.get(second_step.PENDING) or {}
    person = person_by_code(waiting.get("person", ""))
    if (
        person is None
        or not person.is_active
        or at - dt.datetime.fromisoformat(waiting["at"]) > WAITS
    ):
        return redirect("accounts:sign_in")
    form = SecondStepForm(request.POST or None)
    if request.method == "POST" and _is_right(request, person, form, at):
        del request.session[second_step.PENDING]
        return enter(request, person, how=waiting["how"], to=waiting["to"], at=at)
    status = 422 if form.errors else 200
    return render(request, "accounts/second_door.html", {"form": form}, status=status)


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """Set up an app with a square code, or see that one is set up."""
    person, at = cast("Person", subject_of(request).person), clock.now()
    form = SecondStepForm(request.POST or None)
    if second_step.has_second_step(person):
        return _own_page(request, person, form)
    secret = second_step.offered_secret(request, person)
    if request.method == "POST" and form.is_valid():
        words = second_step.confirm(person, secret, form.cleaned_data["code"], at=at)
        if words:
            request.session.pop(second_step.DUE, None)
            return _own_page(request, person, SecondStepForm(), words=words)
        form.add_error("code", _("This is not what the app shows now. Is the phone's time right?"))
    return _own_page(request, person, form, secret=secret)


@sensitive_post_parameters("code")
@require_POST
def renew(request: HttpRequest) -> HttpResponse:
    """New recovery words, shown once."""
    return _with_code(request, lambda person, typed, at: _renewed(request, person, typed, at))


@sensitive_post_parameters("code")
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Take one's own second step away, unless the installation wants one."""
    return _with_code(request, lambda person, typed, at: _left(request, person, typed, at))


@require_POST
def take_away(request: HttpRequest, code: str) -> HttpResponse:
    """An administrator lets somebody in who lost both phone and words."""
    at = clock.now()
    administrator = administrator_of(request, at)
    person = person_for(administrator, code, at)
    second_step.take_away(person, by=administrator, at=at)
    messages.success(request, _("%(name)s signs in without a code now.") % {"name": person.name})
    return redirect("accounts:person", code)


def _with_code(
    request: HttpRequest,
    act: Callable[[Person, str, dt.datetime], HttpResponse | None],
) -> HttpResponse:
    person, at = cast("Person", subject_of(request).person), clock.now()
    form = SecondStepForm(request.POST)
    try:
        doors.check_door(request, person.email, at=at)
        done = act(person, form.cleaned_data["code"], at) if form.is_valid() else None
    except TooManyFailures as error:
        form.add_error("code", str(error))
        return _own_page(request, person, form)
    if done is not None:
        return done
    if not form.errors:
        doors.note_failure(request, person.email, at=at)
        form.add_error("code", _wrong())
    return _own_page(request, person, form)


def _renewed(
    request: HttpRequest, person: Person, typed: str, at: dt.datetime
) -> HttpResponse | None:
    words = second_step.renew_words(person, typed, at=at)
    return _own_page(request, person, SecondStepForm(), words=words) if words else None


def _left(request: HttpRequest, person: Person, typed: str, at: dt.datetime) -> HttpResponse | None:
    if second_step.needs_second_step(person.subject, at):
        return redirect("accounts:second_step")
    if not second_step.check(person, typed, at=at):
        return None
    second_step.take_away(person, by=person.subject, at=at)
    messages.success(request, _("You sign in without a code from now on."))
    return redirect("accounts:profile")


def _is_right(request: HttpRequest, person: Person, form: SecondStepForm, at: dt.datetime) -> bool:
    if not form.is_valid():
        return False
    try:
        doors.check_door(request, person.email, at=at)
    except TooManyFailures as error:
        form.add_error("code", str(error))
        return False
    if second_step.check(person, form.cleaned_data["code"], at=at):
        return True
    doors.note_failure(request, person.email, at=at)
    form.add_error("code", _wrong())
    return False


def _wrong() -> str:
    return _("This is neither the app's code nor an unused recovery word.")


def _own_page(
    request: HttpRequest,
    person: Person,
    form: SecondStepForm,
    *,
    secret: str = "",
    words: list[str] | None = None,
) -> HttpResponse:
    address = second_step.address_for_app(person, secret) if secret else ""
    context = {
        "form": form,
        "is_on": not secret,
        "needed": second_step.needs_second_step(person.subject, clock.now()),
        "secret": " ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        "square": segno.make(address).svg_data_uri(scale=5, border=3, light="white")
        if address
        else "",
        "words": words or [],
        "left": second_step.words_left(person) if not secret else 0,
    }
    status = 422 if form.errors else 200
    return render(request, "accounts/second_step.html", context, status=status)
