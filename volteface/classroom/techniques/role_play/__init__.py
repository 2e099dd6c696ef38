"""Role play: threes act a short scene, one watching."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from volteface.classroom.rules.provisions import Thing
from volteface.classroom.rules.talk import Talk
from volteface.classroom.techniques.sheet import Sheet

SHEET = Sheet(
    name="role_play",
    title=_("Role play"),
    summary=_(
        "Threes act a short scene, one watching. They stop, talk, change roles and play it again, "
        "better. The second time is where the learning is."
    ),
    least_minutes=30,
    minutes=45,
    most_minutes=75,
    talk=Talk(fixed=4, share=0.08),
    goals=("apply", "convince", "judge"),
    least_people=3,
    most_people=45,
    rooms=("floor", "tables"),
    needs=("paper",),
    sits="teams",
    team=3,
    things=(Thing(name="roles", printed=True),),
    audience=_(
        "People who will have such conversations: carers, teachers, engineers with clients, "
        "managers."
    ),
    knowledge=_(
        "What to say and do with another person: interviews, advice, bad news, negotiation."
    ),
    group_size=_("3 to 45, in threes who all play at the same time."),
    duration=_("30 to 75 minutes: three rounds of about ten, then fifteen together."),
    room=_("Space for threes to sit apart from each other."),
    equipment=_("Two role cards and one card for the observer in each three."),
    why_for_learners=_(
        "You may get it wrong here, twice, with people who wish you well. The words come more "
        "easily when it is for real."
    ),
    why_for_teacher=_(
        "You hear whether people can use what they can recite. The observers' cards give you the "
        "debrief."
    ),
    framework=_(
        "Learning from a made-up experience: play, step out, describe, draw the rule, play again. "
        "Debriefs help teams in work and training on average (a standardised difference of 0.67 "
        "over 46 samples); those were not games in class."
    ),
    preparation=(
        _(
            "Write two role cards of five lines: who you are, what you want, what you do not say "
            "at first."
        ),
        _("Write the observer's card: three things to look for, from the module."),
        _("Play it once with a colleague, to see that it can be solved."),
    ),
    process=(
        _("Say what it is for, and that nobody plays in front of the room."),
        _("Hand out the cards. Two minutes to read in silence."),
        _("First round: four minutes of scene. The observer writes words that were really said."),
        _(
            "Step out: stand up, say your own name. First the player, then the other, then the "
            "observer."
        ),
        _("Choose one thing to do otherwise. Change roles and play again. Then once more."),
        _("Together: which sentence helped? Collect five on the screen."),
    ),
    vigilance=(
        _("Anybody may stop a scene, without a reason. Say the word for it beforehand."),
        _("No roles that mirror somebody's illness, origin or trouble."),
        _("Talk about what was said and what it did, not about talent."),
        _("Offer the observer's part for all three rounds to whoever does not want to play."),
    ),
    if_it_does_not_work=(
        _(
            "People laugh and drop out: shorten the scene to one minute and begin at the hard "
            "sentence."
        ),
        _("It goes too smoothly: give one player a card with an objection."),
        _("It goes too deep: stop, step out, drink something, talk about the card instead."),
    ),
    sources=(
        _("M. van Ments, The Effective Use of Role-Play (1983)."),
        _(
            "S. I. Tannenbaum and C. P. Cerasoli (2013), debriefs in teams at work: helpful on "
            "average."
        ),
        _("Sheet written for Volteface; change it to what you learn with your groups."),
    ),
    keywords=(
        _("conversation"),
        _("professional practice"),
        _("observer"),
        _("debrief"),
    ),
)
