"""The page for whoever was missing: debrief, answers, exit ticket, next step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.classroom.models import Room, Round
from volteface.classroom.rules.rounds import Phase
from volteface.core import markup
from volteface.learning.models import Draw
from volteface.learning.queries import answer_token, draw_versions, latest_of
from volteface.learning.queries.cards import CardView, question_card
from volteface.questions.queries import content_of
from volteface.questions.queries.shown import question_view, right_answers

from .attendance import was_missed_by
from .debriefs import released_debrief

if TYPE_CHECKING:
    import datetime as dt

    from markupsafe import Markup

    from volteface.accounts.models import Subject
    from volteface.timetable.models import Cycle


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedThere:
    """A question that was asked, with its answer."""

    stem: Markup
    right: tuple[Markup, ...]
    why: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedPage:
    """The meeting as it can be caught up with."""

    was_held: bool
    was_missed: bool
    debrief: Markup
    asked: tuple[AskedThere, ...]
    ticket: tuple[CardView, ...]


def missed_page_of(cycle: Cycle, subject: Subject, at: dt.datetime) -> MissedPage:
    """What the meeting came to; questions and answers only once its room is closed."""
    held = Room.objects.filter(cycle=cycle, closed_at__isnull=False).exists()
    rounds = _finished(cycle) if held else []
    missed = was_missed_by(cycle, subject)
    return MissedPage(
        was_held=held,
        was_missed=missed,
        debrief=markup.html(released_debrief(cycle)),
        asked=tuple(_asked(each) for each in rounds if each.first.purpose == Draw.Purpose.VOTE),
        ticket=_ticket(cycle, rounds, subject, at) if missed else (),
    )


def _finished(cycle: Cycle) -> list[Round]:
    rounds = Round.objects.filter(room__cycle=cycle, room__closed_at__isnull=False)
    return list(
        rounds.exclude(phase=Phase.WAITING)
        .select_related("first", "room")
        .order_by("room_id", "position")
    )


def _asked(each: Round) -> AskedThere:
    version = draw_versions(each.first)[0]
    return AskedThere(
        stem=question_view(version, seed=each.code).stem_html,
        right=right_answers(version),
        why=markup.html(content_of(version).explanation),
    )


def _ticket(
    cycle: Cycle, rounds: list[Round], subject: Subject, at: dt.datetime
) -> tuple[CardView, ...]:
    """The exit ticket's questions, still open to whoever was missing."""
    # An anonymous room's ticket is not to be answered by name afterwards.
    found = [
        each
        for each in rounds
        if each.first.purpose == Draw.Purpose.EXIT_TICKET and not each.room.anonymous
    ]
    if not found:
        return ()
    draw = found[-1].first
    latest = latest_of(subject, draw)
    token = answer_token(subject, draw, at=at, scope="missed")
    return tuple(
        question_card(
            version,
            draw=draw,
            subject=subject,
            token=token,
            next_path=f"/room/missed/{cycle.code}/",
            number=place,
            latest=latest.get(version.pk),
        )
        for place, version in enumerate(draw_versions(draw), start=1)
    )
