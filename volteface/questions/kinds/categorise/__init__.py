"""Each item is put into one of a few categories."""

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
    shown_pairs,
)
from volteface.questions.rules.texts import folded

if TYPE_CHECKING:
    from volteface.questions.rules.content import Content

label = N_("Categories")
position = 9
judged = True
votable = False
shuffles = True
# Authors write the items category by category: their numbers would say so.
ids = "scattered"
wording = "markdown"
first_rows = empty_rows(4)
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
    """The items, and the categories by the alphabet: the same for all."""
    order = shown_order(content, seed=seed)
    names = sorted(partners(content), key=lambda name: (folded(name), name))
    return Asked(
        stem=content.stem,
        options=tuple((option.id, option.text) for option in order if option.text.strip()),
        choices=tuple((name, name) for name in names),
    )
