"""Who must have a second step and has none sets it up before anything else (T26)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect

from volteface.accounts.second_step import DUE

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

_OPEN = ("/account/second-step/", "/account/sign-", "/static/")


def second_step(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Lead to the set-up page; it and signing out stay open."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if (
            request.user.is_authenticated
            and request.session.get(DUE)
            and not request.path.startswith(_OPEN)
        ):
            return redirect("accounts:second_step")
        return get_response(request)

    return middleware
