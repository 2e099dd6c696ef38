"""Memory: pairs that belong together are remembered, recognised and explained."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from . import deck, rules, words

__all__ = ["MINUTES", "NAME", "NEEDS", "PLAYERS", "SUMMARY", "TITLE", "deck", "rules", "words"]

NAME = "memory"
TITLE = _("Memory")
SUMMARY = _(
    "Turn over a question and an answer. Remembering where they lie is half of it; saying why they "
    "belong together is the other half."
)
NEEDS = _("8 terms, or questions with one answer")
PLAYERS = (2, 5)
# Least, usual, most.
MINUTES = (15, 25, 32)
