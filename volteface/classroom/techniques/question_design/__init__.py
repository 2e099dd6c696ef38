"""Questions written by learners, a technique for the meeting."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from volteface.classroom.rules.provisions import Thing
from volteface.classroom.rules.talk import Talk
from volteface.classroom.techniques.sheet import Sheet

SHEET = Sheet(
    name="question_design",
    title=_("Questions written by learners"),
    summary=_(
        "Pairs write one question with tempting wrong answers, try it on another pair, and mend "
        "it. The best go into the bank and onto the next deck of cards."
    ),
    least_minutes=25,
    minutes=35,
    most_minutes=60,
    talk=Talk(fixed=4, share=0.05),
    goals=("create", "understand", "recall"),
    least_people=4,
    most_people=120,
    rooms=("tables", "rows"),
    needs=("paper", "phones"),
    sits="teams",
    team=3,
    things=(Thing(name="question_form", per="team", printed=True),),
    audience=_("Learners who have been through the module once."),
    knowledge=_("Concepts with known traps; whatever is going to be asked later."),
    group_size=_("4 to 120, in pairs, two pairs trying each other's."),
    duration=_("25 to 60 minutes: twelve to write, eight to try, ten to mend and choose."),
    room=_("Tables, or rows with neighbours."),
    equipment=_("A form with room for question, four answers and a reason for each; or phones."),
    why_for_learners=_(
        "To write a wrong answer that tempts, you must know what tempts you. And your question may "
        "be played by others next week."
    ),
    why_for_teacher=_(
        "The wrong answers people invent are a list of what they find hard. The bank grows, and "
        "you have only to choose."
    ),
    framework=_(
        "Making a question asks for more than answering one: deciding what matters, foreseeing how "
        "others think. Studies in which learners were taught to ask their own questions about "
        "what they read mostly found better comprehension."
    ),
    preparation=(
        _("Share out the objectives, so that not all questions are about the first page."),
        _("Choose one good and one bad question of last year to show."),
        _("Say what happens to them: who chooses, whose name stands there."),
    ),
    process=(
        _("Show the two examples. What makes the wrong answers good?"),
        _("Pairs write: one question, one right answer, three wrong ones, a reason for each."),
        _("Check it against three lines: one thing only; no trick; the wrong answers are beliefs."),
        _("Swap. The other pair answers, says how sure they are, and how it could be mended."),
        _("Mend it. Hand it in."),
        _("Put two of them to the whole room at the end."),
    ),
    vigilance=(
        _(
            "Check each before anybody learns from it: a wrong key is learnt as well as a right "
            "one."
        ),
        _("Praise the useful wrong answer, not the clever wording."),
        _("No “all of the above”, no double negative."),
        _("Take only what people agree to share."),
    ),
    if_it_does_not_work=(
        _("All ask for a definition: ask for a question whose answer is a choice in a situation."),
        _("No wrong answers come: look at those of the preparation."),
        _("Little time: give the question, let pairs write only the wrong answers."),
    ),
    sources=(
        _(
            "B. Rosenshine, C. Meister and S. Chapman (1996), Teaching students to generate "
            "questions, Review of Educational Research."
        ),
        _("P. Denny, J. Hamer, A. Luxton-Reilly and H. Purchase (2008), PeerWise."),
        _("Sheet written for Volteface; change it to what you learn with your groups."),
    ),
    keywords=(
        _("writing"),
        _("question bank"),
        _("peer review"),
        _("pairs"),
    ),
)
