"""Levels given by criteria, as they are stored and posted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LEVEL = re.compile(r"(?P<id>[A-Za-z0-9_-]{1,40})=(?P<points>[0-9]{1,3}(?:\.[0-9]{1,2})?)")


def written(levels: Mapping[str, float]) -> str:
    """The stored form: ``o1=2,o2=0.5``."""
    return ",".join(f"{key}={points:g}" for key, points in levels.items())


def read(stored: str) -> dict[str, float]:
    """The levels that a stored text names."""
    return chosen(stored.split(",")) if stored else {}


def chosen(posted: Iterable[str]) -> dict[str, float]:
    """The levels that fields such as ``o1=2`` name; what is none is left out."""
    found = (_LEVEL.fullmatch(each) for each in posted)
    return {each["id"]: float(each["points"]) for each in found if each is not None}
