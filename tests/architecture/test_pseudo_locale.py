"""C26: in a language nobody speaks, no page shows a learner or a teacher a word of English."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import translation

from tests import catalogues
from tests.cast import build_cast
from tests.security.walk import table
from volteface.core import clock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pytest_django.plugin import DjangoDbBlocker

    from tests.cast import Cast

# Pages that show files, samples or machines rather than words of ours.
APART = {"web:styleguide", "web:security_contact", "web:alive", "web:ready"}
ATTRIBUTES = {"alt", "title", "placeholder", "aria-label", "aria-description"}
SILENT = {"script", "style", "code", "template", "noscript"}
ENOUGH_WORDS = 3
ENOUGH_PAGES = 15

_BRACKETS = re.compile(r"⟦[^⟦⟧]*⟧")


class _Words(HTMLParser):
    """The words a page shows or says."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self._silent += tag in SILENT
        self.said += [value for name, value in attrs if name in ATTRIBUTES and value]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(data)


@pytest.fixture(scope="module")
def nowhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """French, replaced by the language nobody speaks."""
    folder = catalogues.write_pseudo(tmp_path_factory.mktemp("locale"), "fr")
    with override_settings(LOCALE_PATHS=[folder]):
        yield


@pytest.fixture(scope="module")
def cast(
    nowhere: None, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Cast]:
    """An institution of that language: what a plan proposes is stored in it."""
    with django_db_blocker.unblock(), transaction.atomic():
        with translation.override("fr"):
            made = build_cast(clock.now())
        yield made
        transaction.set_rollback(True)


def _sentences() -> list[str]:
    """Words of the catalogue long enough to be nobody's content."""
    return [
        words
        for message in catalogues.read("")
        if message.id
        for words in catalogues.forms(message.id)
        if len(words.split()) >= ENOUGH_WORDS and not catalogues.FIXED.search(words)
    ]


def _left_in_english(html: str, sentences: list[str]) -> list[str]:
    page = _Words()
    page.feed(html)
    text = " ".join(" ".join(page.said).split())
    inside = None
    while inside != text:
        inside, text = text, _BRACKETS.sub(" ", text)
    return [words for words in sentences if words in text]


@pytest.mark.django_db
@pytest.mark.parametrize("persona", ["learner", "teacher"])
def test_c26_a_page_in_another_language_keeps_no_english_sentence(persona: str, cast: Cast) -> None:
    client = Client()
    client.force_login(cast.subjects[persona].person)
    client.cookies["language"] = "fr"
    sentences = _sentences()
    read, left = 0, {}
    for name, row in table().items():
        if name in APART or persona not in row.seen_by or row.get != 200:
            continue
        response = client.get(reverse(name, args=cast.args(row.args)))
        if not response.headers["Content-Type"].startswith("text/html"):
            continue
        html = response.content.decode()
        assert response.status_code != 200 or "⟦" in html, name
        read += 1
        if found := _left_in_english(html, sentences):
            left[name] = found
    assert left == {}
    assert read >= ENOUGH_PAGES
