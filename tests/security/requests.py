"""Requests as a persona that leave nothing behind in the browser or the database."""

from __future__ import annotations

from http.cookies import SimpleCookie
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.db import transaction
from django.test import Client

if TYPE_CHECKING:
    from django.http import HttpResponse

    from tests.access import Row


def twin(browser: Client, *, csrf: bool = False) -> Client:
    """A browser with the same cookies, for one request."""
    client = Client(raise_request_exception=False, enforce_csrf_checks=csrf)
    client.cookies = SimpleCookie(browser.cookies.output(header="", sep=";"))
    return client


def undone(
    browser: Client, method: str, address: str, row: Row, *, csrf: bool = False
) -> HttpResponse:
    """One request, undone at once: the browser keeps its cookies, the database its rows."""
    with transaction.atomic():
        # A browser's form is never empty: it carries its token.
        data = {"csrfmiddlewaretoken": "x", **row.data} if method == "POST" else None
        client = twin(browser, csrf=csrf)
        answer: HttpResponse = getattr(client, method.lower())(address, data)
        transaction.set_rollback(True)
    # Counters of guesses and sessions kept in memory go back, too.
    cache.clear()
    return answer
