"""The words of the auction on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from volteface.classroom.games.game import Aside, RulePage

from .deck import LEAST
from .rules import START

if TYPE_CHECKING:
    from collections.abc import Mapping

    from volteface.classroom.games.game import Deck


def page(deck: Deck, *, minutes: int) -> RulePage:
    """One page a table can play from."""
    return RulePage(
        title=_("Auction"),
        players=_("3 to 6 players"),
        duration=_("%(minutes)s minutes") % {"minutes": minutes},
        idea=_(
            "Answer each question and bid coins on being right. Not who knows most becomes rich, "
            "but who knows best what they know."
        ),
        setup=_setup(),
        turn=_turn(),
        end=_(
            "The game ends after %(lots)s lots, or when the bell rings after %(minutes)s "
            "minutes; a lot whose answer was not read by then is void. Whoever has the most "
            "coins has won; between equals, all of them have. Cards used up before? Go on "
            "with the pile “once more”, then shuffle what was put away and begin again."
        )
        % {"lots": deck.facts["lots"], "minutes": minutes},
        debrief=(
            _("Everybody fills in the box below their account: how often was each bid right?"),
            _("Take the crosswise cards: what made somebody so sure of the wrong answer?"),
            _("Each says in one sentence: on what may I be surer, on what less sure?"),
        ),
        asides=_asides(),
    )


def _setup() -> tuple[str, ...]:
    return (
        _(
            "Everybody takes an account sheet, a pencil and %(start)s coins: a five and a one. The "
            "rest is the bank."
        )
        % {"start": START},
        _("Shuffle the cards and put them in the middle, questions down."),
        _(
            "One player keeps the answer key, face down, another the bank; both play too. The "
            "key keeper’s left neighbour is the first auctioneer."
        ),
    )


def _turn() -> tuple[str, ...]:
    return (
        _(
            "The auctioneer takes the top card and reads it aloud twice, with its letters. The "
            "auctioneer plays too."
        ),
        _(
            "Everybody writes their answer in the line of the lot and circles a bid: 1, 2 "
            "or 3. A hand covers it. No answer is a wrong one; a bid you cannot pay counts "
            "as the highest you can."
        ),
        _(
            "“Going once, going twice, gone”: all uncover. Those who differ say why, one sentence "
            "each, the highest bids first. Nobody changes now."
        ),
        _(
            "The auctioneer says the card’s number; the keeper reads the answer and the reason. "
            "For a written answer, the table decides whether it means the same."
        ),
        _(
            "Right: the bank pays you as many coins as you bid. Wrong: a bid of 1 costs nothing, "
            "2 costs 2 coins, 3 costs 6. Tick the line if you were right."
        ),
        _(
            "Of those who were right, the one with the fewest coins says why. The table accepts "
            "it: 1 coin more. Equally few? The first to the auctioneer’s left."
        ),
        _(
            "Was half the table or more wrong, or somebody with a bid of 3? The card goes "
            "under the pile “once more”, crosswise (for good) after a wrong 3. Any other "
            "card is put away. The player to the left is the next auctioneer."
        ),
    )


def _asides() -> tuple[Aside, ...]:
    return (
        Aside(
            title=_("What to bid"),
            items=(
                ("1", _("I guess. Always allowed; nothing to lose.")),
                ("2", _("I would be right 2 times out of 3. You need 2 coins.")),
                ("3", _("I would be right 4 times out of 5. You need 6 coins.")),
            ),
        ),
        Aside(
            title=_("Special lots, marked on your account"),
            items=(
                (_("Whisper"), _("Before writing, you have half a minute with your neighbours.")),
                (_("Once more"), _("The lot is the top card of that pile, if there is one.")),
            ),
        ),
        Aside(
            title=_("Who comes and goes"),
            text=_(
                "Who comes later starts with %(start)s coins at this lot. Who leaves pays "
                "them back. More than six? Two share an account. Accepted: no more thumbs "
                "down than up."
            )
            % {"start": START},
        ),
    )


def labels() -> Mapping[str, str]:
    """The small words on cards and sheets."""
    return {
        "letter": _("Write a letter"),
        "write": _("Write a number or a word"),
        "word": _("Which word? Write it"),
        "account": _("Account"),
        "lot": _("lot"),
        "answer": _("my answer"),
        "bid": _("my bid"),
        "right": _("right?"),
        "whisper": _("Whisper"),
        "again": _("Once more"),
        "my_bids": _("My bids"),
        "times": _("how often"),
        "times_right": _("of these right"),
        "well": _("well judged"),
        "any": _("anything"),
        "two_thirds": _("2 of 3 or more"),
        "four_fifths": _("4 of 5 or more"),
        "picture_key": _("key"),
        "picture_lots": _("lots"),
        "picture_bank": _("bank"),
        "footer": _("1: no risk. 2: right in two of three. 3: right in four of five."),
    }


def shortage(has: int) -> str:
    """What is missing for a game."""
    return _(
        "The auction needs %(least)s questions or terms; this module has %(has)s that can be used."
    ) % {"least": LEAST, "has": has}


def warnings() -> Mapping[str, str]:
    """What to know before printing."""
    return {
        "few": _(
            "There are fewer cards than lots in the planned minutes: some are auctioned twice."
        ),
    }
