"""Debate with changed sides, a technique for the meeting."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from volteface.classroom.rules.provisions import Thing
from volteface.classroom.rules.talk import Talk
from volteface.classroom.techniques.sheet import Sheet

SHEET = Sheet(
    name="debate",
    title=_("Debate with changed sides"),
    summary=_(
        "Two sides prepare the best case for a position they were given, then change over and "
        "argue the other. At the end all leave their side and write what they think."
    ),
    least_minutes=30,
    minutes=45,
    most_minutes=75,
    talk=Talk(fixed=4, share=0.08),
    goals=("judge", "convince", "understand"),
    least_people=4,
    most_people=60,
    rooms=("floor", "tables", "rows"),
    needs=("paper",),
    sits="sides",
    things=(Thing(name="positions", printed=True),),
    audience=_("Groups that trust each other enough to disagree."),
    knowledge=_(
        "Questions with good reasons on both sides: choices, values, methods, readings of a result."
    ),
    group_size=_("4 to 60, in tables of four, two against two."),
    duration=_("30 to 75 minutes; each stage five to ten."),
    room=_("Tables of four, or two halves of a room facing each other."),
    equipment=_("The statement, a sheet of facts from the module, a timer all can see."),
    why_for_learners=_(
        "Arguing for what you do not believe shows you the strength of it. It is safe: everybody "
        "knows the side was drawn by lot."
    ),
    why_for_teacher=_(
        "People check facts because they need them. You hear which reasons they believe and which "
        "they only repeat."
    ),
    framework=_(
        "Constructive controversy: prepare, present, question, change sides, agree on what both "
        "hold. The change of sides and the agreement at the end are what make it learning instead "
        "of a contest."
    ),
    preparation=(
        _("Write a statement one can be for or against, about something the module taught."),
        _("Give both sides the same sheet of facts. Two of them should hurt each side."),
        _("Choose a question nobody in the room has to live with."),
    ),
    process=(
        _("Show the statement. Everybody marks alone where they stand, from 1 to 5."),
        _("Draw the sides. Each pair prepares three reasons. Eight minutes."),
        _("Each side speaks two minutes while the other takes notes, then may only ask questions."),
        _("Change sides. Five minutes to find a reason the others missed, then speak again."),
        _("Drop the sides. The four write one sentence all can sign, and one that stays open."),
        _("Mark again from 1 to 5. Who moved, and which reason did it?"),
    ),
    vigilance=(
        _("Sides by lot, always. Nobody defends who they are."),
        _("Reasons are for or against the statement, never the person."),
        _("No winner and no vote on who spoke best."),
        _("If something false was said well, put it right before people leave."),
    ),
    if_it_does_not_work=(
        _("It becomes heated: stop, everybody writes the other side's best reason."),
        _("Silence: let people write a reason on a slip and read a neighbour's aloud."),
        _("Everybody is on one side: let them find the three cases in which it fails."),
    ),
    sources=(
        _(
            "D. W. Johnson and R. T. Johnson (1979), Conflict in the classroom, Review of "
            "Educational Research."
        ),
        _(
            "R. Kennedy (2007), In-class debates, International Journal of Teaching and Learning "
            "in Higher Education."
        ),
        _("Sheet written for Volteface; change it to what you learn with your groups."),
    ),
    keywords=(
        _("argument"),
        _("controversy"),
        _("speaking"),
        _("changing one's mind"),
    ),
)
