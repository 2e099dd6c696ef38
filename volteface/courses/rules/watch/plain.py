"""Words out of Markdown, quickly and well enough for counting."""

from __future__ import annotations

import re

_FENCES = re.compile(r"^(```+|~~~+).*?^\1[`~]*\s*$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`[^`\n]*`")
_FORMULAS = re.compile(r"\$\$.*?\$\$|\$[^$\n]+\$", re.DOTALL)
_IMAGES = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINKS = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_TAGS = re.compile(r"<[^>]{1,200}>")
_TABLE_LINES = re.compile(r"^\s*\|?[\s:|-]{3,}\|?\s*$", re.MULTILINE)
_SIGNS = re.compile(r"[*_#>|]+|^\s*(?:[-+]|\d+[.)])\s+", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ENDS = re.compile(r"[.!?…]+(?=\s|$)|\n\s*\n|:\s*\n")


def without_code(markdown: str) -> str:
    """The text without code, in which signs mean themselves."""
    return _CODE.sub(" ", _FENCES.sub(" ", markdown))


def plain(markdown: str) -> str:
    """The running words of a text: no code, formulas, pictures, addresses or signs."""
    text = _FORMULAS.sub(" ", without_code(markdown))
    text = _LINKS.sub(r"\1", _IMAGES.sub(" ", text))
    return _SIGNS.sub(" ", _TABLE_LINES.sub("\n", _TAGS.sub(" ", text)))


def words(text: str) -> list[str]:
    """The words of a plain text."""
    return _WORD.findall(text)


def sentences(text: str) -> int:
    """How many sentences a plain text has; a heading or a list's item without a stop counts too."""
    return sum(1 for part in _ENDS.split(text) if _WORD.search(part)) or 1
