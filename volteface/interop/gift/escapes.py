"""GIFT's backslashes: signs that stand for themselves are hidden while the signs are looked for."""

from __future__ import annotations

import re

# Private characters stand in for escaped signs; the file's own ones are taken out first.
_SIGNS = "\\~=#{}:>%[]"
_FIRST = 0xE000
_PRIVATE = re.compile(r"[\ue000-\ue0ff\x00]")
_ESCAPE = re.compile(r"\\([\\~=#{}:n])")
_HIDDEN = {sign: chr(_FIRST + number) for number, sign in enumerate(_SIGNS)}
_NEW_LINE = chr(_FIRST + len(_SIGNS))
_SHOWN = {ord(hidden): sign for sign, hidden in _HIDDEN.items()} | {ord(_NEW_LINE): "\n"}


def hidden(text: str) -> str:
    r"""``text`` in which ``\=`` and its like are single signs that mean nothing yet."""
    return _ESCAPE.sub(_hide, _PRIVATE.sub("\ufffd", text))


def shown(text: str) -> str:
    r"""The text people read: the hidden signs are themselves again, ``\n`` ends a line."""
    return text.translate(_SHOWN)


def _hide(match: re.Match[str]) -> str:
    return _NEW_LINE if match[1] == "n" else _HIDDEN[match[1]]
