"""What memory says on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from volteface.classroom.games.duration import duration_words
from volteface.classroom.games.game import Aside, RulePage

from .rules import LEAST_PAIRS, POINTS_AT_START

if TYPE_CHECKING:
    from volteface.classroom.games.game import Deck


def page(deck: Deck, *, minutes: int) -> RulePage:
    """The rules on one page."""
    return RulePage(
        title=_("Memory"),
        players=_("2 to 5 players"),
        duration=duration_words(int(str(deck.facts["usual"])), minutes),
        idea=_(
            "Find what belongs together. Where a card lies is worth remembering, but only who sees "
            "why two cards belong together takes them."
        ),
        setup=(
            _("Shuffle the A cards and lay them face down in rows on the left."),
            _("Do the same with the B cards on the right. Whoever lays them out begins."),
            _(
                "Lay the answer key face down within reach. Whoever sits on your right is your "
                "judge. Somebody writes the points; everybody begins with %(count)s."
            )
            % {"count": POINTS_AT_START},
        ),
        turn=_turn(),
        end=_(
            "The game ends when one of the %(pairs)s pairs is left: turn it over together, it is "
            "nobody’s. Or the bell rings after %(minutes)s minutes: a claim already made is still "
            "judged. Whoever has most points has won; between equals, all of them have."
        )
        % {"pairs": deck.facts["pairs"], "minutes": minutes},
        debrief=(
            _(
                "Put together with the key what is left on the table. What made these pairs, and "
                "those found last, hard to see?"
            ),
            _("Each explains the pair they found hardest, without looking at the cards."),
        ),
        asides=_asides(),
    )


def labels() -> dict[str, str]:
    """Words on the cards and in the picture."""
    return {
        "meaning": _("meaning"),
        "term": _("term"),
        "question": _("question"),
        "answer": _("answer"),
        "part": _("belongs to"),
        "key_card": _("A card"),
        "key_mark": _("B card"),
        "picture_asks": _("A cards"),
        "picture_answers": _("B cards"),
        "picture_key": _("key"),
    }


def shortage(has: int) -> str:
    """What the module lacks."""
    return _(
        "Memory needs %(least)s pairs and the module has %(count)s: add terms, or questions with "
        "one short answer."
    ) % {"least": LEAST_PAIRS, "count": has}


def warnings() -> dict[str, str]:
    """It has none."""
    return {}


def _turn() -> tuple[str, ...]:
    return (
        _("Turn over an A card and read it aloud. What would answer it?"),
        _("Turn over a B card and read it aloud. Both stay where they lie."),
        _("Say “pair” and why, in one sentence, or say “no pair”."),
        _(
            "You said “no pair”? The others, and your judge too, may knock on the table until you "
            "have counted to three. Who knocks claims the pair: in turn, from your left, they say "
            "why."
        ),
        _("Nobody claims a pair? Turn both cards back, and nobody looks at the key."),
        _(
            "Somebody does? Your judge covers the key but for the line of the A card and reads the "
            "right answer and the reason to everybody: the line names the B card."
        ),
        _(
            "A pair: whoever claimed it, the first from your left if several knocked, takes both "
            "cards. Their places stay empty."
        ),
        _("No pair: turn both cards back. Everybody who claimed it loses a point."),
        _("Pair or not, the next player to the left goes on."),
    )


def _asides() -> tuple[Aside, ...]:
    return (
        Aside(
            title=_("Points"),
            text=_(
                "Two for a pair, three if the table accepted the reason (no more thumbs down "
                "than up); one less for a wrong claim, never below nothing."
            ),
        ),
        Aside(
            title=_("Who comes and goes"),
            text=_(
                "Who comes later begins with what the last has and sits where there is "
                "room. Who leaves keeps the points won. More than five? Two play as one. In "
                "doubt the key is right: note the card’s number, to talk about."
            ),
        ),
    )
