"""Error pages: styled, translated, saying what happened, what is safe and what to do (C34)."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.template.loader import render_to_string

if TYPE_CHECKING:
    from django.http import HttpRequest

logger = logging.getLogger(__name__)

# Said when even the error page cannot be made (no database, a broken template): no stack, no query.
_BARE = (
    "<!doctype html><html lang=en><meta charset=utf-8>"
    "<meta name=viewport content='width=device-width'><title>Volteface</title>"
    "<h1>Something went wrong on our side</h1>"
    "<p>What you had saved is safe. Wait a moment, then load the page again.</p></html>"
)


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


def wrong_method(request: HttpRequest) -> HttpResponse:
    """An address that only takes what a form sends, opened by itself: after a reload, say."""
    return _page(request, 405)


def refused(request: HttpRequest, why: str) -> HttpResponse:
    """What was asked for cannot be done, with the reason."""
    return _page(request, 409, why=why)


def _page(request: HttpRequest, status: int, *, why: str = "") -> HttpResponse:
    html: str = _BARE
    try:
        html = render_to_string(f"core/errors/{status}.html", {"why": why}, request=request)
    except Exception:
        # The edge of the edge: an error page must not raise a second error (T30).
        logger.exception("no page for status %s", status)
    return HttpResponse(html, status=status)
