"""Finding a marked passage again in a text that may have been edited since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Words kept from either side of a passage, to tell it from the same words elsewhere.
AROUND = 60
LONGEST_QUOTE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A piece of a step's text: its words, those around it, and the paragraph it was in."""

    quote: str
    prefix: str = ""
    suffix: str = ""
    block: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a passage is now: a paragraph, and characters in it."""

    block: int
    start: int
    end: int


def squeezed(text: str) -> str:
    """The text with every run of white space as one space: as both sides count characters."""
    return " ".join(text.split())


def spot_of(passage: Passage, blocks: Sequence[str]) -> Spot | None:
    """Where the passage stands in ``blocks`` (squeezed texts); nothing once its words are gone.

    Among several the one with most of the same words around it wins, then the paragraph it was
    in. A passage without words is the paragraph itself, as long as there is one of that number.
    """
    if not passage.quote:
        block = passage.block
        if block is None or block >= len(blocks):
            return None
        return Spot(block=block, start=0, end=len(blocks[block]))
    places = list(_places(passage.quote, blocks))
    if not places:
        return None
    return max(places, key=lambda spot: _likeness(passage, spot, blocks))


def _places(quote: str, blocks: Sequence[str]) -> Iterator[Spot]:
    for number, text in enumerate(blocks):
        start = text.find(quote)
        while start >= 0:
            yield Spot(block=number, start=start, end=start + len(quote))
            start = text.find(quote, start + 1)


def _likeness(passage: Passage, spot: Spot, blocks: Sequence[str]) -> tuple[int, int, int]:
    text = blocks[spot.block]
    before = _common(passage.prefix[::-1], text[: spot.start][::-1])
    after = _common(passage.suffix, text[spot.end :])
    far = abs(spot.block - passage.block) if passage.block is not None else 0
    return before + after, -far, -spot.start


def _common(one: str, other: str) -> int:
    """How many characters both begin with."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
