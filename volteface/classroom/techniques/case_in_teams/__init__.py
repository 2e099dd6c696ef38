"""Case in teams: a real situation with something missing, and one decision to take."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from volteface.classroom.rules.provisions import Thing
from volteface.classroom.rules.talk import Talk
from volteface.classroom.techniques.sheet import Sheet

SHEET = Sheet(
    name="case_in_teams",
    title=_("Case in teams"),
    summary=_(
        "A real situation with something missing, and one decision to take. All teams work on the "
        "same case and show their choice at the same moment."
    ),
    least_minutes=30,
    minutes=45,
    most_minutes=90,
    talk=Talk(fixed=4, share=0.1),
    goals=("apply", "judge", "convince"),
    least_people=6,
    most_people=None,
    rooms=("tables", "rows"),
    needs=("paper",),
    sits="teams",
    team=5,
    things=(
        Thing(name="case", per="team", printed=True),
        Thing(name="answer_board", per="team"),
    ),
    audience=_("Students near practice, and professionals, who bring cases of their own."),
    knowledge=_("Rules and ideas to be used where reality is untidy."),
    group_size=_("6 to a full amphitheatre, in teams of 3 to 6."),
    duration=_("30 to 90 minutes: five to read, twenty to decide, twenty to compare."),
    room=_("Tables; in rows, teams of four turn round in twos."),
    equipment=_(
        "The case on one page, and a card or a letter with which each team shows its choice."
    ),
    why_for_learners=_(
        "You use what you learnt for something that could happen to you next month, and find out "
        "what you would have forgotten."
    ),
    why_for_teacher=_(
        "Teams that chose differently do the explaining. You ask two questions and hold the thread."
    ),
    framework=_(
        "Learning by deciding. Four conditions keep it from becoming a chat: the same problem for "
        "all, one that matters, one specific choice, all shown at the same time. In science and "
        "engineering, a synthesis of 158 studies found higher scores where classes were active "
        "(0.47 of a standard deviation)."
    ),
    preparation=(
        _(
            "Write a page: who, where, what happened, what is not known. End with the decision, "
            "not with “discuss”."
        ),
        _("Offer three or four choices, each of which a sensible person could defend."),
        _("Keep one fact back, to hand out half-way."),
        _("Change names and places if the case is real."),
    ),
    process=(
        _("Everybody reads alone and writes a first choice in the margin. Five minutes."),
        _("Teams hear all first choices, then look for what in the module decides it."),
        _("Half-way: hand out the new fact. Does it change anything?"),
        _("The team writes its choice and its best reason in one line."),
        _("Count to three; all cards go up together."),
        _("Let two teams that differ question each other. You come last."),
        _("Close: which idea of the module decided, and where else would it?"),
    ),
    vigilance=(
        _("One decision. Five questions at the end make an essay, and one person writes it."),
        _("Do not say which you would choose until all cards are up."),
        _("Some cases touch people in the room. Say beforehand what it is about."),
        _("No reports one after another."),
    ),
    if_it_does_not_work=(
        _(
            "All choose the same: ask what would have to be different for the second choice to be "
            "right."
        ),
        _(
            "“It depends”: on what? Write the two facts they would ask for, then decide without "
            "them."
        ),
        _("A team has not prepared: give it the key points and ten minutes."),
    ),
    sources=(
        _(
            "L. B. Barnes, C. R. Christensen and A. J. Hansen, Teaching and the Case Method (third "
            "edition, 1994)."
        ),
        _("L. K. Michaelsen and M. Sweet (2008), The essential elements of team-based learning."),
        _(
            "S. Freeman and others (2014), active learning in science, engineering and "
            "mathematics, PNAS."
        ),
        _("Sheet written for Volteface; change it to what you learn with your groups."),
    ),
    keywords=(
        _("case"),
        _("decision"),
        _("professional practice"),
        _("teams"),
    ),
)
