"""Bingo: meanings are called, everybody looks for the word, and a line counts once explained."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from . import deck, rules, words

__all__ = ["MINUTES", "NAME", "NEEDS", "PLAYERS", "SUMMARY", "TITLE", "deck", "rules", "words"]

NAME = "bingo"
TITLE = _("Say-why bingo")
SUMMARY = _(
    "A meaning is read aloud; everybody looks for the word on a sheet of their own. A full line "
    "counts once two of its words have been explained."
)
NEEDS = _("12 terms, short answers or pairs")
PLAYERS = (3, 6)
MINUTES = (15, 25, 40)
