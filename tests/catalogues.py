"""Compiled catalogues: the real ones kept fresh, and one in a language that nobody speaks."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

LOCALES = Path(__file__).resolve().parents[1] / "volteface" / "core" / "locale"

# What a translation keeps letter by letter: places for values, and tags.
FIXED = re.compile(r"%\(\w+\)[-#0 +]*(?:\.\d+)?[a-z]|%%|</?[a-z][^>]*>")

_ACCENTS = str.maketrans("aceinotuyACEINOSTUY", "àçéîñôţûýÀÇÉÎÑÔŞŢÛÝ")


def read(language: str) -> Catalog:
    """The catalogue of a language; of ``""`` the template."""
    path = LOCALES / "django.pot"
    if language:
        path = LOCALES / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as handle:
        return read_po(handle, locale=language or None)


def forms(words: object) -> tuple[str, ...]:
    """One sentence, or its singular and plural."""
    return tuple(words) if isinstance(words, (list, tuple)) else (str(words),)


def refresh() -> None:
    """Compile what is older than its source: no test reads yesterday's words."""
    for source in LOCALES.glob("*/LC_MESSAGES/django.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime <= source.stat().st_mtime:
            _write(read(source.parents[1].name), compiled)


def write_pseudo(folder: Path, language: str) -> Path:
    """A catalogue in which every sentence is longer, accented and in brackets."""
    catalogue = read(language)
    for message in catalogue:
        if message.id:
            said = tuple(pseudo(words) for words in forms(message.id))
            message.string = said if message.pluralizable else said[0]
    compiled = folder / language / "LC_MESSAGES" / "django.mo"
    compiled.parent.mkdir(parents=True)
    _write(catalogue, compiled)
    return folder


def pseudo(words: str) -> str:
    """``Learn`` becomes ``⟦Léàrñ ··⟧``: what holds values and tags stays."""
    kept = FIXED.findall(words)
    pieces = [piece.translate(_ACCENTS) for piece in FIXED.split(words)]
    text = pieces[0] + "".join(fixed + piece for fixed, piece in zip(kept, pieces[1:], strict=True))
    return f"⟦{text} {'·' * (len(words) * 2 // 5)}⟧"


def _write(catalogue: Catalog, path: Path) -> None:
    """In one move: another run may be reading."""
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as handle:
        write_mo(handle, catalogue)
    Path(handle.name).chmod(0o644)
    Path(handle.name).replace(path)
