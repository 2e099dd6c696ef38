"""Gallery walk, a technique for the meeting."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from volteface.classroom.rules.provisions import Thing
from volteface.classroom.rules.talk import Talk
from volteface.classroom.techniques.sheet import Sheet

SHEET = Sheet(
    name="gallery_walk",
    title=_("Gallery walk"),
    summary=_(
        "Teams work on sheets on the walls and walk from one to the next, adding, asking and "
        "correcting what others wrote. The room becomes the notes."
    ),
    least_minutes=25,
    minutes=40,
    most_minutes=60,
    talk=Talk(fixed=2, share=0.1),
    goals=("recall", "understand", "judge"),
    least_people=8,
    most_people=60,
    rooms=("floor", "tables"),
    needs=("paper", "walls"),
    sits="walk",
    team=4,
    things=(
        Thing(name="large_sheet", per="team"),
        Thing(name="pens", per="team"),
        Thing(name="tape", per="room"),
    ),
    audience=_("Students and professionals in training; welcome after a long time of sitting."),
    knowledge=_("Several sides of one subject: causes, cases, plans, pictures to be interpreted."),
    group_size=_("8 to 60, three to five at a sheet; with more, hang each sheet twice."),
    duration=_("25 to 60 minutes: about five at each sheet, then ten together."),
    room=_("Free walls or windows and a way round; chairs pushed aside."),
    equipment=_("Large sheets, thick pens in one colour for each team, tape that comes off."),
    why_for_learners=_(
        "You see how others think before they have polished it, and you may add to it. Standing up "
        "wakes you."
    ),
    why_for_teacher=_(
        "All the thinking hangs in front of you. Five minutes of reading tell you what the last "
        "ten should be about."
    ),
    framework=_(
        "Talk in small groups around something written, with each round building on the one "
        "before. Every person works in every round, which long discussions with the whole room "
        "cannot offer."
    ),
    preparation=(
        _("Write one question on each sheet; as many sheets as teams, and each different."),
        _("Make later rounds harder: first list, then correct, then choose the best."),
        _("Hang them far apart, at a height a person in a wheelchair can write at too."),
    ),
    process=(
        _("Each team starts at a sheet with its own colour. Five minutes."),
        _("A signal: everybody moves one sheet to the left."),
        _("Read first. Then add, put a question mark, or correct with a reason. Never cross out."),
        _("Shorten the rounds as the sheets fill: five, four, three minutes."),
        _(
            "Home again: each team reads what became of its sheet and picks the two points that "
            "matter."
        ),
        _("Talk about two sheets only: the fullest question mark, and the best correction."),
    ),
    vigilance=(
        _("One person writes for all: pass the pen at each sheet."),
        _("No tour with a speech at each sheet: that is eight short lectures."),
        _("Photograph the sheets, for those who were missing."),
        _("Leave room to pass for everybody, and a chair at some sheets."),
    ),
    if_it_does_not_work=(
        _("Nothing new is added in the third round: stop, go home, choose."),
        _("The walls are taken: lay the sheets on tables and let people walk."),
        _("Too many people: stay seated and pass the sheets on instead."),
    ),
    sources=(
        _(
            "M. Francek (2006), Promoting discussion in the science classroom using gallery walks, "
            "Journal of College Science Teaching."
        ),
        _("Sheet written for Volteface; change it to what you learn with your groups."),
    ),
    keywords=(
        _("posters"),
        _("moving about"),
        _("walls"),
        _("discussion"),
    ),
)
