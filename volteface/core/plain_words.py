"""Words that must stay words: signs of Markdown among them are written so that they show."""

from __future__ import annotations

import re

_ALWAYS = re.compile(r"([*`]|<(?=[a-zA-Z/!?])|~(?=~)|(?<=~)~|\[(?=[^\]]*\](?:[(\[:]|$))|!$|~$)")
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_BRACKET = re.compile(r"\](?=[(\[:]|$)")
_ENTITY = re.compile(r"&(?=#?\w{1,32};)")
# As the renderer reads it: no space inside the signs, no digit beside them.
_FORMULA = re.compile(r"(?<![\d\\$])\$(?![\s$])([^$\n]{1,500}?)(?<![\s\\])\$(?![\d$])")
_QUESTION_PLACE = re.compile(r"\{\{")
_LINE_START = re.compile(
    r"^([ \t]*)(#{1,6}(?=\s|$)|[-+](?=\s|$)|>|=+\s*$|-[-\s]*$|:{3,}|\||:?-[-:| ]*$)"
)
_NUMBERED = re.compile(r"^([ \t]*\d{1,9})([.)])(?=\s|$)")


def escaped(text: str) -> str:
    """Markdown that shows exactly these words, wherever in a line; formulas stay formulas."""
    parts: list[str] = []
    position = 0
    for match in _FORMULA.finditer(text):
        parts.append(_escape(text[position : match.start()]))
        parts.append(match[0])
        position = match.end()
    parts.append(_escape(text[position:]))
    return "".join(parts)


def safe_lines(line: str) -> str:
    """A finished line of a paragraph that begins no list, heading, quote or block."""
    line = _NUMBERED.sub(r"\1\\\2", line)
    return _LINE_START.sub(r"\1\\\2", line)


def _escape(text: str) -> str:
    text = text.replace("\\", "\\\\")
    text = _ALWAYS.sub(r"\\\1", text)
    text = _UNDERSCORE.sub(r"\\_", text)
    text = _BRACKET.sub(r"\\]", text)
    text = _ENTITY.sub(r"\\&", text)
    text = text.replace("$", "\\$")
    return _QUESTION_PLACE.sub(r"\\{{", text)
