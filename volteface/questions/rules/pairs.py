"""What matching and categorise share: items that belong to something, chosen from a menu."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.questions.rules.drafts import AnswerRow, option_of, row_of
from volteface.questions.rules.marks import (
    FULL,
    LONGEST_STORED,
    NOTHING,
    Form,
    Mark,
    Part,
    decode_parts,
    encode,
    first_text,
    mark_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.questions.rules.content import Content, Option

LONGEST = 300


def items(content: Content) -> tuple[Option, ...]:
    """The options a learner finds the partner of; the others are partners of nothing."""
    return tuple(option for option in content.options if option.text.strip())


def partner(option: Option) -> str:
    """What the option belongs to, on one line: the value that is posted and stored."""
    return " ".join(option.match.split())


def partners(content: Content) -> tuple[str, ...]:
    """Everything that can be chosen, each once, in the order of the options."""
    found = (partner(option) for option in content.options)
    return tuple(dict.fromkeys(text for text in found if text))


def scattered(values: Sequence[str], *, seed: str) -> tuple[tuple[str, str], ...]:
    """The choices in an order that says nothing of the items'; the same for the same seed."""
    order = sorted(values, key=lambda value: sha256(f"{seed}:to:{value}".encode()).digest())
    return tuple((value, value) for value in order)


def check_pairs(content: Content) -> list[str]:
    """What every list of items with partners must have."""
    problems = []
    texts = [" ".join(option.text.split()) for option in items(content)]
    known = partners(content)
    if len(texts) < 2:  # noqa: PLR2004 - one alone has nothing to be told apart from
        problems.append(N_("Give at least two items."))
    if any(not partner(option) for option in content.options):
        problems.append(N_("Say of every item what it belongs to."))
    pairs = {(text, partner(each)) for text, each in zip(texts, items(content), strict=True)}
    if len(set(texts)) < len(pairs):
        problems.append(N_("Two items say the same, but belong to different things."))
    longest = max((len(text) for text in known), default=0)
    if longest > LONGEST or len(texts) * (longest + 20) > LONGEST_STORED:
        problems.append(N_("Shorten what the items belong to."))
    return problems


def parse_pairs(form: Form, content: Content) -> str | None:
    """The partner chosen for each item; items left open are left out."""
    known = set(partners(content))
    given = {
        option.id: first_text(form, f"part-{option.id}", longest=LONGEST)
        for option in items(content)
    }
    chosen = {name: value for name, value in given.items() if value in known}
    return encode("parts", chosen) if chosen else None


def grade_pairs(content: Content, answer: str) -> Mark:
    """The share of items with the right partner; what is wrong gives its belief away."""
    given = decode_parts(answer)
    asked = items(content)
    if not given or not asked:
        return NOTHING
    wrong = [option for option in asked if given.get(option.id) != partner(option)]
    fraction = 1 - len(wrong) / len(asked)
    return mark_of(wrong, fraction=fraction, correct=fraction >= FULL)


def parts_of_pairs(content: Content, answer: str) -> tuple[Part, ...]:
    """What was chosen for each item."""
    given = decode_parts(answer)
    return tuple(
        Part(
            option.id,
            f"{option.text} → {given.get(option.id) or '…'}",
            given.get(option.id) == partner(option),
        )
        for option in items(content)
    )


def shown_pairs(content: Content, answer: str) -> str:
    """The chosen pairs."""
    given = decode_parts(answer)
    return " · ".join(
        f"{option.text} → {given[option.id]}" for option in items(content) if option.id in given
    )


def right_pairs(content: Content, answer: str) -> tuple[str, ...]:  # noqa: ARG001 - the face all kinds share
    """Every item with its partner."""
    return tuple(f"{option.text} → {partner(option)}" for option in items(content))


def read_pairs(stem: str, rows: Sequence[AnswerRow]) -> tuple[str, tuple[Option, ...]]:
    """An option for every row; one without an item is a partner of nothing."""
    written = [row for row in rows if row.text.strip() or row.match.strip()]
    named = [_as_right(row) for row in written]
    return stem, tuple(option_of(row, index) for index, row in enumerate(named, 1))


def fill_pairs(content: Content) -> tuple[str, tuple[AnswerRow, ...]]:
    """A row for every option."""
    return content.stem, tuple(row_of(each, index) for index, each in enumerate(content.options, 1))


def _as_right(row: AnswerRow) -> AnswerRow:
    return AnswerRow(
        number=row.number,
        id=row.id,
        text=row.text,
        match=" ".join(row.match.split()),
        right=bool(row.text.strip()),
        feedback=row.feedback,
        misconception=row.misconception,
    )
