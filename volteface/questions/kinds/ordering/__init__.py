"""Items are put into their order."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from hashlib import sha256
from itertools import combinations
from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.questions.rules.asked import Asked, stem_alone
from volteface.questions.rules.drafts import AnswerRow, empty_rows, option_of, row_of
from volteface.questions.rules.edits import key_of_places
from volteface.questions.rules.marks import (
    FULL,
    NOTHING,
    Form,
    Mark,
    Part,
    decode_list,
    encode,
    first_text,
    mark_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.questions.rules.content import Content, Option

label = N_("Order")
position = 8
judged = True
votable = False
shuffles = False
# A number handed out in the right order would be the key.
ids = "scattered"
wording = "markdown"
first_rows = empty_rows(4)
stem = stem_alone
key = key_of_places

MOST = 20
NO_ORDER = N_("Give every item a place first, each another one.")


def check(content: Content) -> list[str]:
    """Two different items at least."""
    problems = []
    texts = [" ".join(option.text.split()) for option in content.options]
    if len(texts) < 2:  # noqa: PLR2004 - one item has no order
        problems.append(N_("Give at least two items."))
    if len(texts) > MOST:
        problems.append(N_("Keep 20 items at most."))
    if any(not text for text in texts):
        problems.append(N_("Write something in every item, or leave it out."))
    if len(set(texts)) < len(texts):
        problems.append(N_("Two items say the same."))
    return problems


def parse(form: Form, content: Content) -> str | None:
    """The items by the places given to them; of two with one place only the first is taken."""
    places: dict[int, str] = {}
    for option in content.options:
        typed = first_text(form, f"order-{option.id}", longest=3)
        if typed.isdecimal():
            places.setdefault(int(typed), option.id)
    return encode("order", [places[place] for place in sorted(places)]) if places else None


def unreadable(answer: str, content: Content) -> str:
    """Half an order is none."""
    return "" if len(_given(content, answer)) == len(content.options) else NO_ORDER


def grade(content: Content, answer: str) -> Mark:
    """How many more pairs of items stand the right way round than the wrong one.

    The difference, as a share of all pairs, is Kendall's tau: a random order earns nothing on
    average, and never less than nothing. Items that would have to move give their belief away.
    """
    order = _given(content, answer)
    if len(order) != len(content.options) or not order:
        return NOTHING
    pairs = list(combinations(order, 2))
    agreeing = sum(first < second for first, second in pairs)
    fraction = max(0.0, 2 * agreeing / len(pairs) - 1) if pairs else 1.0
    resting = _resting(order)
    moved = [each for index, each in enumerate(content.options) if index not in resting]
    return mark_of(moved, fraction=fraction, correct=fraction >= FULL)


def parts(content: Content, answer: str) -> tuple[Part, ...]:
    """The items as they were put, and whether each could stay while the others move."""
    order = _given(content, answer)
    resting = _resting(order)
    return tuple(
        Part(content.options[place].id, content.options[place].text, place in resting)
        for place in order
    )


def shown(content: Content, answer: str) -> str:
    """The items as they were put."""
    return " → ".join(content.options[place].text for place in _given(content, answer))


def right(content: Content, answer: str) -> tuple[str, ...]:  # noqa: ARG001 - the face all kinds share
    """The items in their order."""
    return (" → ".join(option.text for option in content.options),)


def ask(content: Content, *, seed: str) -> Asked:
    """The items in an order of this learner's, which is never the right one."""
    shuffled = sorted(
        content.options, key=lambda option: sha256(f"{seed}:{option.id}".encode()).digest()
    )
    if shuffled == list(content.options):
        shuffled = [*shuffled[1:], *shuffled[:1]]
    return Asked(stem=content.stem, options=tuple((option.id, option.text) for option in shuffled))


def read_form(stem: str, rows: Sequence[AnswerRow]) -> tuple[str, tuple[Option, ...]]:
    """The items by the places their author typed, or else in the order of the rows."""
    written = [row for row in rows if row.text.strip()]
    sorted_rows = sorted(written, key=lambda row: _place(row.match, row.number))
    bare = (replace(row, match="", right=True, fraction="") for row in sorted_rows)
    return stem, tuple(option_of(row, index) for index, row in enumerate(bare, 1))


def fill_form(content: Content) -> tuple[str, tuple[AnswerRow, ...]]:
    """A row for every item, with its place."""
    rows = (row_of(each, index) for index, each in enumerate(content.options, 1))
    return content.stem, tuple(replace(row, match=str(row.number)) for row in rows)


def _place(typed: str, usual: int) -> float:
    try:
        return float(typed.replace(",", "."))
    except ValueError:
        return float(usual)


def _given(content: Content, answer: str) -> list[int]:
    """Where each item that was put belongs, in the order it was put."""
    places = {option.id: place for place, option in enumerate(content.options)}
    named = dict.fromkeys(each for each in decode_list(answer, "order") if isinstance(each, str))
    return [places[each] for each in named if each in places]


def _resting(order: Sequence[int]) -> set[int]:
    """The largest set of items that already stand in order among themselves."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    tails: list[int] = []
    for place in order:
        at = bisect_left(tails, place)
        tails[at : at + 1] = [place]
        ends[at : at + 1] = [place]
        before[place] = ends[at - 1] if at else None
    resting = set()
    last = ends[-1] if ends else None
    while last is not None:
        resting.add(last)
        last = before[last]
    return resting
