"""The words of bingo on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from volteface.classroom.games.duration import duration_words
from volteface.classroom.games.game import Aside, RulePage

from .deck import LEAST
from .rules import BENCH_FOR_JOKER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from volteface.classroom.games.game import Deck


def page(deck: Deck, *, minutes: int) -> RulePage:
    """One page a table can play from."""
    facts = deck.facts
    return RulePage(
        title=_("Say-why bingo"),
        players=_("3 to 6 players"),
        duration=duration_words(int(str(facts["usual"])), minutes),
        idea=_(
            "Find the word for each meaning. A full line counts once you have explained two of "
            "its words."
        ),
        setup=_setup(),
        turn=_turn(),
        end=_(
            "The game ends when somebody has proven %(goal)s; finish that call, so that everybody "
            "can prove theirs. Or the bell rings after %(minutes)s minutes: only a proof that has "
            "begun is finished. The most proven lines have won; between equals, the most counters; "
            "still equal, all of them. Cards used up? Note which lie crosswise, shuffle the pile "
            "“once more” and go on with it."
        )
        % {"goal": _lines(int(str(facts["goal"]))), "minutes": minutes},
        debrief=(
            _(
                "Take the cards that lay crosswise: for each, who can say the word, and an example "
                "of it?"
            ),
            _("Which two words were mistaken for each other? Say what tells them apart."),
            _("Everybody: cover your sheet and write down the three words you found hardest."),
        ),
        asides=_asides(facts),
    )


def _lines(count: int) -> str:
    return ngettext("one line", "%(count)s lines", count) % {"count": count}


def _setup() -> tuple[str, ...]:
    return (
        _("Everybody takes one sheet and a handful of counters. No two sheets are alike."),
        _("Shuffle the cards and put them in the middle, face down."),
        _(
            "One player keeps the answer key, face down, and plays too. The keeper’s left "
            "neighbour is the first caller."
        ),
    )


def _turn() -> tuple[str, ...]:
    return (
        _(
            "The caller takes the top card and reads the meaning aloud, twice. The caller plays "
            "too."
        ),
        _(
            "Everybody looks for the word on their own sheet, in silence, and puts a finger on "
            "it. The caller counts to three: all lay a counter there. No idea? Lay none. Do you "
            "have a counter on the word already? Then just wait."
        ),
        _("Those who chose different words say why, one sentence each. Nobody changes now."),
        _(
            "The caller says the card’s number, the keeper finds it in the key and reads the word. "
            "Right counters stay, wrong ones come off."
        ),
        _(
            "Has everybody a counter on the word? Lay the card aside. If not, it goes on the pile "
            "“once more”, crosswise if half the table or more has none there."
        ),
        _(
            "A line full? Give your sheet to your left neighbour, who names two of its words, one "
            "by one, and a third if one fails. Explain them in your own words; the keeper compares "
            "with the key. Two accepted: the line is proven, tick a box. Two failed: their "
            "counters come off, and their cards, if they were called, go crosswise on the pile. "
            "Several lines? The caller’s first, then round to the left."
        ),
        _("The player to the left is the next caller."),
    )


def _asides(facts: Mapping[str, object]) -> tuple[Aside, ...]:
    line = Aside(
        title=_("What a line is"),
        text=_("A whole row, a whole column, or one of the two diagonals of the big grid."),
    )
    more = Aside(
        title=_("Who comes and goes"),
        text=_(
            "Who comes later takes a free sheet and starts empty. More than six? Two share a "
            "sheet. Accepted: no more thumbs down than up. Two words seem right? The key decides; "
            "note the card’s number, to talk about."
        ),
    )
    # A bench of one word earns no joker.
    if int(str(facts["bench"])) < BENCH_FOR_JOKER:
        return (line, more)
    bench = Aside(
        title=_("The bench"),
        text=_(
            "The words below the grid are in no line. For every second counter on your bench "
            "you get a joker, at once, before lines: name any open square of your grid and explain "
            "its word. Accepted: a counter goes there. Not accepted: the joker is gone."
        ),
    )
    return (line, bench, more)


def labels() -> Mapping[str, str]:
    """The small words on cards and sheets."""
    return {
        "call": _("Which word is it?"),
        "sheet": _("Sheet"),
        "bench": _("Bench: two counters are a joker"),
        "proven": _("Proven lines"),
        "picture_key": _("key"),
        "picture_calls": _("cards to call"),
        "picture_again": _("once more"),
        "key_mark": "",
        "footer": _("A line is a row, a column or a diagonal. It counts once explained."),
    }


def shortage(has: int) -> str:
    """What is missing for a game."""
    return _(
        "Bingo needs %(least)s words with a meaning; this module has %(has)s. Add terms, or "
        "questions with a short answer."
    ) % {"least": LEAST, "has": has}


def warnings() -> Mapping[str, str]:
    """What to know before printing."""
    return {
        "no_terms": _(
            "The module has no terms: the calls are questions and the words are their answers. "
            "With terms the game becomes better."
        ),
    }
