"""What the classroom holds about a person."""

from dataclasses import replace

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from volteface.accounts.events import (
    Ending,
    emptied,
    kept,
    register_erasure,
    register_personal_data,
    removed,
    rows_by,
)
from volteface.classroom.models import (
    CardRating,
    LearnerCard,
    OwnTechnique,
    PaperSheet,
    Participant,
    Retro,
    Seat,
    TeamPlace,
)


def register() -> None:
    """Name every table of this app that leads to a person."""
    register_erasure(Participant, emptied(Participant, name=""), kept(Participant, "noted_by"))
    register_personal_data(
        Participant,
        rows_by(Participant, "subject", leave_out=("noted_by",)),
        label=_("Rooms you were in"),
    )
    # A sheet is the course's; whoever wrote it becomes a pseudonym.
    register_erasure(OwnTechnique, kept(OwnTechnique, "by"))
    register_personal_data(
        OwnTechnique, rows_by(OwnTechnique, "by"), label=_("Technique sheets you wrote")
    )
    # A team's results count its people, whoever they were.
    register_erasure(TeamPlace, kept(TeamPlace))
    register_personal_data(TeamPlace, rows_by(TeamPlace, "subject"), label=_("Teams you were in"))
    register_erasure(Seat, removed(Seat))
    register_personal_data(Seat, rows_by(Seat, "subject"), label=_("Seats you sat in"))
    # What was noted is the course's; whoever noted it becomes a pseudonym.
    register_erasure(Retro, kept(Retro, "by"))
    register_personal_data(Retro, rows_by(Retro, "by"), label=_("What you noted after meetings"))
    # What was written is in the log of answers, which says itself what becomes of it.
    register_erasure(PaperSheet, emptied(PaperSheet, filled={}))
    register_personal_data(
        PaperSheet, rows_by(PaperSheet, "subject"), label=_("Your tests on paper, as typed in")
    )
    _cards()


def _cards() -> None:
    # What lies on the table or in the module stays, by nobody; what only its author knew goes.
    shown = Q(state__in=[LearnerCard.State.HANDED_IN, LearnerCard.State.ACCEPTED])
    register_erasure(
        LearnerCard,
        kept(LearnerCard, only=shown, signed=False, line=""),
        replace(kept(LearnerCard, only=~shown), ending=Ending.REMOVED),
    )
    register_personal_data(
        LearnerCard, rows_by(LearnerCard, "subject"), label=_("Cards you made for games")
    )
    register_erasure(CardRating, emptied(CardRating, comment="", answer=""))
    register_personal_data(
        CardRating, rows_by(CardRating, "subject"), label=_("Others’ cards you tried")
    )
