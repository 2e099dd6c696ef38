"""Muddiest point, a technique for the meeting."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from volteface.classroom.rules.provisions import Thing
from volteface.classroom.rules.talk import Talk
from volteface.classroom.techniques.sheet import Sheet

SHEET = Sheet(
    name="muddiest_point",
    title=_("Muddiest point"),
    summary=_(
        "One line from everybody: what is least clear to you now? Read in five minutes, answered "
        "at the next occasion, by name of the question and never of the person."
    ),
    least_minutes=3,
    minutes=5,
    most_minutes=15,
    talk=Talk(fixed=2, share=0.1),
    goals=("notice",),
    least_people=3,
    most_people=None,
    rooms=("rows", "tables", "floor"),
    needs=("phones", "paper"),
    things=(Thing(name="phone"),),
    audience=_("Students and professionals in training."),
    knowledge=_("Anything just prepared or just done: it finds what is not yet understood."),
    group_size=_("From 3 to a full amphitheatre."),
    duration=_("3 minutes to write; up to 15 if you answer at once."),
    room=_("Any room at all."),
    equipment=_("A slip of paper or a phone for each person."),
    why_for_learners=_(
        "Putting into words what you do not understand is half-way to understanding it. And you "
        "find that others ask the same."
    ),
    why_for_teacher=_(
        "Five minutes of reading replace an hour of guessing. You explain one thing, the one that "
        "needs it."
    ),
    framework=_(
        "Feedback to the teacher while there is still time to act on it. The same question belongs "
        "at the end of the preparation, as in just-in-time teaching: answers arrive hours before "
        "the meeting, and the meeting is visibly built on them."
    ),
    preparation=(
        _(
            "Decide when you will answer: now, by message tonight, or at the start of the next "
            "meeting. Say which."
        ),
        _("Leave five minutes after the meeting to read."),
    ),
    process=(
        _("Ask: “What is least clear to you at this moment? One sentence, with a question mark.”"),
        _(
            "Everybody writes. Nobody is finished by writing “nothing”: then write what you would "
            "ask in an examination."
        ),
        _("Collect. Make heaps of what is alike while people go on working."),
        _("Read the tallest heap's best sentence aloud and ask who can answer it."),
        _("Answer what is left in five minutes at most; the rest goes to the questions page."),
    ),
    vigilance=(
        _("Ask for one point. “Any questions?” gets you none."),
        _("No names, no handwriting on the screen."),
        _("Answer visibly, even with “I shall think about it”, or next time they write nothing."),
        _(
            "People can only name what they notice: a firm mistake never shows up here. Use a vote "
            "for those."
        ),
    ),
    if_it_does_not_work=(
        _("“Everything”: ask for the first sentence at which they were lost."),
        _("“Nothing” everywhere: give a hard question in its place, and look at the answers."),
        _("Too many different points: take the one the next activity rests on."),
    ),
    sources=(
        _("F. Mosteller (1989), The “muddiest point in the lecture” as a feedback device."),
        _("T. A. Angelo and K. P. Cross, Classroom Assessment Techniques (second edition, 1993)."),
        _("G. M. Novak and others, Just-in-Time Teaching (1999)."),
        _("Sheet written for Volteface; change it to what you learn with your groups."),
    ),
    keywords=(
        _("feedback to the teacher"),
        _("questions"),
        _("formative assessment"),
        _("end of the meeting"),
    ),
)
