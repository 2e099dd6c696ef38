"""Think, pair, share, a technique for the meeting."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from volteface.classroom.rules.talk import Talk
from volteface.classroom.techniques.sheet import Sheet

SHEET = Sheet(
    name="think_pair_share",
    title=_("Think, pair, share"),
    summary=_(
        "A question, a minute of silence, a few minutes with a neighbour, then some pairs tell the "
        "room what they found. Three steps, and everybody has thought."
    ),
    least_minutes=5,
    minutes=10,
    most_minutes=20,
    talk=Talk(fixed=1, share=0.1),
    goals=("recall", "understand", "apply"),
    least_people=4,
    most_people=None,
    rooms=("rows", "tables", "floor"),
    needs=(),
    sits="pairs",
    audience=_(
        "Students and professionals in training; a good first step for a group that is not used to "
        "talking."
    ),
    knowledge=_(
        "Ideas worth a sentence of explanation: causes, choices, meanings, first applications."
    ),
    group_size=_(
        "From 4 to a full amphitheatre; always in twos, one three when the number is odd."
    ),
    duration=_("5 to 20 minutes: one of silence, two to five in pairs, the rest to share."),
    room=_("Any room; people turn to whoever sits beside them."),
    equipment=_("Nothing. The question written where all can read it helps."),
    why_for_learners=_(
        "You get the time to find your own words before anybody else speaks. With one person you "
        "can try an idea out; half-right is good enough there."
    ),
    why_for_teacher=_(
        "Instead of three raised hands you have the whole room at work. Walk past five pairs and "
        "you know what to take up."
    ),
    framework=_(
        "Time to think, then talk with a peer, then with all: the smallest form of cooperative "
        "learning. In genetics classes, learners answered a new question of the same kind better "
        "after talking with a neighbour, even where nobody in the group had known at first."
    ),
    preparation=(
        _("Write one question that has more than one word as its answer. Say it aloud once."),
        _("Decide what each pair must have at the end: a sentence, a choice, a sketch."),
        _("Guess the two most likely answers, so that you recognise them when you listen."),
    ),
    process=(
        _("Show the question. Say the three steps and their minutes."),
        _("Think: one minute of real silence. Let people write three words."),
        _("Pair: each tells the other their answer and one reason. Change speaker half-way."),
        _("Walk about and listen. Note whom you will ask, and ask them whether they mind."),
        _(
            "Share: hear three pairs with different answers. Let each say what the other one "
            "thought."
        ),
        _("Close with one sentence that uses their words."),
    ),
    vigilance=(
        _("Keep the silence. Thirty seconds feel long to you and short to them."),
        _("Do not let the same hands share each time: ask what a neighbour said."),
        _("Three pairs are enough. Hearing all of them is a lecture by turns."),
        _("Look for the person who sits alone, and make a three."),
    ),
    if_it_does_not_work=(
        _(
            "Pairs talk of something else: the question was too easy. Ask for the strongest reason "
            "against their answer."
        ),
        _("Nobody wants to share: collect answers on slips and read three aloud, without names."),
        _(
            "One of the two does all the talking: give each exactly one minute and say when to "
            "change."
        ),
    ),
    sources=(
        _("F. Lyman (1981), “The responsive classroom discussion”, where the name comes from."),
        _(
            "M. K. Smith and others (2009), Why peer discussion improves student performance, "
            "Science."
        ),
        _("Sheet written for Volteface; change it to what you learn with your groups."),
    ),
    keywords=(
        _("pairs"),
        _("silence"),
        _("discussion"),
        _("start of an activity"),
    ),
)
