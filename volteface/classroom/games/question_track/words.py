"""What the question track says on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from volteface.classroom.games.duration import duration_words
from volteface.classroom.games.game import Aside, RulePage

from .deck import LEAST
from .rules import cards_in

if TYPE_CHECKING:
    from volteface.classroom.games.game import Deck


def page(deck: Deck, *, minutes: int) -> RulePage:
    """The rules on one page."""
    return RulePage(
        title=_("Question track"),
        players=_("3 to 6 players"),
        duration=duration_words(int(str(deck.facts["usual"])), minutes),
        idea=_("Get to the finish first. Only right answers move a pawn."),
        setup=_setup(),
        turn=_turn(),
        end=_(
            "The game ends with the card on which somebody reaches Finish: if several do, whoever "
            "would go furthest beyond it has won. Or the bell rings after %(minutes)s minutes "
            "(about %(cards)s cards): a card whose answer was not read is void, and whoever is "
            "furthest has won. Between equals, all of them have. Cards used up? Shuffle the pile "
            "to talk about and go on with it; no pile, shuffle those laid aside."
        )
        % {"minutes": minutes, "cards": cards_in(minutes)},
        debrief=(
            _(
                "Take the pile to talk about (none? the card you were least sure of). For each "
                "card, say what misled you."
            ),
            _("Choose the two cards that you want the whole room to discuss."),
        ),
        asides=(
            Aside(title=_("The squares"), items=_squares()),
            Aside(
                title=_("Who comes and goes"),
                text=_(
                    "Who comes later starts beside the last pawn. Who leaves takes the pawn off; "
                    "the key goes to the left. More than six? Two share a pawn. In doubt the key "
                    "is right: note the card’s number, to talk about."
                ),
            ),
        ),
    )


def _setup() -> tuple[str, ...]:
    return (
        _("Put the board in the middle. Shuffle the cards and put them beside it, signs up."),
        _(
            "Take a pawn and the letters with the same sign (the signs on the cards mean something "
            "else). Put your pawn on Start."
        ),
        _(
            "One player keeps the answer key, face down, and plays too. The keeper’s left "
            "neighbour reads first."
        ),
    )


def _turn() -> tuple[str, ...]:
    return (
        _("The reader rolls the die: it says how far this card can move you."),
        _(
            "The reader reads the card aloud. Everybody, the reader too, lays one letter face "
            "down; if you do not know, guess."
        ),
        _("Turn the letters over together. Those who differ say why, one sentence each."),
        _(
            "The reader says the card’s number; the keeper reads the answer and the reason. "
            "Were you right? Move as far as the die says. Pawns may share a square; only the one "
            "you stop on counts."
        ),
        _(
            "If half the table or more was wrong, put the card under the pile to talk about; "
            "else under the cards laid aside."
        ),
        _("The next player to the left reads the next card."),
    )


def labels() -> dict[str, str]:
    """Words on the board and in its picture."""
    names = dict(zip(("say_why", "again", "pair"), _squares(), strict=True))
    return {
        "start": pgettext("on the board", "Start"),
        "finish": _("Finish"),
        "board_footer": _("Only right answers move a pawn. The die is the same for everybody."),
        "picture_deck": _("cards"),
        "picture_die": _("die"),
        "picture_key": _("key"),
        "picture_board": _("board"),
        "why": pgettext("on the board", "why?"),
        "die_note": _(
            "The die has each of 1, 2 and 3 twice. Fold it to a cube and glue the tabs. A real die "
            "will do: 1 and 2 count 1, 3 and 4 count 2, 5 and 6 count 3."
        ),
        **{f"square_{kind}": name for kind, (name, _text) in names.items()},
    }


def shortage(has: int) -> str:
    """What the module lacks."""
    return _(
        "The question track needs %(least)s questions with one right option, and the module has "
        "%(count)s: add single-choice or true-or-false questions."
    ) % {"least": LEAST, "count": has}


def warnings() -> dict[str, str]:
    """What to know before printing."""
    return {
        "few": _(
            "The module has few questions for so many minutes: each comes up more than three "
            "times. Fewer minutes make a livelier game."
        ),
    }


def _squares() -> tuple[tuple[str, str], ...]:
    return (
        (
            _("Say why"),
            _(
                "On the next card, say your reason before the key is read. Right, and the table "
                "accepts it? One square more."
            ),
        ),
        (
            _("Look again"),
            _(
                "The next card is the top one of the pile to talk about, or else of those laid "
                "aside."
            ),
        ),
        (
            _("Pair up"),
            _("On the next card, you move if you or your left neighbour is right."),
        ),
    )
