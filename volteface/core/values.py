"""Values that are made by the thousand: nobody changes them, and the type checker sees to it.

A frozen dataclass sets each field through a call of its own: eighteen fields take ten times as
long as in a plain one. For what every answer and every card of a page makes, the promise is kept
by mypy alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, dataclass_transform

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass_transform(kw_only_default=True, frozen_default=True)
def quick_value[Made](made: type[Made]) -> type[Made]:
    """A frozen dataclass with slots and keywords, which is not hindered at runtime."""
    build: Callable[[type[Made]], type[Made]] = dataclass(
        slots=True, kw_only=True, unsafe_hash=True
    )
    return build(made)
