"""What the why-we-flip page computes: minutes at home, minutes face to face, counts at home."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

LONGEST_TEXT = 2_000
LONGEST_NOTE = 300
LONGEST_QUOTE = 1_000
# Why people stopped is told from this many on.
FEWEST_REASONS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in a module a question was asked: a step, a passage of it, a second of its film."""

    step_key: str = ""
    quote: str = ""
    block: int | None = None
    second: int | None = None


# About the scheme as a whole.
NOWHERE = Place()


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What a cohort's cycles ask for, all together."""

    cycles: int
    preparation: int
    face_to_face: int
    reserved: int

    @property
    def has_room(self) -> bool:
        """Whether the reserved time holds the preparation."""
        return self.reserved >= self.preparation > 0


def load_of(cycles: Iterable[tuple[int, int, int]]) -> Load:
    """The sum of (preparation, meeting, reserved) minutes, cycle by cycle."""
    rows = list(cycles)
    return Load(
        cycles=len(rows),
        preparation=sum(row[0] for row in rows),
        face_to_face=sum(row[1] for row in rows),
        reserved=sum(row[2] for row in rows),
    )


def minutes_between(starts_at: dt.datetime, ends_at: dt.datetime) -> int:
    """Whole minutes from one moment to the other."""
    return round((ends_at - starts_at).total_seconds() / 60)


def trimmed(text: str) -> str:
    """The text without what nobody sees at its ends and at the ends of its lines."""
    return "\n".join(line.rstrip() for line in text.strip().split("\n"))


def surplus(text: str, *, longest: int = LONGEST_TEXT) -> int:
    """How many characters of the trimmed text are too many."""
    return max(0, len(trimmed(text)) - longest)


def tidy(text: str, *, longest: int = LONGEST_TEXT) -> str:
    """The text as it is kept, or nothing when it is empty or too long."""
    return "" if surplus(text, longest=longest) else trimmed(text)


def reasons_told(reasons: Sequence[str]) -> list[tuple[str, int]]:
    """How often each reason was given, the most frequent first; nothing below five in all."""
    if len(reasons) < FEWEST_REASONS:
        return []
    return sorted(Counter(reasons).items(), key=lambda item: (-item[1], item[0]))
