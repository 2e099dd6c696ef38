"""Error hunt: a worked answer that looks right and is not."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from volteface.classroom.rules.provisions import Thing
from volteface.classroom.rules.talk import Talk
from volteface.classroom.techniques.sheet import Sheet

SHEET = Sheet(
    name="error_hunt",
    title=_("Error hunt"),
    summary=_(
        "A worked answer that looks right and is not. Pairs find each mistake, say why somebody "
        "would make it, and write how to notice it next time."
    ),
    least_minutes=15,
    minutes=25,
    most_minutes=40,
    talk=Talk(fixed=3, share=0.1),
    goals=("understand", "apply", "judge"),
    least_people=2,
    most_people=None,
    rooms=("rows", "tables"),
    needs=("paper",),
    sits="pairs",
    things=(Thing(name="faulty_text", per="pair", printed=True),),
    audience=_("Learners who have the basics; beginners need a right example beside it."),
    knowledge=_(
        "Procedures, calculations, texts, drawings, code: whatever has steps that can go wrong."
    ),
    group_size=_("From 2 to a full amphitheatre, in pairs."),
    duration=_("15 to 40 minutes: three alone, ten in pairs, the rest together."),
    room=_("Any with a place to write on."),
    equipment=_("One sheet for two with the faulty answer, wide margins, and pens."),
    why_for_learners=_(
        "Mistakes are easier to look at when they are somebody else's. You learn to read your own "
        "work with the same eye."
    ),
    why_for_teacher=_(
        "You choose which beliefs come up, from the preparation's own wrong answers. Nobody has to "
        "be the one who was wrong."
    ),
    framework=_(
        "Explaining why something is wrong makes the right way clearer, for people who know enough "
        "to tell. Mistakes made with certainty are put right more readily once people are told; "
        "in classroom studies about 20 per cent of them came back later, so ask again after a "
        "week."
    ),
    preparation=(
        _("Take the three wrong answers people were surest of in the preparation."),
        _("Write an answer with exactly these mistakes and no others. Let a colleague check."),
        _("Say how many mistakes there are, unless the group is strong."),
    ),
    process=(
        _(
            "Hand out the answer: “This was written by somebody who had prepared. Three things are "
            "wrong.”"
        ),
        _("Alone: mark with a pencil what you doubt. Three minutes."),
        _("In pairs: agree on the mistakes. For each, correct it in the margin."),
        _(
            "For each: what did that person believe? Write it as a sentence that begins with “I "
            "thought”."
        ),
        _("Together: show the answer, let pairs say which line, why, and how to notice it."),
        _("Each writes one line for themselves: the check I shall make next time."),
    ),
    vigilance=(
        _("End with the right version in front of everybody. What was last seen stays."),
        _("Never a real learner's paper, not even without the name."),
        _("Mistakes of thinking, not of typing."),
        _("Label the sheet “with errors”: it will be found in a folder in May."),
    ),
    if_it_does_not_work=(
        _("They find mistakes that are none: excellent, let them prove it."),
        _("Nobody finds the second one: give the line, not the mistake."),
        _("Too hard: lay a correct answer to a like problem beside it."),
    ),
    sources=(
        _(
            "C. S. Große and A. Renkl (2007), Finding and fixing errors in worked examples, "
            "Learning and Instruction."
        ),
        _("J. Metcalfe (2017), Learning from errors, Annual Review of Psychology."),
        _(
            "Corral and Carpenter (2022), on confident errors, Journal of Applied Research in "
            "Memory and Cognition."
        ),
        _("Sheet written for Volteface; change it to what you learn with your groups."),
    ),
    keywords=(
        _("mistakes"),
        _("worked example"),
        _("misconception"),
        _("pairs"),
    ),
)
