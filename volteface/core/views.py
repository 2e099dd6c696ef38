"""What any browser asks for: the icon, and to keep a theme and a language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponsePermanentRedirect, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST, require_safe

from volteface.core import clock, htmx
from volteface.core import search as finding
from volteface.core.phrases import file_address

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_THEMES = {"auto", "light", "dark"}
_DAY = 60 * 60 * 24
_YEAR = 365 * _DAY


@login_not_required
@require_safe
def favicon(_request: HttpRequest) -> HttpResponse:
    """The icon for what cannot name one itself, such as a PDF in a tab."""
    response = HttpResponsePermanentRedirect(file_address("core/icon.svg"))
    # The icon's address changes with the icon: not longer than a day.
    response["Cache-Control"] = f"public, max-age={_DAY}"
    return response


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """What has these words, among everything the asker may see: a page, or the palette's list."""
    asked = request.GET.get("q", "")[: finding.LONGEST]
    hits = finding.find(request, asked, at=clock.now())
    context: dict[str, object] = {
        "asked": asked,
        "hits": hits,
        "is_full": len(hits) == finding.MOST,
    }
    return htmx.answer(request, "core/search.html", context, block="results")


@login_not_required
@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Keep the choice in a cookie and go back to where it was made."""
    response = HttpResponseRedirect(_way_back(request))
    theme = request.POST.get("theme", "")
    if theme in _THEMES:
        _keep(response, "theme", theme)
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        _keep(response, settings.LANGUAGE_COOKIE_NAME, language)
    return response


def _way_back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if here and wanted.startswith("/") else "/"


def _keep(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name, value, max_age=_YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
