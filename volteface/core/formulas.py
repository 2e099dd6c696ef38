"""Formulas typed in LaTeX, as MathML; too long or too slow ones stay as they were typed."""

from __future__ import annotations

import sys
import time
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from latex2mathml.converter import convert

if TYPE_CHECKING:
    from types import FrameType

LONGEST = 2_000
SECONDS = 0.1


@lru_cache(maxsize=2048)
def mathml(source: str, *, block: bool) -> str:
    """The formula as MathML, else its source in a ``code``; not yet sanitised."""
    text = source.strip()
    fallback = f'<code class="formula-source">{escape(text)}</code>'
    if len(text.encode()) > LONGEST:
        return fallback
    try:
        with _Deadline(SECONDS):
            return convert(text, display="block" if block else "inline")
    except Exception:  # noqa: BLE001 - the parser raises anything for wrong input; the source is shown
        return fallback


class _TooSlow(Exception):
    """The formula took longer than a page may wait."""


class _Deadline:
    """Interrupts pure Python in this thread at its next call after ``seconds``."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def __enter__(self) -> None:
        end = time.perf_counter() + self._seconds

        def check(_frame: FrameType, _event: str, _argument: object) -> None:
            if time.perf_counter() > end:
                sys.setprofile(None)
                raise _TooSlow

        self._before = sys.getprofile()
        sys.setprofile(check)

    def __exit__(self, *_: object) -> None:
        sys.setprofile(self._before)
