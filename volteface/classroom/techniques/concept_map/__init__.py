"""Concept map, a technique for the meeting."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from volteface.classroom.rules.provisions import Thing
from volteface.classroom.rules.talk import Talk
from volteface.classroom.techniques.sheet import Sheet

SHEET = Sheet(
    name="concept_map",
    title=_("Concept map"),
    summary=_(
        "Write the terms of the module on slips, lay them out, join them by arrows and write on "
        "each arrow what the link is. The words on the arrows are where the thinking shows."
    ),
    least_minutes=20,
    minutes=30,
    most_minutes=50,
    talk=Talk(fixed=3, share=0.07),
    goals=("understand", "recall", "create"),
    least_people=2,
    most_people=80,
    rooms=("tables", "floor"),
    needs=("paper",),
    sits="teams",
    team=3,
    things=(
        Thing(name="large_sheet", per="team"),
        Thing(name="notes", per="team"),
    ),
    audience=_("Students and professionals in training."),
    knowledge=_("Terms that hang together: systems, families of ideas, causes and effects."),
    group_size=_("2 to 80; pairs or threes at one map."),
    duration=_("20 to 50 minutes: ten to lay, fifteen to join and name, the rest to compare."),
    room=_("Tables with space for a large sheet."),
    equipment=_("For each group a large sheet, ten to fifteen slips, a pencil and a rubber."),
    why_for_learners=_(
        "You see on one sheet what belongs together, and where you only thought you knew. A gap on "
        "paper is easier to close than one in the head."
    ),
    why_for_teacher=_(
        "A wrong arrow says more than a wrong letter. Ten maps show you how the room has put the "
        "module together."
    ),
    framework=_(
        "Meaningful learning: a new idea holds when it is tied to others, and the tie is said. Be "
        "honest about what is known: copying a text into a map with the book open taught less, in "
        "one well-known study, than closing the book and recalling. So draw first from memory, "
        "then look."
    ),
    preparation=(
        _("Choose ten to fifteen terms of the module; add one that does not belong."),
        _("Draw the map yourself in ten minutes, to see which links are hard to name."),
        _("Prepare a question the map answers: “why does …?” makes better maps than a title."),
    ),
    process=(
        _("Show three terms and two arrows as an example, with a sentence on each arrow."),
        _("Everybody writes alone, from memory, the terms they expect. One minute."),
        _("Groups lay the slips and move them until they are content."),
        _("Join them. Each arrow carries words, so that term, arrow, term reads as a sentence."),
        _("Open the module. Mend in another colour."),
        _("Two groups sit together: find one arrow the others have and you have not."),
    ),
    vigilance=(
        _("An arrow without words is a drawing, not a thought. Ask for the words."),
        _("There is no single right map. There are wrong sentences."),
        _("Fewer terms. Fifteen are plenty."),
        _("Whoever cannot see or draw well dictates the sentences: they are the map."),
    ),
    if_it_does_not_work=(
        _("A star with one term in the middle: ask for two arrows between the outer ones."),
        _("Blank faces: lay four terms together on the screen, then let go."),
        _("A group is done at once: take a term away and ask what falls apart."),
    ),
    sources=(
        _("J. D. Novak and D. B. Gowin, Learning How to Learn (1984)."),
        _("J. C. Nesbit and O. O. Adesope (2006), a meta-analysis of concept and knowledge maps."),
        _(
            "J. D. Karpicke and J. R. Blunt (2011), retrieval practice against concept mapping, "
            "Science."
        ),
        _("Sheet written for Volteface; change it to what you learn with your groups."),
    ),
    keywords=(
        _("links"),
        _("terms"),
        _("drawing"),
        _("paper"),
    ),
)
