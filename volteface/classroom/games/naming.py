"""Asking for a term by its meaning: written where it can be recalled, else chosen among others."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .material import Term

# More words are a title rather than a word: nobody recalls it letter for letter.
_MOST_WORDS = 3
OPTIONS = 3


def recallable(term: Term, terms: Sequence[Term]) -> bool:
    """Whether a table is asked to write the term: short, and not the name of an event.

    Where there are too few others to choose from, every term is.
    """
    short = not term.when and len(term.term.split()) <= _MOST_WORDS
    return short or len(terms) < OPTIONS


def choices(term: Term, terms: Sequence[Term]) -> tuple[Term, ...]:
    """The term and two others to choose from, as like it as there are; fewer if there are none."""
    place = terms.index(term)
    others = [*terms[place + 1 :], *terms[:place]]
    others.sort(
        key=lambda other: (bool(other.when) != bool(term.when), other.objective != term.objective)
    )
    return (term, *others[: OPTIONS - 1])
