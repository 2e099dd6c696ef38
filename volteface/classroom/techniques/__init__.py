"""The library of techniques, one folder each; ``get``, ``names`` and ``all_sheets`` find them."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from volteface.classroom.rules.talk import Talk

    from .sheet import Sheet


@cache
def names() -> tuple[str, ...]:
    """Every technique's folder name, sorted."""
    return tuple(sorted(found.name for found in iter_modules(__path__) if found.ispkg))


def get(name: str) -> Sheet:
    """The technique's sheet; raises ``KeyError`` for a name that is not a folder here."""
    if name not in names():
        raise KeyError(name)
    sheet: Sheet = import_module(f"{__name__}.{name}").SHEET
    return sheet


def all_sheets() -> list[Sheet]:
    """Every technique's sheet, in the order of their names."""
    return [get(name) for name in names()]


@cache
def talks() -> dict[str, Talk]:
    """How much of each technique is talk."""
    return {sheet.name: sheet.talk for sheet in all_sheets()}
