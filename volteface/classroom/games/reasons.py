"""Why something of the module is not in a game, in words for the page, the key and the terminal."""

from __future__ import annotations

from django.utils.translation import gettext as _


def reason_words() -> dict[str, str]:
    """The sentence for every reason a deck may give, in the language of the moment."""
    return {
        "kind": _("this game has no use for this kind of question"),
        "options": _("it needs two to five options"),
        "several": _("it needs exactly one right option"),
        "picture": _("a picture does not fit on this game’s cards"),
        "long": _("it is too long for two cards"),
        "one_card": _("it is too long for one card"),
        "answer": _("it has no single answer in words"),
        "alike": _("its answer is the same as another card’s"),
        "answer_long": _("its answer is too long to find at a glance"),
        "when": _("it has no date or rank"),
        "tells": _("its own words tell its date"),
        "few": _("there are too few of its kind for a set"),
        "spare": _("the game has enough without it"),
        "letters": _("no installed face has its characters"),
    }
