"""How long a table plays, said truly: what is usual, and when the bell rings."""

from __future__ import annotations

from django.utils.translation import gettext as _


def duration_words(usual: int, minutes: int) -> str:
    """Most tables are done at ``usual``; nobody plays longer than ``minutes``."""
    if usual >= minutes:
        return _("%(minutes)s minutes") % {"minutes": minutes}
    return _("about %(usual)s minutes, %(minutes)s at most") % {"usual": usual, "minutes": minutes}
