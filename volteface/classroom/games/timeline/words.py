"""The words of the timeline on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from volteface.classroom.games.duration import duration_words
from volteface.classroom.games.game import Aside, RulePage

from .deck import LEAST
from .rules import START

if TYPE_CHECKING:
    from collections.abc import Mapping

    from volteface.classroom.games.game import Deck


def page(deck: Deck, *, minutes: int) -> RulePage:
    """One page a table can play from."""
    return RulePage(
        title=_("Timeline"),
        players=_("3 to 6 players"),
        duration=duration_words(cast("int", deck.facts.get("usual", minutes)), minutes),
        idea=_(
            "Say between which two cards the next one belongs, and whether you are sure. Whoever "
            "is right moves on."
        ),
        setup=_setup(),
        turn=_turn(),
        end=_(
            "The game ends after %(cards)s placed cards, or when the bell rings after "
            "%(minutes)s minutes; a card not yet turned over then does not count. A row is "
            "complete? Leave it until you need the room; the next reader turns over the top "
            "card of the next pile to begin its row, and reads. All rows complete? Shuffle "
            "each one and build it again. The pawn furthest ahead has won; between equals, "
            "all of them have."
        )
        % {"cards": deck.facts["played"], "minutes": minutes},
        debrief=(
            _("Take the cards you noted: what did you think came first, and why?"),
            _("Choose two neighbours of a row: what leads from one to the other?"),
            _("Everybody: turn your back to the table and tell one row from memory."),
        ),
        asides=_asides(),
    )


def _setup() -> tuple[str, ...]:
    return (
        _(
            "Sort the cards by the letter in their corner: each letter is a pile, and a row "
            "of its own later. Shuffle each pile and put it down with the date or number "
            "below. Nobody looks there."
        ),
        _(
            "Everybody takes a pawn, a slide with the same sign and a paper clip (a thumb "
            "on the edge will do); somebody takes the circle. Pawns start on %(start)s."
        )
        % {"start": START},
        _(
            "Whoever has the circle turns over the top card of pile A, lays it in the "
            "middle (the row begins) and is the first reader. Earlier, shorter or first "
            "goes to its left, later, longer or last to its right."
        ),
    )


def _turn() -> tuple[str, ...]:
    return (
        _(
            "The reader takes the top card of the pile and reads it aloud, but does not "
            "turn it over. The reader plays too."
        ),
        _(
            "Count the places from the left: 1 is before the first card, 2 after it, and so on. "
            "Everybody puts the clip on a number of the slide, on the left edge for “sure”, on the "
            "right edge for “perhaps”, and covers it."
        ),
        _(
            "All show their slides together. Those who chose different places say why, one "
            "sentence each. Nobody changes now."
        ),
        _(
            "The reader turns the card over and lays it where it belongs. Two cards with the same "
            "date or number? Both orders are right."
        ),
        _(
            "Right: “perhaps” moves 1 step, “sure” moves 2. Wrong: “perhaps” stays, “sure” goes 2 "
            "back. A pawn on 0 or 1 may only say “perhaps”."
        ),
        _(
            "Of those who were right, the one furthest back says why the card belongs there. The "
            "table accepts it: 1 step more. Equally far back? The first to the reader’s left."
        ),
        _(
            "Half the table or more wrong? Push the card up so that it sticks out of the row, and "
            "note its number for later. The player to the left reads next."
        ),
    )


def _asides() -> tuple[Aside, ...]:
    return (
        Aside(
            title=_("When to be sure"),
            text=_(
                "“Sure” pays off if you would be right two times out of three or more. Below that, "
                "“perhaps” brings you further. The more cards lie there, the harder it is to guess."
            ),
        ),
        Aside(
            title=_("Who comes and goes"),
            text=_(
                "Who comes later starts beside the pawn furthest back. Who leaves takes the "
                "pawn along. More than six? Two share a slide. Accepted: no more thumbs down "
                "than up."
            ),
        ),
    )


def labels() -> Mapping[str, str]:
    """The small words on cards and sheets."""
    return {
        "where": _("Where does it belong?"),
        "sure": _("sure"),
        "perhaps": _("perhaps"),
        "slides": _("Slides to cut"),
        "picture_cards": _("cards"),
        "picture_row": _("the row, and its places"),
        "start": pgettext("track", "Start"),
        "sure_steps": _("right: 2 on · wrong: 2 back"),
        "perhaps_steps": _("right: 1 on · wrong: stay"),
        "slide_note": _(
            "Cut along the full lines, fold each slide along the broken one if you like it "
            "stiffer. A paper clip on the left edge says “sure”, on the right edge “perhaps”. 1 is "
            "before the first card."
        ),
        "key_note": _("For the teacher: the table does not need this page."),
        "key_footer": _("The dates and numbers stand on the backs of the cards."),
        "key_mark": _("row"),
        "key_why": _("when"),
        "footer": _("Be sure when you would be right two times out of three."),
    }


def shortage(has: int) -> str:
    """What is missing for a game."""
    return _(
        "The timeline needs %(least)s cards to place; this module gives %(has)s. Add terms with "
        "a date (“when”), four or more of a kind, or ordering questions with four parts or more."
    ) % {"least": LEAST, "has": has}


def warnings() -> Mapping[str, str]:
    """What to know before printing."""
    return {
        "short": _(
            "The rows are played through twice before the planned minutes are over: the game will "
            "be shorter."
        ),
    }
