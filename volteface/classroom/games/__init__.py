"""Printable games, one folder each; ``get`` and ``names`` find them."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from .game import Game

_NO_PARTS = b"#let faces = (:)\n#let sheets = (:)\n#let picture = none\n"


def names() -> tuple[str, ...]:
    """Every game's folder name, sorted; a folder is a game once it has its words."""
    root = Path(__path__[0])
    return tuple(
        sorted(
            found.name
            for found in iter_modules(__path__)
            if found.ispkg and (root / found.name / "words.py").is_file()
        )
    )


def get(name: str) -> Game:
    """The game's package; raises ``KeyError`` for a name that is not a folder here."""
    if name not in names():
        raise KeyError(name)
    return cast("Game", import_module(f"{__name__}.{name}"))


def parts_of(name: str) -> bytes:
    """The game's own drawings for the typesetter."""
    path = Path(__path__[0]) / name / "parts.typ"
    return path.read_bytes() if name in names() and path.is_file() else _NO_PARTS
