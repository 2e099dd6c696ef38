"""What dominoes say on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from volteface.classroom.games.game import RulePage

from .rules import LEAST_TILES, POINTS_AT_START

if TYPE_CHECKING:
    from volteface.classroom.games.game import Deck


def page(deck: Deck, *, minutes: int) -> RulePage:
    """The rules on one page."""
    return RulePage(
        title=_("Dominoes"),
        players=_("2 to 6 players"),
        duration=_("%(minutes)s minutes") % {"minutes": minutes},
        idea=_(
            "Every tile answers the one before it and asks the next. Lay the tile that answers, "
            "say why, and see the chain close to a ring."
        ),
        setup=(
            _(
                "Lay tile 1 in the middle. Shuffle all other tiles and deal them round the table; "
                "somebody may have one more."
            ),
            _("Look at your tiles. One player writes the points; everybody begins with %(count)s.")
            % {"count": POINTS_AT_START},
            _("One player keeps the answer key, face down. The keeper plays too."),
        ),
        turn=_turn(),
        end=_(
            "The last of the %(tiles)s tiles leads back to tile 1: the ring is closed. Or the bell "
            "rings after %(minutes)s minutes. Whoever has most points has won; between equals, "
            "all of them have."
        )
        % {"tiles": deck.facts["tiles"], "minutes": minutes},
        debrief=(
            _("Look at the tiles that nobody laid. What made them hard to see?"),
            _("Go once round the ring: each says one link in their own words."),
        ),
    )


def labels() -> dict[str, str]:
    """Words on the tiles and in the picture."""
    return {
        "left": _("answers"),
        "right": _("asks"),
        "key_card": _("tile"),
        "key_mark": _("is followed by"),
        "picture_chain": _("the open end asks"),
        "picture_hand": _("your tiles"),
        "picture_key": _("key"),
        "picture_points": _("points"),
    }


def shortage(has: int) -> str:
    """What the module lacks."""
    return _(
        "Dominoes need %(least)s pairs and the module has %(count)s: add terms, or questions with "
        "one short answer."
    ) % {"least": LEAST_TILES, "count": has}


def warnings() -> dict[str, str]:
    """It has none."""
    return {}


def _turn() -> tuple[str, ...]:
    return (
        _(
            "Whoever laid the last tile reads the open end of the chain aloud: the bold half asks. "
            "The keeper reads the first."
        ),
        _(
            "Who holds the answer? If you think it is you, lay that tile face down before you. "
            "If not, keep your hand closed."
        ),
        _("Turn the tiles over together. Each says in one sentence why theirs answers."),
        _("The keeper looks up the open tile: the key names the tile that follows, and why."),
        _("Did you lay it? You win two points, and the tile joins the chain."),
        _("Did you lay another one? You lose a point if you have one, and take your tile back."),
        _(
            "Did nobody lay it? Whoever holds it puts it into the chain without a point. "
            "Remember that tile, to talk about."
        ),
    )
