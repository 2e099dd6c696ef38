"""What the classroom holds about a person."""

from django.utils.translation import gettext_lazy as _

from volteface.accounts.events import (
    emptied,
    kept,
    register_erasure,
    register_personal_data,
    removed,
    rows_by,
)
from volteface.classroom.models import (
    OwnTechnique,
    PaperSheet,
    Participant,
    Retro,
    Seat,
    TeamPlace,
)


def register() -> None:
    """Name every table of this app that leads to a person."""
    register_erasure(Participant, emptied(Participant, name=""))
    register_personal_data(
        Participant, rows_by(Participant, "subject"), label=_("Rooms you were in")
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
