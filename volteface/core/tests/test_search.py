"""Words are found without their accents, titles before texts, and marked where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import RequestFactory

from volteface.core import clock, markup, search
from volteface.core.folding import folded
from volteface.core.search import Found, find, remembered
from volteface.core.tree import tree_of, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from volteface.core.search import Matches


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Élégante ÉTUDE", "elegante etude"),
        ("Œuvre, cœur", "oeuvre, coeur"),
        ("Straße", "strasse"),
        ("l’espacement", "l'espacement"),
        ("plain Words", "plain words"),
    ],
)
def test_words_are_compared_without_accents_and_capitals(text: str, plain: str) -> None:
    assert folded(text) == plain


@pytest.fixture
def sources(monkeypatch: pytest.MonkeyPatch) -> list[Found]:
    things: list[Found] = []

    def source(_request: object, matches: Matches, _at: object) -> Iterable[Found]:
        return [each for each in things if matches(folded(f"{each.title} {each.text}"))]

    monkeypatch.setattr(search, "_sources", {"things": source})
    return things


def _found(words: str) -> list[str]:
    hits = find(RequestFactory().get("/"), words, at=clock.now())
    return [f"{hit.title_html}|{hit.excerpt_html}" for hit in hits]


def test_every_word_counts_and_titles_come_first(sources: list[Found]) -> None:
    sources += [
        Found(kind="a", icon="x", title="Other", url="/1", text="Mémoire et espacement"),
        Found(kind="a", icon="x", title="La mémoire", url="/2", text="espacement"),
        Found(kind="a", icon="x", title="Mémoire", url="/3"),
    ]
    assert _found("memoire espacement") == [
        "La <mark>mémoire</mark>|<mark>espacement</mark>",
        "Other|<mark>Mémoire</mark> et <mark>espacement</mark>",
    ]
    assert _found("   ") == []
    assert _found("nowhere") == []


def test_what_was_written_never_becomes_markup(sources: list[Found]) -> None:
    sources.append(Found(kind="a", icon="x", title="<b>bold</b>", url="/1", text="<i>gap"))
    assert _found("bold") == ["<mark>&lt;b&gt;bold&lt;/b&gt;</mark>|&lt;i&gt;gap"]


def test_a_text_is_read_once() -> None:
    asked: list[str] = []

    def words(name: str) -> str:
        asked.append(name)
        return name

    assert remembered(("test", 1), words, "Été").folded == "ete"
    assert remembered(("test", 1), words, "Été").words == "Été"
    assert asked == ["Été"]


@pytest.mark.parametrize(
    "markdown",
    [
        "Two *words* and a [link](https://example.org/?a=1&b=2).\n\nNext `a < b` & more.",
        '![a "b" > c](/media/x.png "d > e")\n\n| h |\n|---|\n| 1 < 2 |',
        "Formulas $x_1^2 < y$ and \n\n$$\\frac{a}{b}$$\n\n```html\n<b title='>'>code</b>\n```",
        "<script>alert(1)</script> <b>bo</b>ld &amp;lt; &eacute;",
    ],
)
def test_words_are_those_of_the_tree(markdown: str) -> None:
    html = str(markup.html(markdown))
    assert words_of(html) == tree_of(html).text
