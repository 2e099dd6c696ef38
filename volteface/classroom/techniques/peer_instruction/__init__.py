"""Peer instruction: vote alone, convince a neighbour, vote again."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from volteface.classroom.rules.provisions import Thing
from volteface.classroom.rules.talk import Talk
from volteface.classroom.techniques.sheet import Sheet

SHEET = Sheet(
    name="peer_instruction",
    title=_("Peer instruction"),
    summary=_(
        "A question with tempting wrong answers. Everybody votes alone, discusses with somebody "
        "who chose differently, and votes again."
    ),
    least_minutes=8,
    minutes=30,
    most_minutes=50,
    talk=Talk(share=0.2),
    goals=("understand", "convince", "apply"),
    least_people=10,
    most_people=None,
    rooms=("rows", "tables"),
    needs=("phones", "paper"),
    sits="pairs",
    things=(Thing(name="phone"),),
    audience=_("Students and professionals in training."),
    knowledge=_("Concepts: whatever people may think they have understood when they have not."),
    group_size=_("From 10 to a full amphitheatre; discussions in threes."),
    duration=_("5 to 8 minutes for each question; four or five questions in 30 minutes."),
    room=_("Any room in which neighbours can talk; in rows, people turn to those behind."),
    equipment=_("One phone for each person, one screen, and your own private view of the votes."),
    why_for_learners=_(
        "Saying why to somebody who disagrees shows you what you really understand. You often "
        "learn best from a person who understood it ten minutes ago."
    ),
    why_for_teacher=_(
        "You see what the room thinks before you speak, and you hear the arguments. You explain "
        "what needs explaining, to people who have just found out that they want to know."
    ),
    framework=_(
        "Social construction of knowledge around a conceptual question. In introductory physics, "
        "classes taught with interaction gained about twice as much on concept tests as classes "
        "taught by lecture. The limits of 30 and 70 per cent are a convention between teachers: "
        "no study that tests them was found."
    ),
    preparation=(
        _(
            "Pick four to six questions whose wrong answers are beliefs people really hold; the "
            "plan proposes those most missed."
        ),
        _("Say what you will do for each when few, half or most are right."),
        _("Open the projector view on the big screen and keep the presenter view to yourself."),
    ),
    process=(
        _("Show the question. Let people read it; do not explain it."),
        _("First vote, alone: one to two minutes, with how sure one is. No bars on the screen."),
        _(
            "Look at your private view. Fewer than 30 per cent right: explain the idea in at most "
            "five minutes. More than 70: give the reason and go on. In between: discuss."
        ),
        _(
            "Discuss: two to three minutes with somebody who chose differently. Walk about and "
            "listen."
        ),
        _("Second vote, alone again."),
        _(
            "Show both votes and the answer. Let somebody who changed their mind say why, before "
            "you do."
        ),
    ),
    vigilance=(
        _("Never show the first vote before the second: people follow the tallest bar."),
        _("Silence while voting. Whoever talks then takes the other's thinking away."),
        _("Under ten votes a percentage says little; trust what you hear."),
        _("Nobody is named. A wrong vote is material, not a fault."),
        _("Some people are heard less than others: change the pairs, ask quieter tables first."),
    ),
    if_it_does_not_work=(
        _(
            "Nobody talks: ask each to say only which letter they chose and one reason, thirty "
            "seconds each."
        ),
        _("All agree at once: the question was too easy. Give the reason, take the next."),
        _(
            "The second vote is no better: explain now. People have earned it, and listen "
            "differently."
        ),
        _("No network: raised letters on paper, counted by eye, twice."),
    ),
    sources=(
        _(
            "E. Mazur, Peer Instruction (1997); C. H. Crouch and E. Mazur (2001), ten years of "
            "experience."
        ),
        _("R. R. Hake (1998), interactive teaching against lectures in introductory physics."),
        _(
            "M. K. Smith and others (2009): people also learn when nobody in the group knew at "
            "first."
        ),
        _("Sheet written for Volteface; change it to what you learn with your groups."),
    ),
    keywords=(_("concept question"), _("vote"), _("discussion"), _("large groups")),
)
