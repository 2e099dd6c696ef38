"""Live rooms: finding one, what its screens show, who is there."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import orjson
from django.db.models import Count, Q

from volteface.classroom.models import Participant, Room, Round
from volteface.classroom.rules.rounds import VOTING, Phase, Suggestion, suggestion
from volteface.classroom.rules.small_numbers import LEAST, hidden_cells, may_be_said
from volteface.classroom.rules.state import (
    LARGEST,
    RoomState,
    ShownOption,
    ShownQuestion,
    for_role,
    version_of,
    without_text,
)
from volteface.core.errors import Missing
from volteface.learning.models import Draw, Response
from volteface.learning.queries import current_responses, draw_versions
from volteface.questions.queries import content_of, stem_in_words
from volteface.questions.queries.shown import question_view
from volteface.timetable.queries import STAFF, cycle_for

from .ballots import ballots_in, votes_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from volteface.accounts.models import Subject
    from volteface.learning.queries import ResponseRow
    from volteface.questions.models import QuestionVersion
    from volteface.timetable.models import Cycle
    from volteface.timetable.queries import CycleView

# Results stay in sight on the phones until the evening.
_STAYS = dt.timedelta(hours=12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The current votes of a draw with one question."""

    votes: int
    right: int
    by_option: dict[str, int]
    # Wrong and certain: what to talk about first.
    sure_and_wrong: int
    # Of an anonymous vote: the options whose count nobody may see.
    hidden: frozenset[str] = frozenset()

    @property
    def is_whole(self) -> bool:
        """Whether every figure may be said."""
        return not self.hidden


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLine:
    """One question of a check with how many were right."""

    version: QuestionVersion
    title: str
    answered: int
    # Nothing where it may not be said: of an anonymous check, and in public of the few.
    right: int | None


def room_in_sight(code: str, at: dt.datetime) -> Room:
    """The room of a code while it is open, and until the evening for its results."""
    room = _rooms().filter(code=code).first()
    if room is None or (room.closed_at is not None and at - room.closed_at > _STAYS):
        raise Missing
    return room


def closed_room(code: str) -> Room:
    """The closed room of a code, for work that is left to do in it; raises `Missing`."""
    room = _rooms().filter(code=code, closed_at__isnull=False).first()
    if room is None:
        raise Missing
    return room


def room_for_staff(subject: Subject, code: str, at: dt.datetime) -> tuple[Room, CycleView]:
    """The room and its cycle, for its teachers, managers and tutors; raises `Missing`."""
    room = _rooms().filter(code=code).first()
    if room is None:
        raise Missing
    return room, cycle_for(subject, room.cycle.code, at=at, roles=STAFF)


def open_room_of(cycle: Cycle) -> Room | None:
    """The cycle's room that is open now."""
    return _rooms().filter(cycle=cycle, closed_at__isnull=True).order_by("-pk").first()


def latest_room_of(cycle: Cycle) -> Room | None:
    """The cycle's newest room, open or closed."""
    return _rooms().filter(cycle=cycle).order_by("-pk").first()


def round_in(room: Room, code: str) -> Round:
    """A round of this room; raises `Missing`."""
    found = _rounds().filter(room=room, code=code).first()
    if found is None:
        raise Missing
    return found


def rounds_of(room: Room) -> list[Round]:
    """The rounds in their order, with their draws."""
    return list(_rounds().filter(room=room))


def seat_of(room: Room, subject: Subject) -> Participant | None:
    """The participant a subject is in this room, if they have joined."""
    return Participant.objects.filter(room=room, subject=subject).select_related("subject").first()


def seat_by_subject_id(room: Room, subject_id: int) -> Participant | None:
    """The participant of a signed token's subject."""
    return (
        Participant.objects.filter(room=room, subject_id=subject_id)
        .select_related("subject")
        .first()
    )


def participants_of(room: Room) -> list[Participant]:
    """Everybody who joined, in order; for the presenter only."""
    return list(
        Participant.objects.filter(room=room).select_related("subject__person").order_by("pk")
    )


def guests_in(room: Room) -> int:
    """How many joined without an account."""
    return Participant.objects.filter(room=room, kind=Participant.Kind.GUEST).count()


def counts_of(room: Room) -> tuple[int, int]:
    """How many joined, and how many have answered in the round in hand."""
    return sum(_here(room)), _answered(room)


def counts_by_code(code: str) -> tuple[int, int]:
    """The same of the room with this code; zeros when it is gone."""
    room = Room.objects.select_related("current_round").filter(code=code).first()
    return (0, 0) if room is None else counts_of(room)


def tally_of(draw: Draw, version: QuestionVersion) -> Tally:
    """The current votes on one question of a draw."""
    return _counted(current_responses(draw), version)


def tally_shown(room: Room, draw: Draw, version: QuestionVersion) -> Tally:
    """The same as it may be seen: of an anonymous vote only once it has closed, never the few.

    While it is open every vote that comes in would show by the bar that grows.
    """
    if not room.anonymous:
        return tally_of(draw, version)
    raw = _counted(votes_in(draw), version)
    cells = {option.id: raw.by_option.get(option.id, 0) for option in content_of(version).options}
    hidden = frozenset(cells) if draw.closes_at is None else hidden_cells(cells, total=raw.votes)
    sure = (
        raw.sure_and_wrong if not hidden and may_be_said(raw.sure_and_wrong, total=raw.votes) else 0
    )
    return Tally(
        votes=raw.votes,
        right=0 if hidden else raw.right,
        by_option={key: n for key, n in raw.by_option.items() if key not in hidden},
        sure_and_wrong=sure,
        hidden=hidden,
    )


def check_lines(room: Room, draw: Draw, *, public: bool = False) -> list[CheckLine]:
    """A check's questions with their counts, as far as they may be seen.

    In public nothing is said of a question that fewer than five answered.
    """
    answered: Counter[int] = Counter()
    right: Counter[int] = Counter()
    for response in votes_in(draw) if room.anonymous else current_responses(draw):
        answered[response.version_id] += 1
        right[response.version_id] += response.correct

    def may_see(pk: int) -> bool:
        if room.anonymous:
            return bool(draw.closes_at) and may_be_said(right[pk], total=answered[pk])
        return not public or answered[pk] >= LEAST

    return [
        CheckLine(
            version=version,
            title=stem_in_words(content_of(version)),
            answered=answered[version.pk],
            right=right[version.pk] if may_see(version.pk) else None,
        )
        for version in draw_versions(draw)
    ]


def suggestion_for(room: Room, current: Round) -> Suggestion | None:
    """The advice after the first vote of a question; nothing for a check.

    Of an anonymous vote it is the advice alone, without the figures it rests on.
    """
    if current.first.purpose != Draw.Purpose.VOTE:
        return None
    version = draw_versions(current.first)[0]
    if not room.anonymous:
        tally = tally_of(current.first, version)
        return suggestion(tally.right, tally.votes)
    tally = _counted(votes_in(current.first), version)
    return replace(suggestion(tally.right, tally.votes), right=0, votes=0)


def full_state(room: Room) -> RoomState:
    """The presenter's state: everything, the key and the bars included."""
    members, guests = _here(room)
    joined, answered = members + guests, _answered(room)
    current = room.current_round
    state = RoomState(
        version=version_of(room.version, joined=joined, answered=answered),
        phase=current.phase if current else Phase.WAITING.value,
        purpose=current.first.purpose if current else "",
        round=current.code if current else "",
        draw=_draw_code(current) if current else "",
        number=current.position if current else 0,
        since=int(current.phase_at.timestamp() * 1000) if current else 0,
        seconds=current.seconds if current and current.phase in VOTING else 0,
        black=room.black,
        anonymous=room.anonymous,
        closed=room.closed_at is not None,
        joined=joined,
        guests=guests,
        answered=answered,
    )
    if room.teams_told:
        state["teams"] = room.teams_told
    if current is not None and current.first.purpose == Draw.Purpose.VOTE:
        _add_votes(state, room, current)
    return state


def state_for(code: str, role: str, language: str) -> RoomState | None:
    """A role's state, small enough for an event; nothing when the room is gone.

    The words are on the pages, so the state is the same in every language.
    """
    del language
    room = _rooms().filter(code=code).first()
    if room is None:
        return None
    return fitted(for_role(full_state(room), role))


def fitted(state: RoomState) -> RoomState:
    """The state, without the question's text when it would not fit into an event."""
    return without_text(state) if len(orjson.dumps(state)) > LARGEST else state


def _here(room: Room) -> tuple[int, int]:
    """Members and guests in the room."""
    guest = Q(kind=Participant.Kind.GUEST)
    found = Participant.objects.filter(room=room).aggregate(
        members=Count("pk", filter=~guest), guests=Count("pk", filter=guest)
    )
    return found["members"], found["guests"]


def _answered(room: Room) -> int:
    current = room.current_round
    draw_id = _counted_draw(current) if current is not None else None
    if draw_id is None:
        return 0
    answers = Response.objects.filter(draw_id=draw_id, late=False, countable=True)
    written = answers.values("subject_id").distinct().count()
    return written + (ballots_in(draw_id) if room.anonymous else 0)


def _counted(votes: Iterable[ResponseRow], version: QuestionVersion) -> Tally:
    options: Counter[str] = Counter()
    count = right = sure_and_wrong = 0
    for response in votes:
        if response.version_id != version.pk:
            continue
        count += 1
        right += response.correct
        sure_and_wrong += (not response.correct) and response.certainty == 3  # noqa: PLR2004 - certain
        options.update(response.chosen)
    return Tally(votes=count, right=right, by_option=dict(options), sure_and_wrong=sure_and_wrong)


def _add_votes(state: RoomState, room: Room, current: Round) -> None:
    version = draw_versions(current.first)[0]
    shown = question_view(version, seed=current.code)
    state["question"] = ShownQuestion(
        version=version.code,
        kind=version.kind,
        certainty=shown.certainty,
        stem=str(shown.stem_html),
        options=[ShownOption(id=key, html=str(html)) for key, html in shown.options],
    )
    first = tally_shown(room, current.first, version)
    state["first"] = first.by_option
    state["few"] = ["first"] if first.votes < LEAST else []
    advice = (
        suggestion_for(room, current) if room.anonymous else suggestion(first.right, first.votes)
    )
    if advice is not None:
        state["advice"] = advice.advice.value
    if current.second is not None and current.phase in (Phase.SECOND_VOTE, Phase.RESULT):
        second = tally_shown(room, current.second, version)
        state["second"] = second.by_option
        state["few"] += ["second"] if second.votes < LEAST else []
    state["key"] = [option.id for option in content_of(version).options if option.fraction > 0]


def _counted_draw(current: Round) -> int | None:
    if current.phase == Phase.SECOND_VOTE:
        return current.second_id
    return None if current.phase == Phase.WAITING else current.first_id


def _draw_code(current: Round) -> str:
    if current.phase == Phase.SECOND_VOTE and current.second is not None:
        return current.second.code
    return current.first.code


def _rooms() -> QuerySet[Room]:
    return Room.objects.select_related(
        "cycle__module__course",
        "cycle__cohort",
        "cycle__meeting",
        "current_round__first",
        "current_round__second",
    )


def _rounds() -> QuerySet[Round]:
    return Round.objects.select_related("first", "second", "room").order_by("position")
