"""The drawn kinds whose options look like those of a choice."""

from __future__ import annotations

from volteface.interop.markdown.kinds.drawn import read, start, write
from volteface.interop.markdown.question_parts import CHOICE

__all__ = ["PATTERN", "read", "start", "write"]

PATTERN = CHOICE
