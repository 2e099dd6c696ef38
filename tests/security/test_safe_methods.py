"""T16 and T08: reading changes nothing, writing needs our own form, every page has its headers."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.urls import reverse

from tests.cast import PERSONAS
from tests.security.requests import twin, undone
from tests.security.walk import table

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client
    from pytest_django.plugin import DjangoDbBlocker

    from tests.access import Row
    from tests.cast import Cast

ROWS = table()
# Reached by other programs: a mailer's one-click stop (RFC 8058), and our own command line.
WITHOUT_FORM = {"messaging:stop", "interop:command"}
NOT_CONTENT = {"django_session"}


@pytest.fixture(scope="module")
def before(browsers: dict[str, Client], django_db_blocker: DjangoDbBlocker) -> dict[str, str]:
    """What every test here begins with, for each undoes its own."""
    with django_db_blocker.unblock():
        return _digest()


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(name for name in ROWS if ROWS[name].post))
def test_t16_a_post_without_our_token_is_refused(
    name: str, cast: Cast, browsers: dict[str, Client]
) -> None:
    if name in WITHOUT_FORM:
        pytest.skip("has a secret of its own")
    row = ROWS[name]
    for persona in (*sorted(row.seen_by)[:1], "anonymous"):
        address = reverse(name, args=cast.args(row.args))
        assert undone(browsers[persona], "POST", address, row, csrf=True).status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(name for name in ROWS if ROWS[name].get))
def test_t16_reading_leaves_the_database_as_it_was(
    name: str, cast: Cast, browsers: dict[str, Client], before: dict[str, str]
) -> None:
    row = ROWS[name]
    address = reverse(name, args=cast.args(row.args))
    for persona in _readers(row):
        for method in ("GET", "HEAD"):
            getattr(twin(browsers[persona]), method.lower())(address)
    assert _changed(before, _digest()) == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(name for name in ROWS if ROWS[name].get))
def test_t08_every_page_carries_its_headers(
    name: str, cast: Cast, browsers: dict[str, Client]
) -> None:
    row = ROWS[name]
    address = reverse(name, args=cast.args(row.args))
    # A reader's page, the page for strangers, and that of a wrong method.
    pages = [
        twin(browsers[_readers(row)[0]]).get(address) if _readers(row) else None,
        twin(browsers["other_course"]).get(address),
        twin(browsers["anonymous"]).get(address),
        twin(browsers["teacher"]).delete(address),
    ]
    for page in pages:
        if page is not None:
            _check_headers(page)


def _check_headers(page: HttpResponse) -> None:
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["Cross-Origin-Opener-Policy"] == "same-origin"
    assert page["Referrer-Policy"] == "same-origin"
    if page.get("Content-Type", "").startswith("text/html"):
        policy = dict(
            part.strip().partition(" ")[::2] for part in page["Content-Security-Policy"].split(";")
        )
        assert policy["default-src"] == "'none'"
        assert policy["script-src"] == "'self'"
        assert policy["style-src"] == "'self'"
        assert policy["frame-ancestors"] == "'none'"
        assert "unsafe" not in page["Content-Security-Policy"]
    if page.status_code == 200 and "public" not in page.get("Cache-Control", ""):
        assert "no-store" in page["Cache-Control"]


def _readers(row: Row) -> list[str]:
    return [persona for persona in PERSONAS if row.get in row.expected(persona, "GET")]


def _digest() -> dict[str, str]:
    """A hash of the rows of every table but the sessions."""
    digests = {}
    with connection.cursor() as cursor:
        for name in sorted(set(connection.introspection.table_names(cursor)) - NOT_CONTENT):
            quoted = connection.ops.quote_name(name)
            cursor.execute(f"SELECT * FROM {quoted} ORDER BY 1")
            digests[name] = hashlib.sha256(repr(cursor.fetchall()).encode()).hexdigest()
    return digests


def _changed(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return [name for name, digest in after.items() if before[name] != digest]
