"""Quartets: four cards of one objective; you win a card by answering what stands on it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from . import deck, rules, words

__all__ = ["MINUTES", "NAME", "NEEDS", "PLAYERS", "SUMMARY", "TITLE", "deck", "rules", "words"]

NAME = "quartets"
TITLE = _("Quartets")
SUMMARY = _(
    "Ask for a card, and win it by answering the question on it. Everybody writes an answer each "
    "time; whoever has most of four tells what they have in common."
)
NEEDS = _("12 terms and questions, in sets of four for one objective")
PLAYERS = (3, 6)
MINUTES = (20, 30, 50)
