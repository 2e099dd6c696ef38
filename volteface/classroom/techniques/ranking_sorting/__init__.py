"""Ranking and sorting, a technique for the meeting."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from volteface.classroom.rules.provisions import Thing
from volteface.classroom.rules.talk import Talk
from volteface.classroom.techniques.sheet import Sheet

SHEET = Sheet(
    name="ranking_sorting",
    title=_("Ranking and sorting"),
    summary=_(
        "Teams put nine cards in order or into groups and must all agree on one result. Every card "
        "that is hard to place is a conversation worth having."
    ),
    least_minutes=15,
    minutes=25,
    most_minutes=40,
    talk=Talk(fixed=2, share=0.1),
    goals=("judge", "understand", "apply"),
    least_people=3,
    most_people=120,
    rooms=("tables", "rows", "floor"),
    needs=("paper",),
    sits="teams",
    team=3,
    things=(Thing(name="strips", per="team", printed=True),),
    audience=_("Students and professionals in training."),
    knowledge=_("Criteria and kinds: what matters most, what belongs together, what comes first."),
    group_size=_("3 to 120; three or four at one set of cards."),
    duration=_("15 to 40 minutes: ten to place, five to look at others, ten to talk."),
    room=_("A table, a desk, or the floor. In rows, small cards on one folding table."),
    equipment=_("For each team nine cards (cases, measures, statements) and one blank."),
    why_for_learners=_(
        "You notice which criteria you have been using without saying so. Moving a card is easier "
        "than defending a speech."
    ),
    why_for_teacher=_(
        "You see the result from the door. What differs between tables is your debrief, ready made."
    ),
    framework=_(
        "Comparing shows what a definition hides. Experts sorted physics problems by principles, "
        "beginners by what the pictures showed: how people sort tells how they think. A specific "
        "choice, made by all teams on the same cards and shown at the same moment, gives a "
        "discussion with substance."
    ),
    preparation=(
        _("Write nine cards: clear ones, and three that could go two ways."),
        _("Choose the shape: a line, a diamond (1-2-3-2-1), or named heaps."),
        _("Know your own order, and one good reason for another."),
    ),
    process=(
        _("Give the question in one sentence: most what, for whom."),
        _("Each reads two or three cards aloud and says where they would go."),
        _("The team places all cards. Nobody moves a card without a reason."),
        _("Half-time: name the criterion you use. Write it on the blank card."),
        _("All tables stop together. One person stays, the others look at the next table."),
        _("Talk about the one card that lies differently from table to table."),
    ),
    vigilance=(
        _("Sorting by a rule given beforehand is an exercise; finding the rule is the thinking."),
        _("Where there is a right order, say so at the end. Where there is none, say that."),
        _("Large letters, and a number on each card, so that one can call them out."),
        _("Nine cards. With twenty people read and no longer talk."),
    ),
    if_it_does_not_work=(
        _("A team is done in two minutes: swap first and last and let them object."),
        _("Two people cannot agree: let both orders lie and write what would decide it."),
        _("No cards printed: nine lines on the screen, numbers on paper."),
    ),
    sources=(
        _(
            "M. T. H. Chi, P. J. Feltovich and R. Glaser (1981), how experts and novices sort "
            "physics problems."
        ),
        _("L. K. Michaelsen and M. Sweet (2008), The essential elements of team-based learning."),
        _("Sheet written for Volteface; change it to what you learn with your groups."),
    ),
    keywords=(
        _("cards"),
        _("criteria"),
        _("order"),
        _("comparing"),
    ),
)
