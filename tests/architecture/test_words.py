"""C26: every word a person reads can be translated."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests import catalogues
from tests.architecture.ladder import PACKAGE

if TYPE_CHECKING:
    from pathlib import Path

TEMPLATES = sorted(
    path for path in PACKAGE.rglob("jinja2/**/*.html") if path.name != "showcase.html"
)

_HIDDEN = re.compile(
    r"{#.*?#}|{%-?\s*block body_class.*?endblock\s*-?%}"
    r"|{%-?\s*trans\b.*?{%-?\s*endtrans\s*-?%}|{%.*?%}|{{.*?}}"
    r"|<(?:svg|script|style|code|cite)\b.*?</(?:svg|script|style|code|cite)>"
    r"|<!--.*?-->|&\w+;",
    re.DOTALL,
)
_TAG = re.compile(r"<[^>]*>", re.DOTALL)
_ATTRIBUTE = re.compile(
    r"""\s(?:alt|title|placeholder|aria-label)=["']([^"'{}]*[A-Za-z]{3,}[^"'{}]*)["']"""
)
_WORD = re.compile(r"[A-Za-z]{3,}")
# Names and units that are the same in every language.
_NAMES = {
    "Volteface",
    "volteface",
    "min",
    "https",
    "http",
    "PDF",
    "CSV",
    "XLSX",
    "vol",
    "ace",
    "volte",
}


def _bare_words(path: Path) -> list[str]:
    text = path.read_text("utf-8")
    attributes = _ATTRIBUTE.findall(_HIDDEN.sub(" ", text))
    visible = _TAG.sub(" ", _HIDDEN.sub(" ", text))
    words = _WORD.findall(visible) + _WORD.findall(" ".join(attributes))
    return [word for word in words if word not in _NAMES]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_c26_a_template_holds_no_bare_words(path: Path) -> None:
    if path.name == "styleguide.html":
        pytest.skip("the styleguide shows sample words")
    assert _bare_words(path) == []


def _held(language: str) -> set[str]:
    return {str(message.id) for message in catalogues.read(language) if message.id}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_c26_the_catalogues_hold_every_extracted_sentence(language: str) -> None:
    """``make words`` was run: what the template names, each catalogue names too."""
    assert _held("") ^ _held(language) == set()


def _translated() -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Each French entry: its English forms and its French ones."""
    return [
        (catalogues.forms(message.id), catalogues.forms(message.string))
        for message in catalogues.read("fr")
        if message.id
    ]


def test_c26_french_is_complete() -> None:
    assert [english for english, french in _translated() if not all(french)] == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_c26_no_sentence_waits_to_be_looked_at(language: str) -> None:
    """What is marked as doubtful, as a sentence that becomes a plural is, is not compiled."""
    assert [message.id for message in catalogues.read(language) if message.fuzzy] == []


def test_c26_a_translation_keeps_the_values_and_tags_of_its_sentence() -> None:
    """The singular may say “one” in a word where the plural counts, and the other way round."""
    wrong = []
    for english, french in _translated():
        wanted = [sorted(catalogues.FIXED.findall(form)) for form in english]
        wrong += [
            (english, form)
            for form in french
            if sorted(catalogues.FIXED.findall(form)) not in wanted
        ]
    assert wrong == []


def test_c26_french_has_its_own_spaces_and_apostrophes() -> None:
    """A thin no-break space before : ; ? % and within quotes; a curved apostrophe."""
    plain = re.compile(r"[ \u00a0](?:[:;?!](?![:\w])|%%|»)|« |'|[\wé]\?(?:\s|$)")
    assert [
        form for _english, french in _translated() for form in french if plain.search(form)
    ] == []
