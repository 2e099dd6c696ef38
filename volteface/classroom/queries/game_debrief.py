"""The debrief of a game, from the cards that most tables missed; safe to show to everybody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from volteface.classroom.events import Paragraph
from volteface.classroom.games.texts import plain
from volteface.classroom.models import KitPrint
from volteface.classroom.queries.card_results import results_of
from volteface.classroom.queries.material import questions_of
from volteface.classroom.queries.rooms import open_room_of
from volteface.classroom.rules.card_results import (
    is_still_open,
    may_be_said_of_tables,
    whom_to_ask,
)
from volteface.core import markup
from volteface.questions.models import QuestionVersion
from volteface.questions.queries import content_of
from volteface.questions.queries.shown import images_for
from volteface.readiness.events import StageCount

from .card_results import tables_believing

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from markupsafe import Markup

    from volteface.accounts.models import Subject
    from volteface.classroom.models import Room
    from volteface.classroom.queries.card_results import CardResult, GameResults, WrongOption
    from volteface.classroom.queries.material import AskedQuestion
    from volteface.timetable.models import Cycle


@dataclass(frozen=True, slots=True, kw_only=True)
class Discussed:
    """A missed card as a room talks about it; ``how_many`` never speaks of one or two tables."""

    result: CardResult
    question: Markup
    wrong: WrongOption | None
    wrong_html: Markup
    how_many: str
    ask: tuple[int, ...]
    answer: Markup
    why: Markup
    # Asked on everybody's phone afterwards, about the same thing.
    ticket: AskedQuestion | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GameDebrief:
    """The cards a debrief has time for, the most missed first."""

    results: GameResults
    cards: tuple[Discussed, ...]
    # Where a ticket can be asked at once.
    room: Room | None


def game_debrief(order: KitPrint) -> GameDebrief:
    """The debrief of one order of kits."""
    results = results_of(order)
    found = results.discussed
    versions = _versions(found)
    tickets = _tickets(order.cycle, results)
    asked = whom_to_ask([result.right_at for result in found])
    return GameDebrief(
        results=results,
        cards=tuple(
            _discussed(result, tables, versions.get(result.card.version), ticket)
            for result, tables, ticket in zip(found, asked, tickets, strict=True)
        ),
        room=open_room_of(order.cycle),
    )


def game_paragraphs(cycle: Cycle) -> list[Paragraph]:
    """What the draft of a meeting's debrief says of its games."""
    said = []
    rows = KitPrint.objects.filter(cycle=cycle, copies__marks__isnull=False).distinct()
    for order in rows.order_by("asked_at"):
        results = results_of(order)
        still_open = [result for result in results.discussed if is_still_open(result.counted)]
        versions = _versions(still_open)
        for result in still_open:
            version = versions.get(result.card.version)
            said.append(
                Paragraph(text=_paragraph(results, result), carried=(version,) if version else ())
            )
    return said


def game_stage(
    cycle: Cycle, key: str, viewer: Subject | None, at: dt.datetime
) -> StageCount | None:
    """A misconception at the tables. Whoever sees the cycle sees it: no table is of one group."""
    del viewer, at
    tables, believing = tables_believing(cycle, key)
    if not tables:
        return None
    who = ngettext("%(num)s table", "%(num)s tables", tables) % {"num": tables}
    return StageCount(n=tables, holding=believing, who=who)


def _discussed(
    result: CardResult,
    tables: tuple[int, ...],
    version: QuestionVersion | None,
    ticket: AskedQuestion | None,
) -> Discussed:
    images = images_for(version, content_of(version)) if version else markup.no_images
    wrong = result.wrong[0] if result.wrong else None
    return Discussed(
        result=result,
        question=markup.html(result.card.asked, images),
        wrong=wrong,
        wrong_html=markup.inline(wrong.text if wrong else "", images),
        how_many=_how_many(result),
        ask=tables,
        answer=markup.html(result.card.answer, images),
        why=markup.html(result.card.why, images),
        ticket=ticket,
    )


def _how_many(result: CardResult) -> str:
    if not may_be_said_of_tables(result.missed, of=result.played):
        return ""
    given = {"missed": result.missed, "played": result.played}
    return _("%(missed)s of %(played)s tables missed it at first.") % given


def _tickets(cycle: Cycle, results: GameResults) -> list[AskedQuestion | None]:
    """For each card a question on the same objective, which was not in the kit if possible.

    The card's own question again is better than a foreign one, and better than none.
    """
    played = {result.card.version for result in results.cards}
    discussed = {result.card.version for result in results.discussed}
    left = questions_of(cycle)
    tickets: list[AskedQuestion | None] = []
    for result in results.discussed:
        card = result.card
        alike = [
            one
            for one in left
            if one.version.code == card.version
            or (one.objective == card.objective and one.version.code not in discussed)
        ]
        alike.sort(
            key=lambda one: (
                one.version.code == card.version,
                one.version.code in played,
                one.asked,
            )
        )
        ticket = alike[0] if alike else None
        if ticket is not None:
            left.remove(ticket)
        tickets.append(ticket)
    return tickets


def _paragraph(results: GameResults, result: CardResult) -> str:
    lines = [
        _("**Missed in the game (%(game)s):** “%(question)s”")
        % {"game": results.game, "question": result.text},
        _how_many(result),
    ]
    if result.wrong:
        lines.append(_wrong_in_words(result))
    answer = plain(result.card.answer)
    lines.append(_("The answer: %(answer)s.") % {"answer": answer.rstrip(".")})
    lines.append(plain(result.card.why))
    return " ".join(filter(None, lines))


def _wrong_in_words(result: CardResult) -> str:
    wrong = result.wrong[0]
    words = _("Most of those who missed it chose “%(option)s”.") % {"option": wrong.words}
    if wrong.misconception:
        words += " " + _("Behind it: “%(belief)s”") % {"belief": wrong.misconception}
    return words


def _versions(results: Sequence[CardResult]) -> Mapping[str, QuestionVersion]:
    codes = {result.card.version for result in results} - {""}
    rows = QuestionVersion.objects.filter(code__in=codes).select_related("question")
    return {row.code: row for row in rows}
