"""What the question track says on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from volteface.classroom.games.game import Aside, RulePage

from .deck import LEAST
from .rules import cards_in

if TYPE_CHECKING:
    from volteface.classroom.games.game import Deck


def page(deck: Deck, *, minutes: int) -> RulePage:  # noqa: ARG001 - every game is asked with its deck
    """The rules on one page."""
    return RulePage(
        title=_("Question track"),
        players=_("3 to 6 players"),
        duration=_("%(minutes)s minutes") % {"minutes": minutes},
        idea=_("Get to the finish first. Only right answers move a pawn."),
        setup=_setup(),
        turn=_turn(),
        end=_(
            "The game ends when somebody reaches Finish, or when the bell rings after %(minutes)s "
            "minutes (about %(cards)s cards): whoever is furthest has won; between equals, all of "
            "them have. Steps beyond Finish do not count. Cards used up? Shuffle them all and go "
            "on."
        )
        % {"minutes": minutes, "cards": cards_in(minutes)},
        debrief=(
            _("Take the pile to talk about. For each card, say what misled you."),
            _("Choose the two cards that you want the whole room to discuss."),
        ),
        asides=(Aside(title=_("The squares"), items=_squares()),),
    )


def _setup() -> tuple[str, ...]:
    return (
        _("Put the board in the middle. Shuffle the cards and put them beside it, signs up."),
        _("Take a pawn and the letters with the same sign. Put your pawn on Start."),
        _(
            "One player keeps the answer key, face down, and plays too. The keeper’s left "
            "neighbour reads first."
        ),
    )


def _turn() -> tuple[str, ...]:
    return (
        _("The reader rolls the die: it says how far this card can move you."),
        _("The reader reads the card aloud. Everybody, the reader too, lays one letter face down."),
        _("Turn the letters over together. Those who differ say why, one sentence each."),
        _(
            "The reader says the card’s number; the keeper reads the answer and the reason. "
            "Were you right? Move as far as the die says. Pawns may share a square."
        ),
        _(
            "If half the table or more was wrong, put the card on the pile to talk about; "
            "else lay it aside."
        ),
        _("The next player to the left reads the next card."),
    )


def labels() -> dict[str, str]:
    """Words on the board and in its picture."""
    names = dict(zip(("say_why", "again", "pair"), _squares(), strict=True))
    return {
        "start": _("Start"),
        "finish": _("Finish"),
        "board_footer": _("Only right answers move a pawn. The die is the same for everybody."),
        "picture_deck": _("cards"),
        "picture_die": _("die"),
        "picture_key": _("key"),
        "picture_board": _("board"),
        "why": _("why?"),
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
    """It has none."""
    return {}


def _squares() -> tuple[tuple[str, str], ...]:
    return (
        (
            _("Say why"),
            _("Right on the next card? Explain it in a sentence and move one square more."),
        ),
        (_("Look again"), _("The next card comes from the pile to talk about, if there is one.")),
        (_("Pair up"), _("On the next card, you also move if your left neighbour is right.")),
    )
