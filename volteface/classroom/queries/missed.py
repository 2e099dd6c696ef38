"""What a meeting came to, and for whoever was missing: answers, exit ticket, one next thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from volteface.classroom.models import Activity, Room
from volteface.core import markup
from volteface.core.jinja import minutes
from volteface.learning.models import Draw
from volteface.learning.queries import answer_token, draw_versions, latest_of
from volteface.learning.queries.cards import CardView, question_card
from volteface.learning.queries.pages import module_start
from volteface.timetable.events import cycle_path

from .answered import AskedView, asked_in, asked_view, rounds_held
from .attendance import was_missed_by
from .debriefs import debrief_of
from .plans import sheets_in, technique_title

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Sequence

    from markupsafe import Markup

    from volteface.accounts.models import Subject
    from volteface.classroom.models import Round
    from volteface.timetable.models import Cycle
    from volteface.timetable.queries import CycleView


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneThere:
    """A block of the meeting."""

    title: str
    minutes: int
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NextThing:
    """The one next thing of who reads the page."""

    text: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedPage:
    """The meeting as it can be caught up with."""

    was_held: bool
    was_missed: bool
    debrief: Markup
    # Written, and not released yet: its staff see it, marked as such.
    is_draft: bool
    done: tuple[DoneThere, ...]
    asked: tuple[AskedView, ...]
    ticket: tuple[CardView, ...]
    ask_url: str
    next: NextThing | None


def missed_page_of(view: CycleView, subject: Subject, at: dt.datetime) -> MissedPage:
    """What the meeting came to; questions and answers only once its room is closed."""
    cycle = view.cycle
    debrief = debrief_of(cycle)
    released = debrief is not None and debrief.released_at is not None
    rooms = Room.objects.filter(cycle=cycle).values_list("closed_at", flat=True)
    closed = any(rooms)
    # A meeting without a room is over once its debrief is out.
    held = closed or (released and not rooms)
    rounds = rounds_held(cycle) if closed else []
    missed = not view.is_staff and was_missed_by(cycle, subject)
    ticket = _ticket(cycle, rounds, subject, at) if missed else ()
    return MissedPage(
        was_held=held,
        was_missed=missed,
        debrief=markup.html(debrief.text if debrief and (released or view.is_staff) else ""),
        is_draft=debrief is not None and bool(debrief.text) and not released,
        done=done_in(cycle) if held else (),
        asked=_told(rounds, {card.code for card in ticket if not card.is_answered}),
        ticket=ticket,
        ask_url=reverse("dialogue:ask_at", args=[cycle.code, "module"]),
        next=None if view.is_staff else _next(view, subject, ticket, at),
    )


def done_in(cycle: Cycle) -> tuple[DoneThere, ...]:
    """The blocks of the plan, for people who were not there."""
    rows = list(Activity.objects.filter(plan__cycle=cycle))
    sheets = sheets_in(cycle.module.course, [row.technique for row in rows])
    return tuple(
        DoneThere(
            title=row.title or technique_title(row.technique),
            minutes=row.minutes,
            summary=str(sheets[row.technique].summary) if row.technique in sheets else "",
        )
        for row in rows
    )


def ticket_is_open(cycle: Cycle, subject: Subject) -> bool | None:
    """Whether a question of the exit ticket waits for who was missing; None without a ticket."""
    draw = _ticket_of(rounds_held(cycle))
    if draw is None:
        return None
    return draw.questions.count() > len(latest_of(subject, draw))


def _told(rounds: Sequence[Round], waiting: Collection[str]) -> tuple[AskedView, ...]:
    """What was asked before the exit ticket, without what still waits to be answered in it."""
    before = [each for each in rounds if each.first.purpose != Draw.Purpose.EXIT_TICKET]
    return tuple(asked_view(one) for one in asked_in(before) if one.version.code not in waiting)


def _ticket_of(rounds: Sequence[Round]) -> Draw | None:
    """The last exit ticket; an anonymous room's is not to be answered by name afterwards."""
    tickets = [
        each.first
        for each in rounds
        if each.first.purpose == Draw.Purpose.EXIT_TICKET and not each.room.anonymous
    ]
    return tickets[-1] if tickets else None


def _ticket(
    cycle: Cycle, rounds: Sequence[Round], subject: Subject, at: dt.datetime
) -> tuple[CardView, ...]:
    """The exit ticket's questions, still open to whoever was missing."""
    draw = _ticket_of(rounds)
    if draw is None:
        return ()
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


def _next(
    view: CycleView, subject: Subject, ticket: Sequence[CardView], at: dt.datetime
) -> NextThing:
    """The ticket while a question of it waits, then the preparation, then what the cycle says."""
    waiting = sum(not card.is_answered for card in ticket)
    if waiting:
        text = ngettext(
            "Exit ticket · %(n)s question",
            "Exit ticket · %(n)s questions",
            waiting,
        )
        return NextThing(text=text % {"n": waiting}, url="#ticket")
    start = module_start(view, subject, at=at)
    if start.next_url and not start.is_finished:
        text = _("Go through the steps · %(time)s") % {"time": minutes(start.minutes_left)}
        return NextThing(text=text, url=start.next_url)
    return NextThing(text=_("See what comes next"), url=cycle_path(view.cycle.code))
