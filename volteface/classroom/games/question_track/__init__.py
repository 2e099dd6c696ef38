"""Question track: a race along a track in which only right answers move a pawn."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from . import deck, rules, words

__all__ = ["MINUTES", "NAME", "NEEDS", "PLAYERS", "SUMMARY", "TITLE", "deck", "rules", "words"]

NAME = "question_track"
TITLE = _("Question track")
SUMMARY = _("A race to the finish: everybody answers at once, and who is right moves.")
NEEDS = _("six questions with one right option")
PLAYERS = (3, 6)
# Least, usual, most.
MINUTES = (15, 30, 45)
