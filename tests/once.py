"""What all tests of a module begin with, made once: each gets the rows and a copy of its own."""

from __future__ import annotations

import sys
from contextlib import contextmanager, nullcontext
from copy import deepcopy
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import pytest
import time_machine
from django.core.cache import cache
from django.test import TestCase

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from pytest_django.plugin import DjangoDbBlocker

_memories: list[Any] = []


class _Rows(TestCase):
    databases = frozenset({"default"})


@contextmanager
def rows_of_a_module(blocker: DjangoDbBlocker) -> Iterator[None]:
    """Rows made inside stay until the last test of the module; each undoes only its own."""
    with blocker.unblock():
        around = _Rows._enter_atomics()
    try:
        yield
    finally:
        with blocker.unblock():
            _Rows._rollback_atomics(around)


def once(build: Callable[[], object], *, at: dt.datetime | None = None) -> Any:
    """A fixture of a module: what ``build`` makes, at the moment ``at`` if one is named.

    The fixture that tests ask for hands out a ``copy_of`` it, and depends on ``db``.
    """

    @pytest.fixture(scope="module")
    def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[object]:
        with rows_of_a_module(django_db_blocker):
            moment = nullcontext() if at is None else time_machine.travel(at, tick=False)
            with moment, django_db_blocker.unblock():
                world = build()
            yield world

    return made


def copy_of[World](made: World) -> World:
    """What was made, as if just now: what an earlier test did to it, or read of it, is forgotten.

    Its codes and numbers are the same in each test, so nothing that a process remembers by them
    may outlast one.
    """
    cache.clear()
    return deepcopy(made)


def forget() -> None:
    """Empty what this process remembers: the rows it tells of are gone with their test."""
    for memory in _memories:
        memory.clear()


def note_memories() -> None:
    """Find what processes remember by code: whatever is empty before the first test."""
    _memories[:] = [
        memory
        for name, module in list(sys.modules.items())
        # Phrases are remembered by language.
        if name.startswith("volteface.") and ".tests" not in name and "phrases" not in name
        for kept in list(vars(module).values())
        for memory in (kept, *_memories_of(kept))
        if isinstance(memory, (dict, WeakKeyDictionary)) and not memory
    ]


def _memories_of(kept: object) -> list[object]:
    """Those of an object that a module keeps; prepared queries know no rows."""
    if not type(kept).__module__.startswith("volteface.") or not hasattr(kept, "__dict__"):
        return []
    return [value for name, value in vars(kept).items() if name != "_compiled"]
