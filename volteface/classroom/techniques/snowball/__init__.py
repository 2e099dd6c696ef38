"""Snowball, a technique for the meeting."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from volteface.classroom.rules.provisions import Thing
from volteface.classroom.rules.talk import Talk
from volteface.classroom.techniques.sheet import Sheet

SHEET = Sheet(
    name="snowball",
    title=_("Snowball"),
    summary=_(
        "One, two, four, eight: an answer written alone is agreed in twos, improved in fours and "
        "settled in eights. Small voices are in it from the start."
    ),
    least_minutes=20,
    minutes=30,
    most_minutes=45,
    talk=Talk(fixed=2, share=0.1),
    goals=("understand", "judge", "create"),
    least_people=8,
    most_people=None,
    rooms=("rows", "tables", "floor"),
    needs=("paper",),
    sits="teams",
    team=4,
    things=(Thing(name="paper"),),
    audience=_("Students and professionals in training; good where a few usually speak for all."),
    knowledge=_("Lists, criteria, definitions, proposals: what gets better by being agreed."),
    group_size=_("8 to a full amphitheatre; stop at eights."),
    duration=_("20 to 45 minutes: three alone, five in twos, seven in fours, ten in eights."),
    room=_("Any. In rows, two turn round to two behind them."),
    equipment=_("A slip of paper for each person, and one for each new group."),
    why_for_learners=_(
        "Your idea is heard by one person before it must stand in front of eight. What survives "
        "three rounds is good, and partly yours."
    ),
    why_for_teacher=_(
        "You get a few good answers instead of many hasty ones, and nobody has slept."
    ),
    framework=_(
        "Also called pyramid. Agreeing forces people to say why; each doubling asks for something "
        "more, so that the work does not repeat itself."
    ),
    preparation=(
        _("Find a question that can be answered in three lines."),
        _("Give each round a new job: write, agree, choose the best two, put in order."),
        _("Decide what the eights hand in: one sentence, three points, a rule."),
    ),
    process=(
        _("Alone: write your answer. Three minutes, in silence."),
        _("In twos: read both, write one that keeps the best of each."),
        _("In fours: choose the two strongest points and a reason for each."),
        _("In eights: put them in order. Whoever has spoken least reads the result."),
        _("Write the results beside each other. What is in all of them?"),
        _("Add what no group had, in two sentences."),
    ),
    vigilance=(
        _("Without a new job each round people say the same thing three times."),
        _("Announce the size of the next group before people have finished."),
        _("Eight is the limit: beyond that two talk and six watch."),
        _("Odd numbers: a three counts as two."),
    ),
    if_it_does_not_work=(
        _("A loud pair wins each round: choose by laying a finger on a line, all at once."),
        _("Time runs out at four: stop there. Fours are enough."),
        _("The answers got duller on the way: read two of the slips written alone."),
    ),
    sources=(
        _("S. D. Brookfield and S. Preskill, Discussion as a Way of Teaching (1999)."),
        _("D. Jaques and G. Salmon, Learning in Groups (fourth edition, 2007)."),
        _("Sheet written for Volteface; change it to what you learn with your groups."),
    ),
    keywords=(
        _("pyramid"),
        _("agreeing"),
        _("large groups"),
        _("discussion"),
    ),
)
