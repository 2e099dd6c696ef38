"""Places of a step that a link can lead to: its headings, by numbers that are the same for all."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

_OPENS = re.compile(r"<(h[2-6])>")
_HEADING = re.compile(r'<(h[2-6]) id="(?P<anchor>h-\d+)">(?P<words>.*?)</\1>', re.DOTALL)
# A formula says itself twice; its source would be read as words.
_UNREAD = re.compile(r"<annotation\b.*?</annotation>|<[^>]*>", re.DOTALL)


class Heading(NamedTuple):
    """A heading in the text of a step."""

    anchor: str
    words: str


def anchored(html: str, *, after: int = 0) -> tuple[str, int]:
    """``html`` whose headings carry ids, counted on from ``after``, and the number of the last."""
    count = after

    def opened(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return f'<{match[1]} id="h-{count}">'

    return _OPENS.sub(opened, html), count


def headings(html: str) -> tuple[Heading, ...]:
    """The headings of an anchored text, in order; those without words are no place to name."""
    found = (
        Heading(match["anchor"], " ".join(unescape(_UNREAD.sub("", match["words"])).split()))
        for match in _HEADING.finditer(html)
    )
    return tuple(heading for heading in found if heading.words)
