"""Words for item statistics: conventions of teaching, not laws; each page says whose."""

from __future__ import annotations

from volteface.core.words import N_

# (at least, word), from the top down; after Ebel and Frisbie's textbook bands.
_DIFFICULTY = (
    (0.80 + 1e-12, N_("very easy")),
    (0.60 + 1e-12, N_("easy, usable")),
    (0.40, N_("best range")),
    (0.20, N_("hard, usable")),
    (-1.0, N_("very hard")),
)
_AGREEMENT = (
    (0.40, N_("excellent")),
    (0.30, N_("good")),
    (0.20, N_("fair")),
    (0.0, N_("revise")),
    (-1.0, N_("check the key")),
)
_RELIABILITY = (
    (0.90, N_("enough to decide about a person on this test alone")),
    (0.80, N_("very good for a classroom test")),
    (0.70, N_("good for a classroom test")),
    (0.60, N_("somewhat low: add other measures")),
    (-float("inf"), N_("too low to compare learners by it")),
)


def difficulty_word(share: float) -> str:
    """What a share of right answers is called, to translate."""
    return _word(_DIFFICULTY, share)


def agreement_word(r: float) -> str:
    """What an item-rest correlation is called, to translate."""
    return _word(_AGREEMENT, r)


def reliability_word(alpha: float) -> str:
    """What an alpha or KR-20 is good for, to translate."""
    return _word(_RELIABILITY, alpha)


def _word(bands: tuple[tuple[float, str], ...], value: float) -> str:
    return next((word for least, word in bands if value >= least), bands[-1][1])
