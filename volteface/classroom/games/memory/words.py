"""What memory says on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from volteface.classroom.games.game import Aside, RulePage

from .rules import LEAST_PAIRS

if TYPE_CHECKING:
    from volteface.classroom.games.game import Deck


def page(deck: Deck, *, minutes: int) -> RulePage:
    """The rules on one page."""
    return RulePage(
        title=_("Memory"),
        players=_("2 to 5 players"),
        duration=_("%(minutes)s minutes") % {"minutes": minutes},
        idea=_(
            "Find what belongs together. Where a card lies is worth remembering, but only who sees "
            "why two cards belong together takes them."
        ),
        setup=(
            _("Shuffle the A cards and lay them face down in rows on the left."),
            _("Do the same with the B cards on the right. Whoever lays them out begins."),
            _(
                "Lay the answer key face down within reach. Whoever sits on your right is your "
                "judge."
            ),
        ),
        turn=_turn(),
        end=_(
            "The game ends when all %(pairs)s pairs are taken, or when the bell rings after "
            "%(minutes)s minutes. Each pair counts two points. Whoever has most has won; between "
            "equals, all of them have."
        )
        % {"pairs": deck.facts["pairs"], "minutes": minutes},
        debrief=(
            _("Take the pairs that are left or were found last. What made them hard to see?"),
            _("Each explains the pair they found hardest, without looking at the cards."),
        ),
        asides=(
            Aside(
                title=_("Points"),
                text=_(
                    "Write them on a sheet: two for a pair, one less for a wrong claim, never "
                    "below nothing."
                ),
            ),
        ),
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
        _("Turn over a B card and read it aloud."),
        _("Say “pair” and why, in one sentence, or say “no pair”."),
        _(
            "The others think along: whoever sees a pair that you did not claim knocks on the "
            "table."
        ),
        _("Nobody claims a pair? Turn both cards back, and nobody looks at the key."),
        _(
            "Somebody does? Your judge looks up the A card: the key names its B card. A pair goes "
            "to you if you claimed it, else to the first on your left who knocked; the judge reads "
            "the reason aloud."
        ),
        _("It was no pair? Turn both cards back. Everybody who claimed it loses a point."),
        _("Pair or not, the next player to the left goes on."),
    )
