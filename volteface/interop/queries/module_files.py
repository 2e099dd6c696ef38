"""The exchange format for callers that bring their own module files (the demo)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.interop.errors import FileIsRefused
from volteface.interop.markdown import parse

if TYPE_CHECKING:
    from volteface.courses.queries.document import ModuleDocument


def whole_module(text: str, *, name: str) -> ModuleDocument:
    """The module a file says; raises ``FileIsRefused`` naming the first thing it cannot read."""
    document, problems = parse(text)
    if problems:
        raise FileIsRefused(f"{name}, {problems[0].where}: {problems[0].why}")
    return document
