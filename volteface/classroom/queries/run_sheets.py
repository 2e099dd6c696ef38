"""The three run sheets of a meeting, made from how its learners stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.classroom.models import Plan
from volteface.classroom.rules.library import ROOMS
from volteface.classroom.rules.plan import Block, timeline
from volteface.classroom.rules.run_sheets import (
    Aim,
    RunSheet,
    Situation,
    Wrong,
    closest,
    run_sheets,
    usual_room,
)
from volteface.questions.queries import misconception_texts, objective_texts
from volteface.readiness.queries.evidence import edition_of
from volteface.readiness.queries.mastery import asks_of
from volteface.readiness.queries.people import standings
from volteface.readiness.queries.reckoned import reckoned
from volteface.timetable.queries import audience_of

from .fits import usable_for
from .material import questions_of
from .plans import meeting_minutes, technique_title
from .run_sheet_words import SHEETS, Missed, Told, case_for, fix_title, reason_of, title_of
from .teams import number_of_teams

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from volteface.classroom.rules.plan import Timeline
    from volteface.classroom.rules.run_sheets import Laid
    from volteface.classroom.techniques.sheet import Sheet
    from volteface.readiness.queries.reckoned import Reckoned
    from volteface.timetable.models import Cycle

    from .plans import PlanView

_MOST_MISSED = 5
_OPENINGS = ("opening_check", "readiness_alone", "mini_fix")
_LONGEST_REASON, _LONGEST_TITLE = 300, 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a run sheet is made for, where it is known or was asked."""

    minutes: int
    people: int
    room: str
    seats: int | None
    # The one objective it is to be about; empty for all.
    objective: str
    # Nobody said how people sit: it is the usual room for so many.
    room_guessed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FixOffer:
    """A misconception that enough of them show, and that no block is about yet."""

    key: str
    text: str
    count: int
    answered: int
    certain: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetView:
    """One run sheet to compare with the others."""

    name: str
    title: str
    lead: str
    case: str
    line: Timeline
    check_in: int
    blocks: tuple[Block, ...]
    is_closest: bool
    is_chosen: bool


def asked_for(cycle: Cycle, given: Mapping[str, object]) -> Asked:
    """What was asked, else what the plan or another meeting in the same place knows."""
    people = given.get("people")
    people = people if isinstance(people, int) else audience_of(cycle).count()
    minutes = given.get("minutes")
    room, seats = given.get("room"), given.get("seats")
    objective = given.get("objective")
    known = room_of(cycle)
    if not isinstance(room, str) or room not in ROOMS:
        room, seats = known[0], seats or known[1]
    return Asked(
        minutes=minutes if isinstance(minutes, int) else meeting_minutes(cycle),
        people=people,
        room=room or usual_room(people),
        seats=seats if isinstance(seats, int) else None,
        objective=objective if isinstance(objective, str) else "",
        room_guessed=not room,
    )


def room_of(cycle: Cycle) -> tuple[str, int | None]:
    """How people sit and on how many seats: this plan's, or the last one's in the same place."""
    known = Plan.objects.exclude(room="")
    own = known.filter(cycle=cycle).values_list("room", "seats").first()
    if own or not cycle.meeting.place:
        return own or ("", None)
    there = known.filter(cycle__meeting__place__iexact=cycle.meeting.place)
    return there.order_by("-changed_at").values_list("room", "seats").first() or ("", None)


def sheets_of(cycle: Cycle, asked: Asked, *, at: dt.datetime) -> tuple[SheetView, ...]:
    """The three, with their reasons, times and talk."""
    usable = usable_for(cycle.module.course)
    told = _told(cycle, asked, usable.written, at=at)
    chosen = Plan.objects.filter(cycle=cycle).values_list("sheet", flat=True).first()
    best = closest(told.situation)
    return tuple(
        _view(cycle, sheet, told, is_closest=sheet.name == best, is_chosen=sheet.name == chosen)
        for sheet in run_sheets(told.situation, usable.fits)
    )


def fixes_missing(plan: PlanView, *, at: dt.datetime) -> tuple[FixOffer, ...]:
    """The misconceptions worth five minutes of which the plan has no block yet."""
    asks = asks_of(edition_of(plan.cycle))
    counted = reckoned(standings(plan.cycle, at=at), asks)
    texts = misconception_texts(plan.cycle.module.course.bank)
    there = {block.timed.block.misconception for block in plan.blocks}
    return tuple(
        FixOffer(
            key=wrong.key,
            text=texts.get(wrong.key, wrong.key),
            count=wrong.count,
            answered=wrong.answered,
            certain=wrong.certain,
        )
        for wrong in _wrongs(counted, asks)
        if wrong.wants_fix and wrong.key not in there
    )


def fix_named(cycle: Cycle, key: str) -> str:
    """The title of a mini-fix on this misconception; nothing when the bank has none of this key."""
    text = misconception_texts(cycle.module.course.bank).get(key)
    return fix_title(text) if text else ""


def _view(
    cycle: Cycle, sheet: RunSheet, told: Told, *, is_closest: bool, is_chosen: bool
) -> SheetView:
    main = next((laid for laid in sheet.blocks if laid.kind not in _OPENINGS), None)
    blocks = tuple(_block(laid, sheet.name, told, first=laid is main) for laid in sheet.blocks)
    title, lead = SHEETS[sheet.name]
    return SheetView(
        name=sheet.name,
        title=str(title),
        lead=str(lead),
        case=case_for(sheet.name, told),
        line=timeline(
            blocks,
            starts_at=cycle.meeting.starts_at,
            ends_at=cycle.meeting.ends_at,
            check_in=sheet.check_in,
        ),
        check_in=sheet.check_in,
        blocks=blocks,
        is_closest=is_closest,
        is_chosen=is_chosen,
    )


def _block(laid: Laid, sheet: str, told: Told, *, first: bool) -> Block:
    return Block(
        technique=laid.technique,
        minutes=laid.minutes,
        talk_minutes=laid.talk_minutes,
        title=(title_of(laid, told) or technique_title(laid.technique))[:_LONGEST_TITLE],
        reason=reason_of(laid, sheet, told, first=first)[:_LONGEST_REASON],
        objective=laid.objective,
        misconception=laid.misconception,
    )


def _told(cycle: Cycle, asked: Asked, written: Mapping[str, Sheet], *, at: dt.datetime) -> Told:
    asks = asks_of(edition_of(cycle))
    here = standings(cycle, at=at)
    counted = reckoned(here, asks)
    sights = here.by_sight()
    questions = [one for one in questions_of(cycle) if asked.objective in ("", one.objective)]
    bank = cycle.module.course.bank
    situation = Situation(
        minutes=asked.minutes,
        people=asked.people,
        room=asked.room,
        seats=asked.seats,
        questions=len(questions),
        aims=tuple(one for one in _aims(cycle, counted) if asked.objective in ("", one.key)),
        wrongs=tuple(
            one for one in _wrongs(counted, asks) if asked.objective in ("", one.objective)
        ),
        ready=sights["ready"],
        needs_help=sights["needs_help"],
        audience=len(here.groups),
        teams=number_of_teams(cycle),
    )
    return Told(
        situation=situation,
        objectives=objective_texts(bank),
        beliefs=misconception_texts(bank),
        written=written,
        missed=tuple(
            Missed(title=one.title, objective=one.objective, wrong=one.wrong, answered=one.answered)
            for one in questions
            if one.wrong
        )[:_MOST_MISSED],
    )


def _aims(cycle: Cycle, counted: Reckoned) -> tuple[Aim, ...]:
    """The objectives that were asked about, and the module's others, of which nothing is known."""
    found = counted.objectives
    known = [
        Aim(
            key=key,
            learners=one.learners,
            low=one.low,
            high=one.high,
            enough=one.enough,
            mastered=one.band == "most",
        )
        for key, one in sorted(found.items())
    ]
    rest = cycle.module.objectives.exclude(key__in=found).order_by("key")
    return (*known, *(Aim(key=key) for key in rest.values_list("key", flat=True)))


def _wrongs(counted: Reckoned, asks: Mapping[int, Sequence[str]]) -> tuple[Wrong, ...]:
    return tuple(
        Wrong(
            key=one.misconception,
            count=one.count,
            answered=one.answered,
            certain=one.certain,
            objective=next(iter(asks.get(one.version, ())), ""),
            wants_fix=one.wants_fix,
        )
        for one in counted.beliefs
    )
