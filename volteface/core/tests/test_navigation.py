"""One place is current, and a browser that is told no icon finds one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib.auth import get_user_model
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.test import Client

from volteface.core import navigation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from volteface.core.navigation import Entry

PLACES = ("web:home", "messaging:inbox", "messaging:mail_settings", "messaging:preferences")


@pytest.fixture
def _few_places(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    entries: dict[str, Entry] = {}
    monkeypatch.setattr(navigation, "_entries", entries)
    for position, name in enumerate(PLACES):
        navigation.register(
            navigation.Entry(
                label=name,
                icon="mail",
                url_name=name,
                position=position,
                shown=lambda _request: True,
                section="account" if name == "messaging:preferences" else "main",
            )
        )
    yield
    # What was worked out from these few is not what the next test's pages show.
    navigation._in_section.cache_clear()
    navigation._nearest.cache_clear()


@pytest.mark.usefixtures("_few_places")
@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", ["web:home"]),
        ("/messages/", ["messaging:inbox"]),
        ("/messages/123/", ["messaging:inbox"]),
        ("/messages/mail/", ["messaging:mail_settings"]),
        ("/messages/preferences/", ["messaging:preferences"]),
        ("/c/abc/", []),
    ],
)
def test_only_the_longest_address_above_the_page_is_current(path: str, current: list[str]) -> None:
    request = HttpRequest()
    request.path = path
    request.user = get_user_model()()
    items = [
        item for section in ("main", "account") for item in navigation.items_for(request, section)
    ]
    assert [str(item.label) for item in items if item.current] == current


def test_a_page_that_names_no_icon_gets_the_icon_without_signing_in() -> None:
    answer = Client().get("/favicon.ico")
    assert answer.status_code == 301
    assert finders.find(answer["Location"].removeprefix("/static/"))
    assert answer["Cache-Control"] == "public, max-age=86400"


def test_the_icon_is_only_read() -> None:
    assert Client().post("/favicon.ico").status_code == 405
