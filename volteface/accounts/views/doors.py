"""Signing in by password, code or link, and signing out; no link ever writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from volteface.accounts import codes, doors
from volteface.accounts.actions import use_sign_in_link
from volteface.accounts.errors import LinkIsSpent, TooManyFailures
from volteface.accounts.forms import AskCodeForm, CodeForm, SignInForm
from volteface.accounts.models import Person
from volteface.accounts.queries import INVITATION_SALT, sign_in_link_is_good
from volteface.accounts.views.entering import next_of, pass_first_door
from volteface.core import clock

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, HttpResponse


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The door: an address with a password, or with a code by mail."""
    at = clock.now()
    if request.method == "GET":
        if request.user.is_authenticated:
            return redirect(next_of(request))
        return _door(request, SignInForm())
    form = SignInForm(request.POST)
    if not form.is_valid():
        return _door(request, form, status=422)
    email, password = form.cleaned_data["email"], form.cleaned_data["password"]
    try:
        doors.check_door(request, email, at=at)
    except TooManyFailures as error:
        form.add_error(None, str(error))
        return _door(request, form, status=429)
    person = authenticate(request, email=email, password=password)
    if not isinstance(person, Person):
        doors.note_failure(request, email, at=at)
        form.add_error(None, _("This address and password do not belong together."))
        return _door(request, form, status=422)
    return pass_first_door(request, person, how="password", to=next_of(request), at=at)


@login_not_required
@require_POST
def ask_code(request: HttpRequest) -> HttpResponse:
    """Mail a code; the answer is the same whether or not somebody has the address."""
    at = clock.now()
    form = AskCodeForm(request.POST)
    if not form.is_valid():
        return _door(request, SignInForm(request.POST), status=422)
    name, to = form.cleaned_data["name"], next_of(request)
    invited = _invited_to(form.cleaned_data["invitation"])
    if invited:
        to = invited
    codes.ask_code(
        request, form.cleaned_data["email"], name=name if invited else "", next_path=to, at=at
    )
    return redirect("accounts:sign_in_code")


@login_not_required
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """Type the six digits; five tries, then a new code must be asked for."""
    at = clock.now()
    asked = codes.asked_code(request, at)
    if asked is None:
        return redirect("accounts:sign_in")
    if request.method == "GET":
        return _code_page(request, CodeForm(), asked)
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _code_page(request, form, asked, status=422)
    try:
        doors.check_door(request, asked.email, at=at)
    except TooManyFailures as error:
        form.add_error("code", str(error))
        return _code_page(request, form, asked, status=429)
    person = codes.try_code(request, asked, form.cleaned_data["code"])
    if person is None:
        doors.note_failure(request, asked.email, at=at)
        form.add_error("code", _("This is not the code, or it is too old. Ask for a new one."))
        return _code_page(request, form, asked, status=422)
    return pass_first_door(request, person, how="code", to=asked.next_path, at=at)


@login_not_required
@require_http_methods(["GET", "POST"])
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """A link shows one button; only the button signs in (mail scanners open every link)."""
    at = clock.now()
    try:
        doors.check_address(request, at=at)
        if request.method == "GET":
            good = sign_in_link_is_good(token, at=at)
            return _link_page(request, token, good=good, status=200 if good else 410)
        person = use_sign_in_link(token, at=at)
    except TooManyFailures:
        return _link_page(request, token, good=False, status=429)
    except LinkIsSpent:
        doors.note_failure(request, "link", at=at)
        return _link_page(request, token, good=False, status=410)
    return pass_first_door(request, person, how="link", to=settings.LOGIN_REDIRECT_URL, at=at)


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session on the server and clear what the browser keeps of it."""
    logout(request)
    response = redirect("accounts:sign_in")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _door(request: HttpRequest, form: forms.Form, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "next": next_of(request)}
    return render(request, "accounts/sign_in.html", context, status=status)


def _code_page(
    request: HttpRequest, form: CodeForm, asked: codes.Asked, *, status: int = 200
) -> HttpResponse:
    context = {"form": form, "email": asked.email}
    return render(request, "accounts/sign_in_code.html", context, status=status)


def _link_page(request: HttpRequest, token: str, *, good: bool, status: int) -> HttpResponse:
    context = {"good": good, "token": token}
    return render(request, "accounts/sign_in_link.html", context, status=status)


def _invited_to(invitation: str) -> str:
    """The path an open enrolment link was shown on, when this server signed it within the hour."""
    try:
        path = signing.loads(invitation, salt=INVITATION_SALT, max_age=3600)
    except signing.BadSignature:
        return ""
    return path if isinstance(path, str) else ""
