"""Auction: everybody answers, and bids as many coins as they are sure."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from . import deck, rules, words

__all__ = ["MINUTES", "NAME", "NEEDS", "PLAYERS", "SUMMARY", "TITLE", "deck", "rules", "words"]

NAME = "auction"
TITLE = _("Auction")
SUMMARY = _(
    "Each question is a lot. Everybody answers and bids one, two or three coins on being right: "
    "who judges their own knowledge well becomes rich."
)
NEEDS = _("8 questions or terms")
PLAYERS = (3, 6)
MINUTES = (15, 25, 40)
