"""Printable games, one folder each; ``get`` and ``names`` find them."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType


def names() -> tuple[str, ...]:
    """Every game's folder name, sorted."""
    return tuple(sorted(found.name for found in iter_modules(__path__) if found.ispkg))


def get(name: str) -> ModuleType:
    """The game's package; raises ``KeyError`` for a name that is not a folder here."""
    if name not in names():
        raise KeyError(name)
    return import_module(f"{__name__}.{name}")
