"""Exit ticket: a few questions before people leave."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from volteface.classroom.rules.provisions import Thing
from volteface.classroom.rules.talk import Talk
from volteface.classroom.techniques.sheet import Sheet

SHEET = Sheet(
    name="exit_ticket",
    title=_("Exit ticket"),
    summary=_(
        "Three questions in the last three minutes: what stays, what is still open. The answers "
        "decide what the refreshers bring back."
    ),
    least_minutes=3,
    minutes=3,
    most_minutes=6,
    talk=Talk(),
    goals=("recall", "notice"),
    least_people=3,
    most_people=None,
    rooms=("rows", "tables", "floor"),
    needs=("phones", "paper"),
    things=(Thing(name="phone"),),
    audience=_("Students and professionals in training."),
    knowledge=_("What the meeting worked on, at the level it was worked on."),
    group_size=_("Any, from one table to a full amphitheatre."),
    duration=_("3 minutes, the last of the meeting."),
    room=_("Any."),
    equipment=_("One phone or computer for each person, or a slip of paper."),
    why_for_learners=_(
        "You leave knowing what you know. What you got wrong comes back to you in a few days, "
        "before it is forgotten, and what you know well does not."
    ),
    why_for_teacher=_(
        "You see the same day whether the meeting did what it was for, and whom to write to. Next "
        "year you see which activity was worth its minutes."
    ),
    framework=_(
        "Retrieval at the end, and formative assessment: evidence gathered in order to change what "
        "comes next. What is right at the door may be gone in three days: a delayed check says "
        "more about lasting knowledge than an exit ticket does."
    ),
    preparation=(
        _("Let the plan pick questions like those of the opening check, not the same ones."),
        _("Keep the last three minutes free of announcements."),
    ),
    process=(
        _("Stop the activity three minutes before the end."),
        _("Open the ticket; everybody answers alone."),
        _(
            "Thank people by saying what you will do with it, and let them go when they have sent "
            "it."
        ),
        _(
            "The same evening, look at it and write two lines of debrief for those who were "
            "missing."
        ),
    ),
    vigilance=(
        _(
            "Three minutes before the end, not after it: a ticket filled in while standing says "
            "nothing."
        ),
        _("Never graded for being right: it would stop being honest."),
        _("Do something visible with it at the next meeting, or people stop answering."),
    ),
    if_it_does_not_work=(
        _(
            "People leave without answering: keep the page open until the evening, they can "
            "answer on the way home."
        ),
        _(
            "Everything is right: ask harder questions next time, or compare with the delayed "
            "check."
        ),
        _("No network: one question on a slip of paper, dropped in a box at the door."),
    ),
    sources=(
        _("P. Black and D. Wiliam (1998), on assessment that changes teaching."),
        _("N. J. Cepeda and others (2008), on when to come back to what was learnt."),
        _("Sheet written for Volteface; change it to what you learn with your groups."),
    ),
    keywords=(_("retrieval practice"), _("end of the meeting"), _("formative assessment")),
)
