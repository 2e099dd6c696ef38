"""The words of quartets on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.utils.translation import gettext as _

from volteface.classroom.games.duration import duration_words
from volteface.classroom.games.game import Aside, RulePage

from .deck import LEAST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from volteface.classroom.games.game import Deck


def page(deck: Deck, *, minutes: int) -> RulePage:
    """One page a table can play from."""
    return RulePage(
        title=_("Quartets"),
        players=_("3 to 6 players"),
        duration=duration_words(cast("int", deck.facts.get("usual", minutes)), minutes),
        idea=_(
            "Ask for a card and win it by answering. Four cards with one letter are a quartet; "
            "whoever has most of it tells what the four have in common."
        ),
        setup=_setup(deck),
        turn=_turn(),
        end=_(
            "No card left in any hand? Shuffle the pile to talk about. From the last asker "
            "on, take turns to read a card of it once more: everybody but the reader "
            "writes; of those who are right, the one with the fewest won cards wins it; "
            "equal, the first to the reader’s left. Nobody: it stays there. No ticks now. "
            "Then, or when the bell rings after %(minutes)s minutes (a card being asked "
            "does not count), count: 1 point for a card, 2 for a quartet told, 1 for every "
            "four ticks. The most points have won; between equals, all of them have."
        )
        % {"minutes": minutes},
        debrief=(
            _("Take the pile to talk about and the crosswise cards: what made them hard?"),
            _("Take two quartets: how do they hang together?"),
            _("Everybody: choose one quartet, turn it over, and write down all four answers."),
        ),
        asides=_asides(),
    )


def _setup(deck: Deck) -> tuple[str, ...]:
    return (
        _(
            "Put the overview in the middle: it names the %(count)s quartets and their cards, A1, "
            "A2 and so on."
        )
        % {"count": deck.facts["quartets"]},
        _(
            "Shuffle the cards and deal all of them. Hold yours so that only you see them: the "
            "answers stand on them. Somebody may have one card more."
        ),
        _("Everybody needs a slip of paper and a pencil. The dealer’s left neighbour asks first."),
    )


def _turn() -> tuple[str, ...]:
    return (
        _(
            "The asker names a card of the overview that somebody else still holds, of a quartet "
            "of which they have a card themselves, in the hand or won: “I ask for B3.” No such "
            "card? Name any that somebody else holds. None? The next player to the left asks."
        ),
        _(
            "Whoever holds it reads the question aloud, twice, with its letters, but not "
            "the answer below the line."
        ),
        _(
            "Everybody else writes an answer and covers it: a letter, a word, a number, the "
            "meaning in a few words, or for “Put it right” what is true instead of what "
            "somebody says there."
        ),
        _("The asker says their answer and why. Then all uncover theirs; nobody changes now."),
        _(
            "The holder reads the answer and the reason, and says whose answers mean the "
            "same. In doubt the table decides, without the one whose answer it is."
        ),
        _(
            "The asker is right: the card is theirs, face up before them. The asker is wrong: of "
            "those who were right, the one with the fewest won cards gets it; equal, the first to "
            "the asker’s left. Nobody: it goes on the pile to talk about. Right, but not your "
            "card? Make a tick on your slip."
        ),
        _(
            "Half of those who wrote, or more, were wrong? The card lies crosswise. Then the "
            "player to the left asks."
        ),
    )


def _asides() -> tuple[Aside, ...]:
    return (
        Aside(
            title=_("A quartet is complete"),
            text=_(
                "As soon as none of its four cards is in a hand any more, whoever has won most "
                "of them tells in two or three sentences what the four have in common, cards on "
                "the table. Accepted by the others: note 2 points. Equally many? The one with "
                "fewer points so far; still equal, the first from the asker on. Nobody has won "
                "any? Nobody tells."
            ),
        ),
        Aside(
            title=_("Who comes and goes"),
            text=_(
                "Who comes later has no hand, but asks and writes like all. Who leaves gives "
                "the hand to the left neighbour. More than six? Two play as one. Accepted: no "
                "more thumbs down than up."
            ),
        ),
    )


def labels() -> Mapping[str, str]:
    """The small words on cards and sheets."""
    return {
        "word": _("Which word?"),
        "meaning": _("What does it mean?"),
        "question": _("Which one?"),
        "answer": _("What is it?"),
        "mend": _("Put it right"),
        "overview": _("All quartets"),
        "overview_note": _("Ask for a card by its letter and number."),
        "picture_overview": _("overview"),
        "picture_won": _("cards won"),
        "picture_pile": _("to talk about"),
        "key_note": _("For the teacher: the answers stand on the cards too."),
        "key_footer": _("Keep this sheet away from the teams."),
        "footer": _("A card is won by answering it. Everybody writes every time."),
    }


def shortage(has: int) -> str:
    """What is missing for a game."""
    return _(
        "Quartets need %(least)s cards in sets of four for one objective; this module gives "
        "%(has)s. Add terms or questions to its objectives."
    ) % {"least": LEAST, "has": has}


def warnings() -> Mapping[str, str]:
    """What to know before printing."""
    return {
        "no_terms": _(
            "The module has no terms: the quartets are made of questions and beliefs to put right. "
            "With terms they become more varied."
        ),
    }
