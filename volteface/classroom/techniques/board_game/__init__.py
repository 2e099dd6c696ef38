"""Board game: boards of five, cards made from the module's own questions."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from volteface.classroom.rules.provisions import Thing
from volteface.classroom.rules.talk import Talk
from volteface.classroom.techniques.sheet import Sheet

SHEET = Sheet(
    name="board_game",
    title=_("Board game: question track"),
    summary=_(
        "Tables of five race along a track. Everybody answers every card, only right answers move, "
        "and what the table missed goes to the debrief."
    ),
    least_minutes=20,
    minutes=30,
    most_minutes=45,
    talk=Talk(fixed=3),
    goals=("recall", "understand"),
    least_people=3,
    most_people=240,
    rooms=("tables",),
    needs=("paper",),
    sits="teams",
    team=5,
    things=(Thing(name="kit", per="team", printed=True),),
    audience=_("Students and professionals in training; also people who seldom speak in class."),
    knowledge=_("Basic knowledge with clear answers, to be recalled quickly and explained."),
    group_size=_("3 to 6 at a board; best with up to eight boards and one teacher."),
    duration=_("25 to 35 minutes of play, then 15 minutes of debrief."),
    room=_("Tables that four to six people can sit around."),
    equipment=_(
        "For each table one kit: board, cards, key, pawns, letters and a die. Print and cut it "
        "once, keep it for years."
    ),
    why_for_learners=_(
        "You recall twenty things in half an hour without noticing, say why out loud, and hear how "
        "others think. A wrong answer costs a few squares and nothing else."
    ),
    why_for_teacher=_(
        "You are free to walk about and listen. The pile of missed cards is the most honest list "
        "of what to talk about."
    ),
    framework=_(
        "Retrieval with immediate feedback in a team. Be honest about what is known: games have "
        "small positive effects on learning. For printed board games the trials are few and "
        "small; one small trial found no difference from a quiz with the same questions, and "
        "learners liked the game better. Nobody has yet compared such a game with and without a "
        "debrief; we keep it on because debriefs help teams in other kinds of training."
    ),
    preparation=(
        _(
            "Print one kit for each five people and one to spare; cut them, or let learners cut "
            "one early."
        ),
        _(
            "Play six cards yourself with a colleague: the wording of a card shows when it is "
            "read aloud."
        ),
        _("Make groups beforehand with somebody who is ready at each table."),
    ),
    process=(
        _("Set up the tables before people come. Read the four rules aloud; nothing more."),
        _("Start the timer. All tables play at once."),
        _(
            "Walk about. Answer questions about the rules; send questions about the subject back "
            "to the table."
        ),
        _("Five minutes before the end, say so."),
        _("Stop all tables together, finished or not. Whoever is furthest has won the table."),
        _(
            "Collect the piles of missed cards: the debrief begins with the card most tables "
            "missed."
        ),
    ),
    vigilance=(
        _("No public ranking of tables, no prize: the game is the way to the debrief."),
        _("Being quick counts for nothing. Everybody lays a letter before any is turned over."),
        _("Keep the debrief's fifteen minutes, even if the game is going well."),
        _(
            "Offer another way in to whoever does not want to play: keeper of the key, or the "
            "cards alone."
        ),
    ),
    if_it_does_not_work=(
        _("One person answers for all: let the letters be laid face down, and count to three."),
        _("A table is far ahead: give it the job of writing two new cards."),
        _(
            "A table is lost: sit down, play three cards with it, and let it use the module's key "
            "points."
        ),
        _("Too little time: play ten cards without the board, then debrief."),
    ),
    sources=(
        _(
            "M. Sailer and L. Homner (2020), a meta-analysis of gamified learning: small effects, "
            "most stable on knowledge."
        ),
        _(
            "E. Whitt and M. Haselgrove (2023), a board game against a quiz, 47 learners: no "
            "difference, game preferred."
        ),
        _(
            "S. I. Tannenbaum and C. P. Cerasoli (2013), debriefs in teams at work: helpful on "
            "average."
        ),
        _("Game and sheet written for Volteface; change them to what you learn with your groups."),
    ),
    keywords=(_("game"), _("cards"), _("teams"), _("debrief"), _("paper")),
)
