"""Hot pages: what a whole hall opens at the same time, answered without the layers it needs not.

An app registers a page by the first part of its path; the page is the very one its view gives. Who
asks is found as everywhere: their session, their row, their epoch, at each request. Whatever is
out of the ordinary (a notice to show, a query, somebody signed out, an error) is left to Django.
"""

from __future__ import annotations

import importlib
import logging
import zoneinfo
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import (
    BACKEND_SESSION_KEY,
    HASH_SESSION_KEY,
    SESSION_KEY,
    load_backend,
)
from django.contrib.sessions.models import Session
from django.core.exceptions import SynchronousOnlyOperation
from django.http import HttpRequest, HttpResponse, QueryDict, parse_cookie
from django.http.request import split_domain_port, validate_host
from django.middleware.csp import ContentSecurityPolicyMiddleware
from django.middleware.csrf import CsrfViewMiddleware
from django.middleware.security import SecurityMiddleware
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare

from volteface.core import clock, middleware
from volteface.core.db import reading
from volteface.core.db.prepared import Prepared
from volteface.core.errors import DomainError
from volteface.core.jinja import theme_of

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Mapping, MutableMapping

    type Scope = MutableMapping[str, Any]
    type Page = Callable[["Reader"], str | None]
    type Answer = tuple[int, list[tuple[bytes, bytes]], bytes]

logger = logging.getLogger(__name__)

_LANGUAGES = {code for code, _name in settings.LANGUAGES}
_MESSAGES = "_messages"
_pages: list[tuple[re.Pattern[str], Page]] = []
# For its two steps around a page alone; nothing is called through it.
_csrf = CsrfViewMiddleware(lambda _request: HttpResponse())


def _page_for(path: str) -> Page | None:
    return next((page for pattern, page in _pages if pattern.fullmatch(path)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who asks for a page, and how they want to see it."""

    # As much of a request as pages read: the person, the path and the cookies.
    request: HttpRequest
    # ``light``, ``dark`` or ``auto``.
    theme: str

    @property
    def user(self) -> Any:
        """The signed-in person."""
        return self.request.user

    @property
    def path(self) -> str:
        return self.request.path

    @property
    def parts(self) -> list[str]:
        """The path's parts behind the first."""
        return self.path.strip("/").split("/")[1:]


def register(path: re.Pattern[str], page: Page) -> None:
    """Let ``page(reader)`` answer GET on paths that match as a whole; nothing: Django does."""
    if (path, page) not in _pages:
        _pages.append((path, page))


def takes(path: str) -> bool:
    """Whether a path is a hot page's."""
    return _page_for(path) is not None


def answer_in_loop(scope: Scope) -> Answer | None:
    """The page, or nothing when Django is to answer.

    Raises `SynchronousOnlyOperation` when something is not at hand: then a page thread should try.
    """
    with reading.in_loop():
        return answer(scope)


def answer(scope: Scope) -> Answer | None:
    """The page for a request, or nothing when Django is to answer it."""
    path = scope["path"]
    page = _page_for(path)
    if page is None or scope["method"] != "GET" or scope["query_string"]:
        return None
    headers = dict(scope["headers"])
    if not _is_ours(headers.get(b"host", b"").decode("latin-1"), scope.get("scheme", "http")):
        return None
    cookies = parse_cookie(headers.get(b"cookie", b"").decode("latin-1"))
    try:
        return _answered(page, path, cookies, scope.get("scheme", "http"))
    except DomainError:
        return None
    except SynchronousOnlyOperation:
        raise
    except Exception:
        # Django tries again, and shows its own page when that fails too.
        logger.exception("hot page %s failed", path)
        return None


def _answered(page: Page, path: str, cookies: dict[str, str], scheme: str) -> Answer | None:
    user = _who(cookies)
    if user is None:
        return None
    language = cookies.get(settings.LANGUAGE_COOKIE_NAME) or getattr(user, "language", "")
    if language not in _LANGUAGES:
        return None
    zone = _zone(getattr(user, "time_zone", "") or settings.TIME_ZONE)
    request = _request(path, cookies, user)
    with translation.override(language), timezone.override(zone):
        text = page(Reader(request=request, theme=theme_of(request)))
    if text is None:
        return None
    body = text.encode()
    own = [
        (b"content-language", language.encode("ascii")),
        (b"content-length", b"%d" % len(body)),
        *_csrf_cookie(request),
    ]
    return 200, [*_headers(scheme), *own], body


class _Request(HttpRequest):
    """Of a request, what pages read; its base makes empty fields anew each time."""

    GET = POST = QueryDict()

    def __init__(self, path: str, cookies: dict[str, str]) -> None:
        self.method = "GET"
        self.path = self.path_info = path
        self.COOKIES = cookies
        self.META = {}


def _request(path: str, cookies: dict[str, str], user: Any) -> HttpRequest:
    request = _Request(path, cookies)
    request.user = user
    if settings.CSRF_COOKIE_NAME in cookies:
        _csrf.process_request(request)
    return request


def _csrf_cookie(request: HttpRequest) -> list[tuple[bytes, bytes]]:
    """What a page with a form sets, as Django's own layer sets it."""
    if not request.META.get("CSRF_COOKIE_NEEDS_UPDATE"):
        return []
    response = _csrf.process_response(request, HttpResponse())
    return [
        (b"set-cookie", cookie.output(header="").strip().encode("latin-1"))
        for cookie in response.cookies.values()
    ]


def _who(cookies: dict[str, str]) -> Any:
    """The person whose session this is, as the sign-in middleware finds them."""
    key = cookies.get(settings.SESSION_COOKIE_NAME)
    if not key or "messages" in cookies:
        return None
    # From the table alone: whoever signs out is gone from there at once, and no cache is asked.
    found = _sessions(key, clock.now())
    session = _decoded(found[0][0]) if found else {}
    path = session.get(BACKEND_SESSION_KEY)
    if path not in settings.AUTHENTICATION_BACKENDS or _MESSAGES in session:
        return None
    user = _backend(path).get_user(int(session[SESSION_KEY]))
    if user is None:
        return None
    told = session.get(HASH_SESSION_KEY, "")
    return user if constant_time_compare(told, user.get_session_auth_hash()) else None


_sessions = Prepared(
    lambda key, at: Session.objects.filter(session_key=key, expire_date__gt=at).values_list(
        "session_data"
    )
)


@lru_cache(maxsize=4_096)
def _decoded(data: str) -> Mapping[str, Any]:
    """What a session holds; nothing when its signature is not ours."""
    store: Any = importlib.import_module(settings.SESSION_ENGINE).SessionStore()
    return MappingProxyType(store.decode(data))


@cache
def _backend(path: str) -> Any:
    return load_backend(path)


@lru_cache(maxsize=64)
def _is_ours(host: str, scheme: str) -> bool:
    if settings.SECURE_SSL_REDIRECT and scheme != "https":
        return False
    return bool(host) and validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS)


@lru_cache(maxsize=512)
def _zone(name: str) -> zoneinfo.ZoneInfo | None:
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return None


@lru_cache(maxsize=2)
def _headers(scheme: str) -> list[tuple[bytes, bytes]]:
    """What the layers around every page put on its answer: the same layers put it on this one."""
    request = HttpRequest()
    request.META = {"SERVER_NAME": "localhost", "SERVER_PORT": "443", "wsgi.url_scheme": scheme}
    layers: Any = middleware.headers(lambda _request: HttpResponse())
    for layer in (ContentSecurityPolicyMiddleware, SecurityMiddleware):
        layers = layer(layers)
    response = layers(request)
    response["Vary"] = "Accept-Language, Cookie"
    return [
        (name.lower().encode("latin-1"), value.encode("latin-1"))
        for name, value in response.items()
    ]
