"""What dominoes say on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from volteface.classroom.games.duration import duration_words
from volteface.classroom.games.game import Aside, RulePage

from .rules import LEAST_TILES, POINTS_AT_START

if TYPE_CHECKING:
    from volteface.classroom.games.game import Deck


def page(deck: Deck, *, minutes: int) -> RulePage:
    """The rules on one page."""
    return RulePage(
        title=_("Dominoes"),
        players=_("2 to 6 players"),
        duration=duration_words(int(str(deck.facts["usual"])), minutes),
        idea=_(
            "Every tile answers the one before it and asks the next. Lay the tile that answers, "
            "say why, and see the chain close to a ring."
        ),
        setup=(
            _(
                "Lay tile 1 in the middle. Shuffle all other tiles and deal each as many. Those "
                "left over lie open beside it and belong to nobody."
            ),
            _(
                "Look at your own tiles only. One player writes the points; everybody begins with "
                "%(count)s."
            )
            % {"count": POINTS_AT_START},
            _("One player keeps the answer key, face down. The keeper plays too."),
        ),
        turn=_turn(),
        end=_(
            "The last of the %(tiles)s tiles counts for nobody: lay it and read it with tile 1, to "
            "which it leads back. The ring is closed. Or the bell rings after %(minutes)s minutes: "
            "tiles not yet turned over do not count. Whoever has most points has won; between "
            "equals, all of them have."
        )
        % {"tiles": deck.facts["tiles"], "minutes": minutes},
        debrief=(
            _("Look at the tiles that lie askew. What made them hard to see?"),
            _("Go once round the ring: each says one link in their own words."),
        ),
        asides=_asides(),
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
            "Whoever put the last tile there reads the open end of the chain aloud: the bold half "
            "asks. The keeper reads the first."
        ),
        _(
            "Who holds the answer? If you think it is you, lay that one tile face down before you. "
            "If not, lay none. Ready? Count to three together."
        ),
        _("Turn the tiles over. Each says in one sentence why theirs answers."),
        _(
            "The table says whether it accepts each reason. Then the keeper looks up the open tile "
            "only: the key names the tile that follows, and why."
        ),
        _(
            "Did you lay it? You win two points, three if your reason was accepted. The tile joins "
            "the chain; turn a corner where the table ends."
        ),
        _("Did you lay another one? You lose a point if you have one, and take your tile back."),
        _(
            "Did nobody lay it? Whoever holds it, or the keeper if it lies open, puts it there "
            "without points, a little askew, to talk about."
        ),
    )


def _asides() -> tuple[Aside, ...]:
    return (
        Aside(
            title=_("Who comes and goes"),
            text=_(
                "Who comes later plays with somebody’s hand, as one. Who leaves lays the hand "
                "open, as nobody’s. More than six? Two share a hand. No tiles left? You still "
                "judge the reasons. Accepted: no more thumbs down than up. In doubt the key is "
                "right: note the tile’s number, to talk about."
            ),
        ),
    )
