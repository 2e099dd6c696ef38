"""Files that are damaged in ways their readers did not foresee: words instead of a crash."""

from __future__ import annotations

import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING
from xml.parsers.expat import ExpatError

if TYPE_CHECKING:
    from collections.abc import Iterator

# What libraries raise, deep inside, about a part that is missing or says nonsense.
_RAISED = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    ExpatError,
    zipfile.BadZipFile,
    zlib.error,
)


class DamagedFile(Exception):
    """A library could not go on; its own words are the cause."""


@contextmanager
def damage_named(*more: type[Exception]) -> Iterator[None]:
    """Whatever a library raises about a file's content is a ``DamagedFile``."""
    raised: tuple[type[Exception], ...] = (*_RAISED, *more)
    try:
        yield
    except raised as error:
        raise DamagedFile(str(error)) from error
