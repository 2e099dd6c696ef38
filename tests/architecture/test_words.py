"""C26: every word a person reads can be translated."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po

from tests.architecture.ladder import PACKAGE

if TYPE_CHECKING:
    from pathlib import Path

TEMPLATES = sorted(
    path for path in PACKAGE.rglob("jinja2/**/*.html") if path.name != "showcase.html"
)
LOCALES = PACKAGE / "core" / "locale"

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


def test_c26_the_catalogues_hold_every_extracted_sentence() -> None:
    """``make words`` was run: English is complete, French has every entry, filled or begun."""
    with (LOCALES / "django.pot").open("rb") as handle:
        wanted = {str(message.id) for message in read_po(handle) if message.id}
    for language in ("en", "fr"):
        with (LOCALES / language / "LC_MESSAGES" / "django.po").open("rb") as handle:
            held = {str(message.id) for message in read_po(handle) if message.id}
        assert wanted - held == set(), language
