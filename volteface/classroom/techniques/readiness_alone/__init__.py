"""Readiness test, alone, a technique for the meeting."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from volteface.classroom.rules.provisions import Thing
from volteface.classroom.rules.talk import Talk
from volteface.classroom.techniques.sheet import Sheet

SHEET = Sheet(
    name="readiness_alone",
    title=_("Readiness test, alone"),
    summary=_(
        "Ten questions on the preparation, answered alone and handed in without a word about the "
        "answers. The team takes the same questions straight afterwards."
    ),
    least_minutes=10,
    minutes=15,
    most_minutes=20,
    talk=Talk(fixed=1),
    goals=("recall", "understand", "notice"),
    least_people=8,
    most_people=None,
    rooms=("rows", "tables"),
    needs=("phones", "paper"),
    things=(Thing(name="test", printed=True),),
    audience=_("Students and professionals in training who have prepared with the module."),
    knowledge=_("The basics one needs before applying them: terms, rules, simple uses."),
    group_size=_("From 8 to a full amphitheatre, in teams that stay together for the term."),
    duration=_(
        "10 to 20 minutes: a minute and a half for each question, five to twenty questions."
    ),
    room=_("Any with a place to write on; teams may already sit together."),
    equipment=_("One sheet for each person with the questions and a row of letters, or a phone."),
    why_for_learners=_(
        "You see what your preparation was worth while there is still time to use it. And you come "
        "to your team with an answer of your own."
    ),
    why_for_teacher=_(
        "Preparing becomes normal, because the team counts on it. You need not repeat what most "
        "have right."
    ),
    framework=_(
        "The first step of team-based learning: be ready, then work on something that matters. In "
        "one study, answers given at home were as good as those given in class, so this part may "
        "also be done the evening before. Teachers of the method aim at 65 to 75 per cent right "
        "alone."
    ),
    preparation=(
        _(
            "Take about ten questions from the module, one right answer each. Avoid details nobody "
            "needs later."
        ),
        _(
            "Order them as the module goes; put two harder ones in, so that teams have something "
            "to discuss."
        ),
        _("Say weeks ahead how much it counts. Little is enough."),
    ),
    process=(
        _("Hand out the sheets face down, start everybody together."),
        _("Answer alone, books closed, in silence."),
        _("Tell when two minutes are left. Whoever has finished turns the sheet over."),
        _("Collect the answers of all at the same moment. Say nothing about them."),
        _("Begin the team test within a minute, while people still wonder."),
    ),
    vigilance=(
        _("No discussion and no key between the two tests: the doubt is what the team works with."),
        _("Give the extra time some people are entitled to before the others begin."),
        _("It tests the preparation, not what you are going to do today."),
        _("A wrong answer is help for the next hour. Say so, and mean it."),
    ),
    if_it_does_not_work=(
        _("Many have not prepared: run it all the same, and let the team test teach them."),
        _("It takes too long: fewer questions next time, not less time each."),
        _("People are anxious: let it count for answering only, for the first weeks."),
    ),
    sources=(
        _("L. K. Michaelsen, A. B. Knight and L. D. Fink (eds), Team-Based Learning (2002)."),
        _("D. Parmelee and others (2012), AMEE Guide 65 on team-based learning, Medical Teacher."),
        _("Carbrey and others (2015), individual tests at home and in class."),
        _("Sheet written for Volteface; change it to what you learn with your groups."),
    ),
    keywords=(
        _("team-based learning"),
        _("test"),
        _("preparation"),
        _("paper"),
    ),
)
