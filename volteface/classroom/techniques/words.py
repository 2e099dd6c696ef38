"""The names of what the search asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from volteface.classroom.techniques.sheet import Text

GOALS: dict[str, Text] = {
    "recall": _("Recall what was learnt"),
    "understand": _("Understand it"),
    "apply": _("Apply it"),
    "judge": _("Compare and judge"),
    "create": _("Make something of it"),
    "convince": _("Argue and convince"),
    "notice": _("Notice what is unclear"),
}
ROOMS: dict[str, Text] = {
    "rows": _("Fixed rows"),
    "tables": _("Tables"),
    "floor": _("Free floor"),
}
NEEDS: dict[str, Text] = {
    "phones": _("Phones"),
    "paper": _("Paper"),
    "walls": _("Walls"),
}
SITTINGS: dict[str, Text] = {
    "anywhere": _("As they come in"),
    "pairs": _("In pairs, with a neighbour"),
    "teams": _("In teams"),
    "sides": _("On two sides"),
    "walk": _("Standing, along the walls"),
}
