"""Dominoes: a ring of questions and answers that closes when everything belongs together."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from . import deck, rules, words

__all__ = ["MINUTES", "NAME", "NEEDS", "PLAYERS", "SUMMARY", "TITLE", "deck", "rules", "words"]

NAME = "dominoes"
TITLE = _("Dominoes")
SUMMARY = _(
    "The tile at the end of the chain asks; whoever thinks they hold the answer lays it. In the "
    "end the chain closes to a ring."
)
NEEDS = _("10 terms, or questions with one short answer")
PLAYERS = (2, 6)
# Least, usual, most.
MINUTES = (15, 20, 28)
