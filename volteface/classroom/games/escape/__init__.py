"""Escape: locks whose codes come from right answers; a wrong code leads to a hint."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from . import deck, rules, words

__all__ = ["MINUTES", "NAME", "NEEDS", "PLAYERS", "SUMMARY", "TITLE", "deck", "rules", "words"]

NAME = "escape"
TITLE = _("Escape: the locked summary")
SUMMARY = _(
    "A team opens one station after the other. Right answers make the code of its lock; a wrong "
    "code leads to a hint, and nobody stays locked in."
)
NEEDS = _("6 questions with two to five options, or terms")
PLAYERS = (3, 6)
MINUTES = (20, 30, 45)
