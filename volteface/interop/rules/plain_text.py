"""Plain words made safe to stand in Markdown: what looks like a sign of it stays what it was."""

from __future__ import annotations

import re

# Formulas as other platforms write them: \( … \), \[ … \] and $$ … $$.
_FORMULA = re.compile(
    r"\\\((?P<inline>.{1,1000}?)\\\)|\\\[(?P<block>.{1,2000}?)\\\]|\$\$(?P<dollars>.{1,2000}?)\$\$",
    re.DOTALL,
)
_BACKSLASH = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_ALWAYS = re.compile(r"([*`$]|<(?=[a-zA-Z/!?]))")
# One or two underscores may mean emphasis, save within a word; longer runs are gaps to fill in.
_UNDERSCORE = re.compile(r"(?<![_\\])(?<![^\W_])_{1,2}(?!_)|(?<![_\\])_{1,2}(?![_\w])")
_BRACKET = re.compile(r"\](?=[(\[])")
_ENTITY = re.compile(r"&(?=#?\w{1,32};)")
_LINE_START = re.compile(
    r"^([ \t]*)(#{1,6}(?=\s|$)|[-+>](?=\s|$)|(?<=\n)=+\s*$|-{2,}\s*$|~{3,}|:{3,}|\|)", re.MULTILINE
)
_NUMBERED = re.compile(r"^([ \t]*\d{1,9})([.)])(?=\s|$)", re.MULTILINE)
_QUESTION_PLACE = re.compile(r"\{\{")
_GAP = re.compile(r"^_{3,}\s*$", re.MULTILINE)


def escaped(text: str) -> str:
    """Markdown that shows exactly these words; formulas are kept as formulas."""
    parts: list[str] = []
    position = 0
    for match in _FORMULA.finditer(text):
        parts.append(_escape(text[position : match.start()]))
        parts.append(_formula(match))
        position = match.end()
    parts.append(_escape(text[position:]))
    return "".join(parts)


def _formula(match: re.Match[str]) -> str:
    if match["inline"] is not None:
        return f"${match['inline'].strip()}$"
    body = match["block"] if match["block"] is not None else match["dollars"]
    return f"$${body.strip()}$$"


def _escape(text: str) -> str:
    text = _BACKSLASH.sub(r"\\\\", text)
    text = _ALWAYS.sub(r"\\\1", text)
    text = _GAP.sub(r"\\\g<0>", text)
    text = _UNDERSCORE.sub(lambda match: "\\_" * len(match[0]), text)
    text = _BRACKET.sub(r"\\]", text)
    text = _ENTITY.sub(r"\\&", text)
    text = _QUESTION_PLACE.sub(r"\\{{", text)
    text = _NUMBERED.sub(r"\1\\\2", text)
    return _LINE_START.sub(r"\1\\\2", text)
