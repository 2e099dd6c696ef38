"""Jigsaw, a technique for the meeting."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from volteface.classroom.rules.provisions import Thing
from volteface.classroom.rules.talk import Talk
from volteface.classroom.techniques.sheet import Sheet

SHEET = Sheet(
    name="jigsaw",
    title=_("Jigsaw"),
    summary=_(
        "Each learner becomes the expert for one piece, then carries it to a team where nobody "
        "else has it. Only together do they have the whole."
    ),
    least_minutes=35,
    minutes=45,
    most_minutes=75,
    talk=Talk(fixed=3, share=0.08),
    goals=("understand", "apply", "convince"),
    least_people=9,
    most_people=60,
    rooms=("tables", "floor"),
    needs=("paper",),
    sits="teams",
    team=4,
    things=(
        Thing(name="pieces", printed=True),
        Thing(name="table_signs", per="team", printed=True),
    ),
    audience=_("Groups that already know each other a little."),
    knowledge=_("A subject with three to five parts of equal weight that need each other."),
    group_size=_("9 to 60; as many people in a team as there are pieces, so 3 to 5."),
    duration=_(
        "35 to 75 minutes: a third among experts, a third in teams, a third for a task with the "
        "whole."
    ),
    room=_("Tables for three to five, and space to move between them."),
    equipment=_("One page for each piece, table signs with numbers and letters."),
    why_for_learners=_(
        "For ten minutes you are the one who knows. Explaining your piece to people who need it "
        "shows you whether you have it."
    ),
    why_for_teacher=_(
        "Everybody has something the others need, so nobody is spare. You hear the same subject "
        "explained ten times and learn where it bends."
    ),
    framework=_(
        "Positive interdependence: the task cannot be done without each person's part. Designed in "
        "desegregating schools so that children would need one another. It works for what was "
        "prepared and is now put together; it is a slow way to meet something for the first time."
    ),
    preparation=(
        _(
            "Cut the subject into three to five pieces of one page. Read each as if it were all "
            "you had."
        ),
        _("Write the final task: it must need every piece."),
        _(
            "Give each person a letter (team) and a number (piece). Put somebody who is ready in "
            "each expert group."
        ),
    ),
    process=(
        _("Explain both rounds with a picture on the screen. Two minutes."),
        _(
            "Experts: those with the same number meet, read, and agree on three sentences and one "
            "question."
        ),
        _("Visit each expert group once. Mend what is wrong now, before it is taught on."),
        _(
            "Teams: the letters meet. Each teaches their piece in three minutes; the others ask "
            "the question."
        ),
        _("The team does the final task."),
        _("Compare two solutions. Ask a person about a piece that was not theirs."),
    ),
    vigilance=(
        _(
            "A wrong explanation travels. The visit to the experts is your most important five "
            "minutes."
        ),
        _("Three sentences, not a reading aloud: take the page away for the teaching."),
        _(
            "Somebody is missing: let two experts of the same piece share a team, or give the page "
            "to the whole team."
        ),
        _("Moving takes longer than you think. Put signs up beforehand."),
    ),
    if_it_does_not_work=(
        _("Experts disagree: good. Let them write both views and bring them to their teams."),
        _(
            "People listen but do not learn the others' pieces: tell them the closing question is "
            "on those."
        ),
        _(
            "Half the time is gone: skip the task and let each write one sentence that joins two "
            "pieces."
        ),
    ),
    sources=(
        _("E. Aronson, N. Blaney, C. Stephan, J. Sikes and M. Snapp, The Jigsaw Classroom (1978)."),
        _("Sheet written for Volteface; change it to what you learn with your groups."),
    ),
    keywords=(
        _("experts"),
        _("explaining"),
        _("cooperation"),
        _("teams"),
    ),
)
