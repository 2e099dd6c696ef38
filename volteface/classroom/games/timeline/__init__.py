"""Timeline: everybody says where a card belongs in the row and how sure they are."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from . import deck, rules, words

__all__ = ["MINUTES", "NAME", "NEEDS", "PLAYERS", "SUMMARY", "TITLE", "deck", "rules", "words"]

NAME = "timeline"
TITLE = _("Timeline")
SUMMARY = _(
    "A row of cards grows on the table. Everybody shows between which two the next one belongs, "
    "and whether they are sure of it."
)
NEEDS = _("terms with a date or rank, or ordering questions: 6 cards to place")
PLAYERS = (3, 6)
MINUTES = (10, 20, 35)
