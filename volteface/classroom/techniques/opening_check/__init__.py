"""Opening check: a few questions on the preparation, as soon as people sit down."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from volteface.classroom.rules.provisions import Thing
from volteface.classroom.rules.talk import Talk
from volteface.classroom.techniques.sheet import Sheet

SHEET = Sheet(
    name="opening_check",
    title=_("Opening check"),
    summary=_(
        "Three to five questions on what the preparation taught, in the first five minutes of the "
        "meeting. Everybody recalls before anybody explains."
    ),
    least_minutes=3,
    minutes=5,
    most_minutes=10,
    talk=Talk(fixed=1),
    goals=("recall", "notice"),
    least_people=5,
    most_people=None,
    rooms=("rows", "tables"),
    needs=("phones", "paper"),
    things=(Thing(name="phone"),),
    audience=_("Students and professionals in training who have had something to prepare."),
    knowledge=_("Basic knowledge: facts, definitions, rules, and choosing which of them applies."),
    group_size=_("From 5 to a full amphitheatre."),
    duration=_("5 minutes at most, answers talked about included."),
    room=_("Any room; seats stay as they are."),
    equipment=_("One phone or computer for each person, one screen. On paper it works as well."),
    why_for_learners=_(
        "Finding an answer in your own memory makes it easier to find again: you leave the check "
        "knowing more, even before it is discussed. And you see at once what to listen for."
    ),
    why_for_teacher=_(
        "You know what the room knows today, not three days ago. What nearly everybody has right "
        "needs no explaining: those minutes are yours for something better."
    ),
    framework=_(
        "Retrieval practice on taught material. In a synthesis of 28 studies, flipped classes that "
        "began with a quiz gained more over lectures than flipped classes that did not. In the "
        "small trials that took the two apart, the questions helped and the flip alone did not."
    ),
    preparation=(
        _(
            "Let the plan pick the questions: those most missed in the preparation, one for each "
            "objective in turn."
        ),
        _(
            "Read them aloud to yourself once. A question about what is still to come belongs "
            "elsewhere."
        ),
        _("Decide beforehand what you skip if everybody is right."),
    ),
    process=(
        _("Show the code while people come in. Joining is the attendance."),
        _("Start on time, with whoever is there. Latecomers join in the middle."),
        _(
            "Let everybody answer alone and in silence, with how sure they are. Two to three "
            "minutes."
        ),
        _(
            "Close. Show each question with its answer. Say one sentence only where many were "
            "wrong."
        ),
        _("Name the one point that comes back in the next activity, and begin it."),
    ),
    vigilance=(
        _("It is not an examination. Credit, if any, is for answering, not for being right."),
        _("Five minutes are five minutes: explaining every answer brings the lecture back."),
        _("Ask about what was prepared. A question nobody could prepare only discourages."),
        _("Those who could not prepare answer too: a wrong guess, then corrected, still teaches."),
    ),
    if_it_does_not_work=(
        _("Many are late: let the first question stay open until the last one is asked."),
        _(
            "Half the room has not prepared: send them to the catch-up corner with the module's "
            "first step and a partner, and go on with the others."
        ),
        _("The network is down: read the questions aloud, answers by raised letters A, B, C."),
        _(
            "Nearly everybody is wrong: that is news. Give five minutes to that one idea, then "
            "let them try again in pairs."
        ),
    ),
    sources=(
        _(
            "K. F. Hew and C. K. Lo (2018), a meta-analysis of flipped classrooms in the health "
            "professions, with and without a quiz at the start."
        ),
        _("H. L. Roediger and J. D. Karpicke (2006), on why being tested makes memory last."),
        _("Sheet written for Volteface; change it to what you learn with your groups."),
    ),
    keywords=(_("retrieval practice"), _("start of the meeting"), _("attendance"), _("quiz")),
)
