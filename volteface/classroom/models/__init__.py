"""The meeting: its plan, its live room, who joined, and what was kept from it."""

from __future__ import annotations

from volteface.classroom.models.after import Debrief, Rerun, Retro
from volteface.classroom.models.certificates import CertificateTerms
from volteface.classroom.models.kits import CardMark, KitPrint, PrintedKit
from volteface.classroom.models.learner_cards import CardRating, LearnerCard
from volteface.classroom.models.papers import PaperAppeal, PaperSheet, PaperTest
from volteface.classroom.models.plan import Activity, Plan
from volteface.classroom.models.room import AnonymousVote, Participant, Room, Round
from volteface.classroom.models.teams import Seat, Team, TeamPlace, TeamPlan
from volteface.classroom.models.techniques import OwnTechnique

__all__ = [
    "Activity",
    "AnonymousVote",
    "CardMark",
    "CardRating",
    "CertificateTerms",
    "Debrief",
    "KitPrint",
    "LearnerCard",
    "OwnTechnique",
    "PaperAppeal",
    "PaperSheet",
    "PaperTest",
    "Participant",
    "Plan",
    "PrintedKit",
    "Rerun",
    "Retro",
    "Room",
    "Round",
    "Seat",
    "Team",
    "TeamPlace",
    "TeamPlan",
]
