"""What a Moodle essay's grader looks for, as the criteria of a rubric."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from volteface.questions.queries.content import Option

if TYPE_CHECKING:
    from collections.abc import Iterator

_ITEM = re.compile(r"\s*(?:[-*+]|[0-9]{1,3}[.)])\s+(?P<words>\S.*)")
# "Names recall (2 points)", "Nennt Abruf: 2 P.", "Nomme le rappel, 2 pts", "/ 3"
_POINTS = re.compile(
    r"[\s,:;–—-]*[(\[/]?\s*(?P<points>[0-9]{1,2}(?:[.,][0-9]{1,2})?)\s*(?P<unit>p[.a-zé]*)?\s*[)\]]?\s*$",
    re.IGNORECASE,
)


def criteria(markdown: str) -> Iterator[Option]:
    """A criterion for each item of a list, else for each paragraph, met or not.

    The share of each follows from its points: one, unless its words end by saying how many.
    """
    found = [_pointed(words) for words in _pieces(markdown)]
    whole = sum(points for _words, points in found) or 1.0
    for number, (words, points) in enumerate(found, 1):
        yield Option(
            id=f"o{number}",
            text=words,
            fraction=points / whole,
            # Signs, as no one knows the language of the file.
            match=f"{points:g}: +\n0: –",
        )


def _pieces(markdown: str) -> list[str]:
    items: list[str] = []
    others: list[str] = []
    for paragraph in re.split(r"\n\s*\n", markdown):
        lines = paragraph.splitlines()
        if not any(_ITEM.fullmatch(line) for line in lines):
            others.append(" ".join(paragraph.split()))
            continue
        for line in lines:
            item = _ITEM.fullmatch(line)
            if item:
                items.append(item["words"].strip())
            elif items and line[:1].isspace():
                items[-1] += f" {line.strip()}"
            else:
                others.append(line.strip())
    # A list's introduction is no criterion, unless it is all there is.
    return items or [words for words in others if words]


def _pointed(words: str) -> tuple[str, float]:
    """The words without the points they end with, and these; one where none are said."""
    said = _POINTS.search(words)
    if said is None or not (said["unit"] or said[0].strip()[:1] in "([/"):
        return words, 1.0
    points = float(said["points"].replace(",", "."))
    bare = words[: said.start()].strip()
    return (bare, points) if bare and points else (words, 1.0)
