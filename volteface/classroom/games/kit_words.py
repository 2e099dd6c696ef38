"""The words every kit prints, whatever its game."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_NAMES = 12


def common_words() -> dict[str, str]:
    """In the language of the moment; a game's own words come on top."""
    return {
        "blank": _("This side stays empty."),
        "setup_title": _("Set up"),
        "turn_title": _("How to play"),
        "end_title": _("The end"),
        "debrief_title": _("Afterwards"),
        "suits_title": _("The signs on the cards"),
        "key_title": _("Answer key"),
        "key_note": _(
            "For the keeper: when the table has answered, read one line and cover the others."
        ),
        "key_footer": _("Keep this sheet face down until a card has been answered."),
        "key_card": _("card"),
        "key_mark": _("letter"),
        "key_answer": _("answer"),
        "key_why": _("why"),
        "pieces_title": _("Pieces to cut"),
        "pieces_note": _("Cut along the full lines, fold along the broken ones."),
        "glue": _("fold, glue under"),
        "die_note": _("Fold the die to a cube and glue the tabs. A real die will do too."),
        "code_here": _("Each kit’s own code stands here."),
        "coded": _(
            "Which cards were hard? Scan the code above or type it at the address beside it, then "
            "tap: no sign-in, no names."
        ),
        "not_coded": _("Printed without a meeting, so its results stay at your table."),
        "known": _(
            "What is known: one small trial found no difference in learning from a quiz with the "
            "same questions, and students liked the game better."
        ),
        "join": _("Tape the second sheet here."),
    }


def kit_label(number: int, of: int) -> str:
    """What is printed on every sheet of a kit, so that piles can be told apart."""
    return _("Kit %(number)s of %(of)s") % {"number": number, "of": of}


def thanks_words(names: Sequence[str]) -> str:
    """Who made cards of it, as far as they want to be named and a line or two holds."""
    if not names:
        return ""
    if len(names) > _MOST_NAMES:
        said = ", ".join(names[:_MOST_NAMES])
        return _("With cards by %(names)s and others.") % {"names": said}
    return _("With cards by %(names)s.") % {"names": ", ".join(names)}


def calibration_words() -> dict[str, str]:
    """The page that shows how far the backs lie from the fronts."""
    return {
        "title": _("Do your backs lie behind your fronts?"),
        "front": _("Front"),
        "back": _("Back"),
        "steps": _(
            "Print this page on both sides, turned on the long edge, at 100 percent. Hold it "
            "against a window with this side towards you. In each corner, read where the broken "
            "cross from the other side meets the scales of the full one."
        ),
        "enter": _(
            "Type both numbers into the kit’s page as you read them: the one on the level scale "
            "first, then the one on the upright scale. Were numbers typed already, add yours to "
            "them. Print this page again: the crosses now lie on each other."
        ),
        "now": _("Typed for this page: %(right)s mm level, %(down)s mm upright."),
    }
