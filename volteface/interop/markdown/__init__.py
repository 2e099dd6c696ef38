"""The module file: one Markdown file that holds a whole module and that people can type."""

from __future__ import annotations

from volteface.interop.markdown.reading import parse
from volteface.interop.markdown.writing import write

__all__ = ["parse", "write"]
