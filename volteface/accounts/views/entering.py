"""What every door does once somebody has shown who they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from volteface.accounts import doors, second_step

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest, HttpResponse

    from volteface.accounts.models import Person


def pass_first_door(
    request: HttpRequest, person: Person, *, how: str, to: str, at: dt.datetime
) -> HttpResponse:
    """Let in, or to the second door who has one."""
    if not second_step.has_second_step(person):
        return enter(request, person, how=how, to=to, at=at)
    request.session.cycle_key()
    request.session[second_step.PENDING] = {
        "person": person.code,
        "how": how,
        "to": to,
        "at": at.isoformat(),
    }
    return redirect("accounts:second_door")


def enter(
    request: HttpRequest, person: Person, *, how: str, to: str, at: dt.datetime
) -> HttpResponse:
    """Begin the session; who must have a second step and has none is led to it first."""
    doors.let_in(request, person, how=how, at=at)
    if second_step.needs_second_step(person.subject, at) and not second_step.has_second_step(
        person
    ):
        request.session[second_step.DUE] = True
    response = redirect(to)
    doors.remember_device(request, response, person)
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, person.language, samesite="Lax")
    return response


def next_of(request: HttpRequest) -> str:
    """Where to go on to: a path of this site, never another's."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe and len(wanted) <= 500 else settings.LOGIN_REDIRECT_URL  # noqa: PLR2004 - a path's length
