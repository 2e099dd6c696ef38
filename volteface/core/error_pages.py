"""Error pages: styled, translated, saying what happened, what is safe and what to do (C34)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.template.loader import render_to_string

if TYPE_CHECKING:
    from django.http import HttpRequest


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Missing and forbidden alike."""
    return _page(request, 404)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """A request nobody's form would send."""
    return _page(request, 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Never said of an object: those answer 404."""
    return _page(request, 403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """A form that did not come from our page."""
    return _page(request, 403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Our fault; nothing was half-done."""
    return _page(request, 500)


def refused(request: HttpRequest, why: str) -> HttpResponse:
    """What was asked for cannot be done, with the reason."""
    return _page(request, 409, why=why)


def _page(request: HttpRequest, status: int, *, why: str = "") -> HttpResponse:
    html = render_to_string(f"core/errors/{status}.html", {"why": why}, request=request)
    return HttpResponse(html, status=status)
