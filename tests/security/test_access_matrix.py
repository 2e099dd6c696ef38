"""T01: every address × every persona × every method; what no table names is a failure.

In passing, of every answer: that it tells no secret (T02), its headers (T08), and that reading
changed nothing (T16).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from tests.access import METHODS
from tests.cast import NOBODY, PERSONAS
from tests.security.pages import Rows, header_faults, secrets_in, text_of
from tests.security.requests import undone
from tests.security.walk import table, url_names

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.plugin import DjangoDbBlocker

    from tests.access import Row
    from tests.cast import Cast

ROWS = table()
SAFE = {"GET", "HEAD"}


@pytest.fixture(scope="module")
def rows(browsers: dict[str, Client], django_db_blocker: DjangoDbBlocker) -> Rows:
    """What every request here begins with, for each is undone."""
    with django_db_blocker.unblock():
        return Rows()


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert sorted(set(url_names()) ^ set(ROWS)) == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(ROWS))
def test_t01_t02_t08_t16_an_address_answers_each_persona_as_its_row_says(
    name: str, cast: Cast, browsers: dict[str, Client], rows: Rows
) -> None:
    row = ROWS[name]
    address = reverse(name, args=cast.args(row.args))
    wrong = []
    for persona in PERSONAS:
        for method in _methods(row, persona):
            rows.begin(reading=method in SAFE)
            page = undone(browsers[persona], method, address, row, seen=rows.look)
            right = row.expected(persona, method)
            faults = header_faults(page)
            if page.status_code not in right:
                faults.append(f"{page.status_code}, not {sorted(right)}")
            faults += [f"changed {table}" for table in rows.changed]
            # A secret address is its owner's to try.
            if persona == "learner" or not (row.public and row.args):
                faults += secrets_in(text_of(page), persona)
            wrong += [f"{persona} {method}: {fault}" for fault in faults]
    assert wrong == []


@pytest.mark.django_db
def test_t01_nobody_is_sent_to_the_door(cast: Cast, browsers: dict[str, Client]) -> None:
    for persona in NOBODY:
        answer = browsers[persona].get("/")
        assert answer.url.startswith(reverse("accounts:sign_in")), persona


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(name for name in ROWS if ROWS[name].args))
def test_t02_a_foreign_id_is_answered_like_a_missing_one(
    name: str, cast: Cast, browsers: dict[str, Client]
) -> None:
    row = ROWS[name]
    stranger = browsers["other_course"]
    if row.public or "other_course" in row.seen_by:
        pytest.skip("open to strangers")
    method = "GET" if row.get else "POST"
    codes = cast.args(row.args)
    real = undone(stranger, method, reverse(name, args=codes), row)
    words = row.args.split()
    wrong = [
        word[1:] if word[0] == "=" else _other(code)
        for word, code in zip(words, codes, strict=True)
    ]
    none = undone(stranger, method, reverse(name, args=wrong), row)
    assert (real.status_code, none.status_code) == (404, 404)
    assert abs(len(real.content) - len(none.content)) < 300


def _methods(row: Row, persona: str) -> list[str]:
    """All of them; HEAD of a page somebody may read is its GET, so one reader stands for all."""
    readers = [each for each in PERSONAS if row.get in row.expected(each, "GET")]
    repeated = persona in readers[1:]
    return [method for method in METHODS if not (method == "HEAD" and repeated)]


def _other(code: str) -> str:
    """A code of the same shape that leads nowhere."""
    if len(code) == 36 and code.count("-") == 4:
        return "00000000-0000-4000-8000-000000000000"
    return code if code.islower() and len(code) < 9 else "".join(reversed(code))
