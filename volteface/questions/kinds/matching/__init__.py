"""Each item on the left has one partner on the right; some partners may be left over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.questions.rules.asked import Asked, stem_alone
from volteface.questions.rules.choices import shown_order
from volteface.questions.rules.drafts import empty_rows
from volteface.questions.rules.edits import key_of_partners
from volteface.questions.rules.marks import always_readable
from volteface.questions.rules.pairs import (
    check_pairs,
    fill_pairs,
    grade_pairs,
    parse_pairs,
    partners,
    parts_of_pairs,
    read_pairs,
    right_pairs,
    scattered,
    shown_pairs,
)

if TYPE_CHECKING:
    from volteface.questions.rules.content import Content

label = N_("Matching")
position = 7
judged = True
votable = False
shuffles = True
ids = "numbered"
wording = "markdown"
first_rows = empty_rows(3)
check = check_pairs
parse = parse_pairs
unreadable = always_readable
grade = grade_pairs
parts = parts_of_pairs
shown = shown_pairs
right = right_pairs
stem = stem_alone
key = key_of_partners
read_form = read_pairs
fill_form = fill_pairs


def ask(content: Content, *, seed: str) -> Asked:
    """The items, and the partners in an order of their own."""
    order = shown_order(content, seed=seed)
    return Asked(
        stem=content.stem,
        options=tuple((option.id, option.text) for option in order if option.text.strip()),
        choices=scattered(partners(content), seed=seed if content.settings.shuffle else ""),
    )
