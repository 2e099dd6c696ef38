"""The forms of a test on paper: what stands where, alike whenever it is printed again.

See docs/algorithms/papers.md. Nothing here is chance: a seed and a letter give the same paper.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

FORMS = "ABCD"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# Told apart across a hall, in any colour.
SHAPES = {"A": "circle", "B": "triangle", "C": "square", "D": "diamond"}
# How somebody types a box with nothing in it.
_EMPTY = frozenset("-–_.")
# For the right answer at the first, second and third try; later ones give nothing.
POINTS = (4, 2, 1)


def forms_of(count: int) -> tuple[str, ...]:
    """The letters of so many forms."""
    return tuple(FORMS[: max(1, min(count, len(FORMS)))])


def order_in(form: str, codes: Sequence[str], *, seed: str) -> list[str]:
    """The questions of a form: the first keeps the teacher's order, the others have their own."""
    if form == FORMS[0]:
        return list(codes)
    return sorted(codes, key=lambda code: _digest(seed, form, code))


def turned[Item](options: Sequence[Item], form: str) -> list[Item]:
    """One shuffled row of options as a form has it: each form begins one further on.

    So with as many options as forms no letter is right twice for the same question.
    """
    if not options:
        return []
    start = FORMS.index(form) % len(options)
    return [*options[start:], *options[:start]]


def form_of_team(number: int, forms: Sequence[str]) -> str:
    """Teams take the forms in turn, so that neighbours have different ones."""
    return forms[(number - 1) % len(forms)]


def columns_of(count: int, *, team: int, seed: str) -> list[int]:
    """In which order the letters of one question (0, 1, …) stand on a team's fold sheet.

    From each team to the next all letters move by a step nobody can guess and that is never
    nought: no letter stands under the same spot on two neighbouring sheets.
    """
    base = sorted(range(count), key=lambda place: _digest(seed, "base", str(place)))
    if count < 2:  # noqa: PLR2004 - one letter has one place
        return base
    moved = sum(
        1 + int.from_bytes(_digest(seed, "step", str(each))[:4]) % (count - 1)
        for each in range(1, team + 1)
    )
    start = moved % count
    return [*base[start:], *base[:start]]


def read_boxes(text: str, count: int) -> list[str] | None:
    """What stands in each of a question's boxes, ``CD-B`` or ``3 1 2``; nothing for another count.

    A box left empty is a dash, and reads as an empty sign.
    """
    apart = text.replace(",", " ").split()
    signs = apart if len(apart) > 1 else list("".join(apart))
    if len(signs) != count:
        return None
    return ["" if sign in _EMPTY else sign.upper() for sign in signs]


def write_boxes(signs: Sequence[str]) -> str:
    """The same as one types it."""
    shown = [sign or "-" for sign in signs]
    return ("" if all(len(sign) == 1 for sign in shown) else " ").join(shown)


def points(uncovered: Collection[str], right: Collection[str]) -> int:
    """What a team earns: 4 for one letter uncovered, 2 for two, 1 for three, the right one last."""
    if not set(uncovered) & set(right):
        return 0
    return POINTS[len(uncovered) - 1] if len(uncovered) <= len(POINTS) else 0


def at_first_try(uncovered: Collection[str], right: Collection[str]) -> bool:
    """Whether the first letter a team uncovered was right: it then uncovers no other."""
    return len(uncovered) == 1 and bool(set(uncovered) & set(right))


def most_points(questions: int) -> int:
    """What a team can earn at most."""
    return POINTS[0] * questions


def _digest(*words: str) -> bytes:
    return sha256(":".join(words).encode()).digest()
