"""The kit's data for the Typst template: every word translated here, every text as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from .deck import LETTERS, PER_SHEET, mirrored
from .rules import AGAIN, PAIR, SAY_WHY, cards_in, track, track_length

if TYPE_CHECKING:
    from .deck import Card, Deck

SEATS = 6
_LONGEST_WHY = 220


def data(deck: Deck, *, module: str, minutes: int, language: str, large: bool) -> dict[str, object]:
    """Everything the template prints, for a game of ``minutes`` minutes."""
    length = track_length(minutes)
    most = max((len(card.options) for card in deck.cards), default=3)
    sheets = [deck.cards[at : at + PER_SHEET] for at in range(0, len(deck.cards), PER_SHEET)]
    return {
        "title": f"{_('Question track')} · {module}",
        "module": module,
        "language": language,
        "large": large,
        "letters": list(LETTERS[:most]),
        "seats": SEATS,
        "track": [{"number": square.number, "kind": square.kind} for square in track(length)],
        "suits": [{"suit": suit, "objective": objective} for suit, objective in deck.suits],
        "key": [
            {
                "number": line.number,
                "letter": line.letter,
                "answer": line.answer,
                "why": _shortened(line.why),
                "suit": line.suit,
            }
            for line in deck.key
        ],
        "sheets": [
            {
                "fronts": [_front(card) for card in sheet],
                "backs": [_back(card) for card in mirrored(sheet)],
            }
            for sheet in sheets
        ],
        "words": _words(minutes=minutes),
    }


def _front(card: Card) -> dict[str, object]:
    return {
        "number": card.number,
        "part": card.part,
        "suit": card.suit,
        "size": card.size,
        "stem": card.stem,
        "options": [list(option) for option in card.options],
    }


def _back(card: Card | None) -> dict[str, object] | None:
    return None if card is None else {"suit": card.suit}


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_WHY else text[:_LONGEST_WHY].rsplit(" ", 1)[0] + " …"


def _words(*, minutes: int) -> dict[str, object]:
    return {
        "game": _("Question track"),
        "facts": _("3 to 6 players · %(minutes)s minutes") % {"minutes": minutes},
        "blank": _("This side stays empty."),
        **_rules_words(minutes=minutes),
        **_square_words(),
        **_paper_words(),
    }


def _rules_words(*, minutes: int) -> dict[str, object]:
    return {
        "setup_title": _("Set up"),
        "setup": [
            _("Put the board in the middle and the cards beside it, signs up."),
            _("Take a pawn and the letters with the same sign. Put your pawn on Start."),
            _("One player keeps the answer key, face down. The keeper plays too."),
        ],
        "turn_title": _("Each card"),
        "turn": [
            _("The reader rolls the die: it says how far this card can move you."),
            _(
                "The reader reads the card aloud. Everybody, the reader too, lays one letter face "
                "down."
            ),
            _("Turn the letters over together. Those who differ say why, one sentence each."),
            _(
                "The keeper reads the answer and the reason. Were you right? Move as far as the "
                "die says."
            ),
            _("If half the table or more was wrong, put the card on the pile to talk about."),
            _("The next player to the left reads the next card."),
        ],
        "end_title": _("The end"),
        "end": _(
            "The game ends when somebody reaches Finish, or when the bell rings after %(minutes)s "
            "minutes (about %(cards)s cards): whoever is furthest has won. Cards used up? Shuffle "
            "them all and go on. Then bring the pile to talk about to the debrief: it is the best "
            "thing the game has made."
        )
        % {"minutes": minutes, "cards": cards_in(minutes)},
        "suits_title": _("The signs on the cards"),
    }


def _square_words() -> dict[str, object]:
    return {
        "squares_title": _("The squares"),
        "squares": [
            {
                "kind": SAY_WHY,
                "name": _("Say why"),
                "text": _(
                    "Right on the next card? Explain it in a sentence and move one square more."
                ),
            },
            {
                "kind": AGAIN,
                "name": _("Look again"),
                "text": _("The next card comes from the pile to talk about, if there is one."),
            },
            {
                "kind": PAIR,
                "name": _("Pair up"),
                "text": _("On the next card, you also move if your left neighbour is right."),
            },
        ],
    }


def _paper_words() -> dict[str, object]:
    return {
        "picture_deck": _("cards"),
        "picture_die": _("die"),
        "picture_key": _("key"),
        "picture_board": _("board"),
        "key_title": _("Answer key"),
        "key_note": _("For the keeper: look at one line, after the letters are turned over."),
        "key_footer": _("Keep this sheet face down until a card has been answered."),
        "key_card": _("card"),
        "key_letter": _("letter"),
        "key_answer": _("answer"),
        "key_why": _("why"),
        "pieces_title": _("Pieces to cut"),
        "pieces_note": _("Cut along the full lines, fold along the broken ones."),
        "glue": _("fold, glue under"),
        "die_note": _(
            "The die has each of 1, 2 and 3 twice. Fold it to a cube and glue the tabs. A real die "
            "will do: 1 and 2 count 1, 3 and 4 count 2, 5 and 6 count 3."
        ),
        "start": _("Start"),
        "finish": _("Finish"),
        "board_footer": _("Only right answers move a pawn. The die is the same for everybody."),
        "join": _("Tape the second sheet here."),
    }
