"""The words of the escape game on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from volteface.classroom.games.duration import duration_words
from volteface.classroom.games.game import Aside, RulePage

from .deck import LEAST
from .rules import STATION_SECONDS, most_seals

if TYPE_CHECKING:
    from collections.abc import Mapping

    from volteface.classroom.games.game import Deck


def page(deck: Deck, *, minutes: int) -> RulePage:
    """One page a table can play from."""
    return RulePage(
        title=_("Escape: the locked summary"),
        players=_("one team of 3 to 6"),
        duration=duration_words(cast("int", deck.facts.get("usual", minutes)), minutes),
        idea=_(
            "The summary of this module lies behind %(count)s locks. Right answers make their "
            "codes. You play together, and you always get out."
        )
        % {"count": deck.facts.get("stations", 0)},
        setup=_setup(),
        turn=_turn(),
        end=_(
            "All envelopes open? Lay the pieces so that they make a sentence, and read the "
            "digits on them: that is the last code. A piece is missing? Leave its place "
            "empty and guess. Write code and sentence on the team’s page, then open the "
            "last slip and compare. It says how many seals you get; %(seals)s in all are "
            "the most there can be. When the bell rings after %(minutes)s minutes, an "
            "envelope still locked gives no seals; write what you have and open the last "
            "slip in any case."
        )
        % {"minutes": minutes, "seals": most_seals(cast("int", deck.facts.get("stations", 0)))},
        debrief=(
            _(
                "Take the crosswise cards: which hint made you change your mind? Tell another team "
                "what you believed before."
            ),
            _("Read the last sentence aloud. Each of you gives an example of it."),
            _("Everybody: close everything and write down one right answer of each station."),
        ),
        asides=(_seals(), _nothing_lost()),
    )


def _setup() -> tuple[str, ...]:
    return (
        _(
            "Each envelope holds what has its sign: the cards, the lock card and two folded slips, "
            "“Help” and “Behind the lock”. Leave the slips closed."
        ),
        _(
            "Put the team’s page in the middle, the hint pages face down beside it, and the last "
            "slip on top of them. Everybody needs paper, a pencil and a clock to look at."
        ),
        _("Choose any envelope to begin with. The order does not matter."),
    )


def _turn() -> tuple[str, ...]:
    return (
        _(
            "Open an envelope and note the time: you have %(minutes)s minutes for it. Deal "
            "the cards round. Whoever has one reads it aloud and lays it open in the "
            "middle; at the next envelope others read."
        )
        % {"minutes": STATION_SECONDS // 60},
        _("Everybody writes a digit for every card, alone and in silence."),
        _(
            "Show what you wrote. Where you differ, each says why. Agree on a digit for "
            "each card; if you cannot, most voices count, and between equals the voice of "
            "whoever read the card."
        ),
        _(
            "The digits of cards 1, 2 and 3 (the number at the foot), in this order, are "
            "your code. Tick a try and find the code on the lock card: beside it stands a "
            "number. Turn the hint pages over, find this number in their list, and read the "
            "paragraph it leads to, and no other. Turn them back."
        ),
        _(
            "“Not yet”: it names a card to think about again. Lay this card crosswise, talk, "
            "choose another digit for it, and look the new code up."
        ),
        _(
            "“Open”: somebody who first wrote another digit now explains that card. Nobody "
            "did? Whoever read card 1 explains one of the cards. The others accept it: one "
            "seal more. Open “Behind the lock”, lay the piece on the team’s page, and take "
            "the next envelope."
        ),
        _(
            "The third code was wrong, or the minutes are over? Open “Help”, go through the "
            "answers, and say for one of them why it is right. Then open “Behind the lock” "
            "and go on as above."
        ),
    )


def _seals() -> Aside:
    return Aside(
        title=_("Seals"),
        text=_("Tick each code you try and note the seals on the team’s page."),
        items=(
            (_("3 seals"), _("The first code opened the lock.")),
            (_("2 seals"), _("The second code did.")),
            (_("1 seal"), _("The third code did, or the help.")),
            (_("1 seal more"), _("Opened with a code and explained.")),
        ),
    )


def _nothing_lost() -> Aside:
    return Aside(
        title=_("Nothing stops you"),
        text=_(
            "A code that is not on the lock card has a digit that is on no card: read them "
            "again. Is a paper lost? The game master’s page has every code and piece; go on "
            "with another envelope and ask. Who comes later joins in at the next card."
        ),
    )


def labels() -> Mapping[str, str]:
    """The small words on cards and sheets."""
    return _card_labels() | _slip_labels() | _master_labels()


def _card_labels() -> dict[str, str]:
    return {
        "digit": _("Which digit?"),
        "term": _("Which word is it?"),
        "station": _("Station"),
        "lock": _("Lock card"),
        "lock_note": _(
            "Your code is the digits of cards 1, 2, 3. The number beside it is in the hint "
            "pages’ list."
        ),
        "code": _("code"),
        "number": pgettext("lock", "number"),
        "paragraph": _("paragraph"),
        "help": _("Help"),
        "help_outside": _("After the third wrong code, or when the minutes are over."),
        "help_inside": _("The right answers. Say for one of them why it is right."),
        "behind": _("Behind the lock"),
        "behind_outside": _("When the lock is open, or after the help."),
        "behind_inside": _("A piece of the last sentence, and a digit of the last code."),
        "fold_here": _("fold up here, so that the words below are inside"),
        "card": _("card"),
        "hints": _("Hints by number"),
        "hints_note": _("Find your number in the list; read only the paragraph it leads to."),
        "open": _("Open. Explain, then take “Behind the lock”."),
        "not_yet": _("Not yet. Think again about card {n}."),
    }


def _slip_labels() -> dict[str, str]:
    return {
        "team": _("The team’s page"),
        "team_note": _("Tick each code you try. Count seals at the end."),
        "tries": _("codes tried"),
        "seals": _("seals"),
        "explained": _("explained"),
        "last_code": _("The last code"),
        "last_sentence": _("The sentence"),
        "names": _("Team"),
        "last": _("The last lock"),
        "last_outside": _("First write code and sentence on the team’s page. Then open."),
        "last_right": _("Code and sentence right: 3 seals."),
        "last_nearly": _("A piece missing or two changed over: 2 seals."),
        "last_other": _("Anything else: 1 seal."),
        "last_then": _("You are out. Each of you now says one thing you will use, and when."),
        "picture_envelopes": _("envelopes"),
        "picture_team": _("team’s page"),
        "picture_hints": _("hint pages"),
    }


def _master_labels() -> dict[str, str]:
    return {
        "master": _("The game master’s page"),
        "master_note": _("For the teacher: keep it away from the teams."),
        "by_minute": _("open by minute"),
        "piece": _("piece"),
        "digit_short": _("digit"),
        "prepare": _("Beforehand"),
        "key_note": _("For the game master, together with the last page: not for the team."),
        "key_footer": _("Keep this sheet away from the teams."),
        "key_mark": _("digit"),
        "prepare_1": _("Cut cards and station pages; fold the slips and close them with a clip."),
        "prepare_2": _(
            "Put what has one sign into one envelope, its label outside; a clip will do too."
        ),
        "prepare_3": _("Give each team its envelopes, team’s page, hint pages and last slip."),
        "during": _("Meanwhile"),
        "during_1": _("A team is late by the minute named: let it open the help and go on."),
        "during_2": _("A paper is lost: tell the code or the piece from this page."),
        "during_3": _("Ask in passing: why this digit? Do not say whether it is right."),
    }


def shortage(has: int) -> str:
    """What is missing for a game."""
    return _(
        "The escape game needs %(least)s questions with two to five options, three for each of "
        "two stations; this module has %(has)s. Add questions, or three terms or more."
    ) % {"least": LEAST, "has": has}


def warnings() -> Mapping[str, str]:
    """What to know before printing."""
    return {
        "few_stations": _(
            "There are questions for fewer stations than the planned minutes have room for: most "
            "teams will be out earlier."
        ),
    }
