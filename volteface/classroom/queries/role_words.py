"""Roles whose takers may not be named: counted, one short line for all of them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.utils.translation import ngettext

from volteface.learning.models import MeetingRole

if TYPE_CHECKING:
    from collections.abc import Iterable


def roles_counted(roles: Iterable[str]) -> str:
    """``2 game masters, 1 question designer``; nothing where there is none."""
    counts = Counter(roles)
    return ", ".join(
        _counted(role, counts[role]) % {"num": counts[role]}
        for role in MeetingRole.Role.values
        if counts[role]
    )


def _counted(role: str, count: int) -> str:
    return {
        MeetingRole.Role.GAME_MASTER: ngettext(
            "%(num)s game master", "%(num)s game masters", count
        ),
        MeetingRole.Role.EXPLAINER: ngettext(
            "%(num)s explainer at a table", "%(num)s explainers at tables", count
        ),
        MeetingRole.Role.DESIGNER: ngettext(
            "%(num)s question designer", "%(num)s question designers", count
        ),
    }[MeetingRole.Role(role)]
