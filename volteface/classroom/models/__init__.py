"""The meeting: its plan, its live room, who joined, and what was kept from it."""

from __future__ import annotations

from volteface.classroom.models.kits import KitPrint
from volteface.classroom.models.plan import Activity, Plan
from volteface.classroom.models.room import AnonymousVote, Participant, Room, Round
from volteface.classroom.models.techniques import OwnTechnique

__all__ = [
    "Activity",
    "AnonymousVote",
    "KitPrint",
    "OwnTechnique",
    "Participant",
    "Plan",
    "Room",
    "Round",
]
