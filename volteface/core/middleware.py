"""What happens around every page: headers, language and zone, and errors in the domain's words."""

from __future__ import annotations

import zoneinfo
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from volteface.core import error_pages
from volteface.core.errors import DomainError, Missing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.http import HttpRequest, HttpResponse, QueryDict

    type GetResponse = Callable[[HttpRequest], HttpResponse]

_LANGUAGES = {code for code, _name in settings.LANGUAGES}


def headers(get_response: GetResponse) -> GetResponse:
    """Pages of one person are never kept by a shared or a back-button cache (T15)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-store"
        response.setdefault("Permissions-Policy", "camera=(self), microphone=(), geolocation=()")
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return middleware


def language_and_zone(get_response: GetResponse) -> GetResponse:
    """The person's own language and time zone, else the cookie's or the browser's."""

    def middleware(request: HttpRequest) -> HttpResponse:
        translation.activate(_language_of(request))
        zone = getattr(request.user, "time_zone", "") or settings.TIME_ZONE
        try:
            timezone.activate(zoneinfo.ZoneInfo(zone))
        except (zoneinfo.ZoneInfoNotFoundError, ValueError):
            timezone.deactivate()
        try:
            response = get_response(request)
        finally:
            timezone.deactivate()
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        response.setdefault("Content-Language", translation.get_language() or "en")
        return response

    return middleware


def line_feeds(get_response: GetResponse) -> GetResponse:
    """End every line of a posted text as authors and files do, before anything measures it.

    A browser sends CRLF for each line of a text area and counts one character for it: a text at its
    limit would be refused here. Stands after the CSRF check, which reads the form first.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, *_view: object) -> None:
        if request.method == "POST" and any("\r" in text for text in _texts(request.POST)):
            posted = request.POST.copy()
            for name, texts in request.POST.lists():
                posted.setlist(name, [_with_line_feeds(str(text)) for text in texts])
            posted._mutable = False  # noqa: SLF001 - as Django gives it to views
            request.POST = posted  # type: ignore[assignment]  # the copy is as immutable

    middleware.process_view = process_view  # type: ignore[attr-defined]  # Django's hook
    return middleware


def domain_errors(get_response: GetResponse) -> GetResponse:
    """Turn the domain's errors into pages: missing and forbidden are the same 404."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and _is_read(request):
            page = error_pages.wrong_method(request)
            page["Allow"] = response["Allow"]
            return page
        return response

    def process_exception(request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Missing):
            return error_pages.not_found(request)
        if isinstance(error, DomainError):
            return error_pages.refused(request, str(error))
        return None

    middleware.process_exception = process_exception  # type: ignore[attr-defined]  # Django's hook
    return middleware


def _is_read(request: HttpRequest) -> bool:
    """Somebody's browser opened the address."""
    return request.method == "GET" and "text/html" in request.headers.get("Accept", "")


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _texts(posted: QueryDict) -> Iterator[str]:
    return (str(text) for _name, texts in posted.lists() for text in texts)


def _language_of(request: HttpRequest) -> str:
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) or getattr(
        request.user, "language", ""
    )
    if chosen in _LANGUAGES:
        return chosen
    return translation.get_language_from_request(request)
