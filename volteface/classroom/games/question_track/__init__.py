"""Question track: a race along a track in which only right answers move a pawn."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAME = "question_track"
TITLE = _("Question track")
# The PDF's template, for core.pdf.
TEMPLATE = "classroom/question_track.typ"
