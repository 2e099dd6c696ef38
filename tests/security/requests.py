"""Requests as a persona that leave nothing behind in the browser or the database."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache as remembered
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING

from django.core.cache import DEFAULT_CACHE_ALIAS, caches
from django.core.cache.backends.locmem import LocMemCache
from django.db import transaction
from django.test import Client
from django.test.client import ClientHandler

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.http import HttpResponse

    from tests.access import Row


def twin(browser: Client, *, csrf: bool = False) -> Client:
    """A browser with the same cookies, for one request."""
    client = Client(raise_request_exception=False)
    client.handler = _handler(csrf=csrf)
    client.cookies = SimpleCookie({name: morsel.copy() for name, morsel in browser.cookies.items()})
    return client


def undone(
    browser: Client,
    method: str,
    address: str,
    row: Row,
    *,
    csrf: bool = False,
    seen: Callable[[], object] = lambda: None,
) -> HttpResponse:
    """One request, undone at once: the browser keeps its cookies, the database its rows.

    ``seen`` is called after it, while what it wrote is still there.
    """
    with _cache_undone(), transaction.atomic():
        # A browser's form is never empty: it carries its token.
        data = {"csrfmiddlewaretoken": "x", **row.data} if method == "POST" else None
        client = twin(browser, csrf=csrf)
        answer: HttpResponse = getattr(client, method.lower())(address, data)
        seen()
        transaction.set_rollback(True)
    return answer


@remembered
def _handler(*, csrf: bool) -> ClientHandler:
    """One for all browsers: a server, too, builds its middleware once."""
    return ClientHandler(enforce_csrf_checks=csrf)


@contextmanager
def _cache_undone() -> Iterator[None]:
    """Counters of guesses and sessions kept in memory go back, too."""
    store = caches[DEFAULT_CACHE_ALIAS]
    if not isinstance(store, LocMemCache):
        yield
        # What lies elsewhere cannot be put back; the sessions are in the database as well.
        store.clear()
        return
    kept, ends = store._cache.copy(), store._expire_info.copy()
    yield
    store.clear()
    store._cache.update(kept)
    store._expire_info.update(ends)
