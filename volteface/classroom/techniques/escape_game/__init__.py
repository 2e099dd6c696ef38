"""Escape game: teams open a chain of locks, each with a problem of the module as its key."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from volteface.classroom.rules.provisions import Thing
from volteface.classroom.rules.talk import Talk
from volteface.classroom.techniques.sheet import Sheet

SHEET = Sheet(
    name="escape_game",
    title=_("Escape game"),
    summary=_(
        "Teams open a chain of locks, each with a problem of the module as its key. Nobody is "
        "locked in; the last lock opens on the question of the debrief."
    ),
    least_minutes=30,
    minutes=45,
    most_minutes=60,
    talk=Talk(fixed=5),
    goals=("recall", "apply"),
    least_people=4,
    most_people=60,
    rooms=("tables", "floor"),
    needs=("paper",),
    sits="teams",
    team=5,
    things=(Thing(name="stations", per="team", printed=True),),
    audience=_("Groups that like to work together; a good end to a unit."),
    knowledge=_("Knowledge with exact results: numbers, words, orders, pairs that can be a code."),
    group_size=_("4 to 60, in teams of 3 to 5, all with the same locks."),
    duration=_("30 to 60 minutes of play; keep 15 more for the debrief."),
    room=_("A table for each team; stations on the walls if you like."),
    equipment=_("One kit for each team: stations, locks, clues in envelopes, a sheet for codes."),
    why_for_learners=_(
        "You use many things you learnt within an hour, and need each other for it: somebody sees "
        "what you do not."
    ),
    why_for_teacher=_(
        "Where teams get stuck is where the module is thin. You walk about, and for once nobody "
        "looks at you."
    ),
    framework=_(
        "Retrieval and application in a story, with feedback from the lock. Be honest about what "
        "is known: games have small positive effects on knowledge, and liking a game is not "
        "learning from it. For printed games the trials are few and small. So the debrief stays."
    ),
    preparation=(
        _("Print the kits and play them through with the clock, without looking at the key."),
        _("Write two clues for each lock: one where to look, one how to begin."),
        _("Teams of mixed readiness; one calm person who reads aloud in each."),
    ),
    process=(
        _("Tell the story in one minute. Show one lock being opened."),
        _("Start the timer. Each team opens the stations in its own order, if the kit allows."),
        _("A team stuck for three minutes gets a clue without having to ask."),
        _("A wrong code costs nothing: ask which step they doubt."),
        _("Stop all together. Teams that finished help others with questions only."),
        _(
            "Debrief with the last lock's question: which idea opened most, and where is it used "
            "outside?"
        ),
    ),
    vigilance=(
        _("Riddles must need the subject. A hidden key teaches searching."),
        _("No locked doors, no darkness, no fright; the way out stays free."),
        _("No ranking by time. Somebody always stands at the edge: give them the code sheet."),
        _("Everything readable by a person who does not see colours well."),
    ),
    if_it_does_not_work=(
        _("One lock holds everybody up: say its code, take it up in the debrief."),
        _("Codes are guessed: ask for the reasoning before a code is accepted."),
        _("Little time: play two stations and go on to the debrief."),
    ),
    sources=(
        _(
            "A. Veldkamp and others (2020), Escape education: a systematic review, Educational "
            "Research Review."
        ),
        _("S. Nicholson (2015), Peeking behind the locked door."),
        _(
            "M. Sailer and L. Homner (2020), a meta-analysis of gamified learning: small effects, "
            "most stable on knowledge."
        ),
        _("Sheet written for Volteface; change it to what you learn with your groups."),
    ),
    keywords=(
        _("game"),
        _("riddles"),
        _("teams"),
        _("debrief"),
    ),
)
