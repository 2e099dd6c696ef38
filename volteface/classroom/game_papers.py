"""The debrief of a game on one sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from volteface.classroom.games.kit_words import common_words
from volteface.classroom.games.texts import blocks
from volteface.core import jinja, pdf

if TYPE_CHECKING:
    from volteface.classroom.queries.game_debrief import Discussed, GameDebrief
    from volteface.timetable.queries import CycleView


def game_debrief_pdf(view: CycleView, debrief: GameDebrief) -> bytes:
    """The most missed cards with their answers, for the hand of whoever leads the debrief."""
    found = debrief.results
    data: dict[str, object] = {
        "language": get_language() or "en",
        "eyebrow": f"{_('Debrief')} · {found.game}",
        "title": view.module.title,
        "facts": " · ".join(
            (
                jinja.moment(view.meeting.starts_at),
                _("%(heard)s of %(all)s kits heard from")
                % {"heard": len(found.heard), "all": len(found.kits)},
                _("%(count)s cards played") % {"count": found.marks},
            )
        ),
        "foot": f"Volteface · {view.module.title}",
        "known": common_words()["known"],
        "words": {
            "wrong": _("Most chosen instead"),
            "ask": _("Whom to ask"),
            "answer": _("Model answer"),
            "ticket": _("Exit ticket"),
        },
        "cards": [_card(card) for card in debrief.cards],
    }
    return pdf.render("classroom/kit_debrief.typ", data)


def ask_in_words(tables: tuple[int, ...]) -> str:
    """Whom to ask, by the number on their kit."""
    if not tables:
        return ""
    return _("Kits that had it right: %(kits)s") % {"kits": ", ".join(map(str, tables))}


def _card(card: Discussed) -> dict[str, object]:
    printed = card.result.card
    return {
        "number": _("Card %(number)s") % {"number": printed.number},
        "how_many": card.how_many,
        "question": blocks(printed.asked),
        "wrong": blocks(card.wrong.text) if card.wrong else [],
        "belief": _("“%(words)s”") % {"words": card.wrong.misconception}
        if card.wrong and card.wrong.misconception
        else "",
        "ask": ask_in_words(card.ask),
        "answer": blocks(printed.answer),
        "why": blocks(printed.why),
        "ticket": card.ticket.title if card.ticket else "",
    }
