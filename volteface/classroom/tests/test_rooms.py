"""A room from opening to closing: rounds, votes, advice, who may see what."""

from __future__ import annotations

import datetime as dt

import orjson
import pytest

from tests.once import copy_of, once
from volteface.classroom.actions.joining import join_as_guest, join_as_member
from volteface.classroom.actions.rooms import (
    add_check,
    add_vote,
    black_out,
    close_room,
    extend_round,
    move_round,
    open_room,
    show_round,
)
from volteface.classroom.errors import GuestsAreNotAllowed, NotTheNextPhase, RoomIsClosed
from volteface.classroom.queries.attendance import attendance_of, was_missed_by
from volteface.classroom.queries.material import check_versions, questions_of
from volteface.classroom.queries.rooms import full_state, state_for, suggestion_for, tally_of
from volteface.classroom.rules.rounds import Advice, Phase
from volteface.classroom.rules.state import apply
from volteface.classroom.testing import (
    DURING,
    Held,
    answer,
    build_held,
    build_room,
    build_voters,
    prepare,
    vote,
)
from volteface.learning.models import Draw

pytestmark = pytest.mark.django_db
LATER = DURING + dt.timedelta(minutes=2)


_held = once(build_held)


@pytest.fixture
def held(_held: Held, db: None) -> Held:
    return copy_of(_held)


def _move(current, to: str, held: Held, at=LATER):
    return move_round(current, to=Phase(to), by=held.world.teacher, at=at)


def test_opening_twice_opens_one_room(held: Held) -> None:
    assert build_room(held).pk == open_room(held.cycle, by=held.world.teacher, at=LATER).pk


def test_a_round_runs_from_waiting_to_its_result(held: Held) -> None:
    room = build_room(held)
    current = add_vote(room, version=held.versions[0], by=held.world.teacher, at=DURING)
    for phase in ("first_vote", "discuss", "second_vote", "result"):
        current = _move(current, phase, held)
        assert current.phase == phase
    with pytest.raises(NotTheNextPhase):
        _move(current, "discuss", held)


def test_a_second_press_of_the_same_button_changes_nothing(held: Held) -> None:
    current = add_vote(build_room(held), version=held.versions[0], by=None, at=DURING)
    _move(current, "first_vote", held)
    with pytest.raises(NotTheNextPhase):
        _move(current, "first_vote", held)


def test_votes_count_only_while_their_vote_is_open(held: Held) -> None:
    room = build_room(held)
    version = held.versions[0]
    current = add_vote(room, version=version, by=None, at=DURING)
    early, ann, bob = build_voters(1)[0], held.world.ann, held.world.bob
    answer(early, current.first, version, right=True, at=LATER)
    current = _move(current, "first_vote", held)
    answer(ann, current.first, version, right=True, at=LATER)
    answer(ann, current.second, version, right=False, at=LATER)
    current = _move(current, "discuss", held)
    answer(bob, current.first, version, right=False, at=LATER + dt.timedelta(minutes=1))
    tally = tally_of(current.first, version)
    assert (tally.votes, tally.right, tally.by_option) == (1, 1, {"o2": 1})
    assert tally_of(current.second, version).votes == 0


def test_changing_ones_mind_counts_once(held: Held) -> None:
    version = held.versions[0]
    current = add_vote(build_room(held), version=version, by=None, at=DURING)
    current = _move(current, "first_vote", held)
    answer(held.world.ann, current.first, version, right=False, at=LATER)
    answer(held.world.ann, current.first, version, right=True, at=LATER)
    assert tally_of(current.first, version).by_option == {"o2": 1}


@pytest.mark.parametrize(
    ("right", "advice"), [(2, Advice.MINI_FIX), (6, Advice.DISCUSS), (11, Advice.GO_ON)]
)
def test_the_presenter_is_advised_by_the_votes(held: Held, right: int, advice: Advice) -> None:
    room = build_room(held)
    current = add_vote(room, version=held.versions[0], by=None, at=DURING)
    current = _move(current, "first_vote", held)
    vote(current, build_voters(12), right=right, at=LATER)
    found = suggestion_for(room, current)
    assert found is not None
    assert found.advice is advice


def test_t05_phones_and_projector_get_no_key_and_no_bars_before_the_result(held: Held) -> None:
    room = build_room(held)
    current = add_vote(room, version=held.versions[0], by=None, at=DURING)
    show_round(current, by=None, at=DURING)
    voters = build_voters(6)
    for phase in ("first_vote", "discuss", "second_vote"):
        current = _move(current, phase, held)
        if phase != "discuss":
            vote(current, voters, right=4, at=LATER)
        for role in ("phone", "projector"):
            sent = orjson.dumps(state_for(room.code, role, "en")).decode()
            for private in ('"key"', '"first"', '"second"', "advice", "fraction", "misconception"):
                assert private not in sent.replace('"first_vote"', "").replace('"second_vote"', "")
    _move(current, "result", held)
    shown = state_for(room.code, "projector", "en")
    assert shown is not None
    assert shown["key"] == ["o2"]
    assert shown["second"] == {"o2": 4, "o3": 2}


def test_an_event_is_at_most_two_kilobytes_whatever_the_question(held: Held) -> None:
    version = held.versions[1]
    type(version).objects.filter(pk=version.pk).update(
        content={**version.content, "stem": "Long " * 900}
    )
    version.refresh_from_db()
    room = build_room(held)
    show_round(add_vote(room, version=version, by=None, at=DURING), by=None, at=DURING)
    state = state_for(room.code, "phone", "en")
    assert state is not None
    assert len(orjson.dumps(state)) <= 2_000
    assert "stem" not in state["question"]


def test_a_black_projector_is_sent_no_question(held: Held) -> None:
    room = build_room(held)
    show_round(add_vote(room, version=held.versions[0], by=None, at=DURING), by=None, at=DURING)
    black_out(room, black=True, at=DURING)
    state = state_for(room.code, "projector", "en")
    assert state is not None
    assert state["black"]
    assert "question" not in state
    assert "question" in (state_for(room.code, "phone", "en") or {})


def test_r04_whatever_was_missed_the_newest_event_equals_a_fresh_load(held: Held) -> None:
    room = build_room(held)
    current = add_vote(room, version=held.versions[0], by=None, at=DURING)
    events = [state_for(room.code, "phone", "en")]

    def happened() -> None:
        events.append(state_for(room.code, "phone", "en"))

    voters = build_voters(4)
    show_round(current, by=None, at=DURING)
    happened()
    current = _move(current, "first_vote", held)
    happened()
    for number, voter in enumerate(voters):
        answer(voter, current.first, held.versions[0], right=number > 1, at=LATER)
        happened()
    extend_round(current, seconds=30, at=LATER)
    happened()
    join_as_guest(room, name="Zoë", learners=2, at=LATER)
    happened()
    current = _move(current, "discuss", held)
    happened()
    _move(current, "second_vote", held)
    happened()
    versions = [event["version"] for event in events if event]
    assert versions == sorted(versions)
    fresh = state_for(room.code, "phone", "en")
    for missed in range(len(events)):
        state = events[missed]
        for event in events[missed + 1 :]:
            if event is not None:
                state = apply(state, event)
        assert state == fresh


def test_a_check_asks_several_questions_and_closes_once(held: Held) -> None:
    prepare(held, held.world.ann, right=False)
    versions = check_versions(held.cycle)
    assert 3 <= len(versions) <= 5
    room = build_room(held)
    check = add_check(
        room, purpose=Draw.Purpose.OPENING_CHECK, versions=versions, by=None, at=DURING
    )
    check = _move(check, "first_vote", held)
    for version in versions:
        answer(held.world.ann, check.first, version, right=True, at=LATER)
    room.refresh_from_db()
    assert full_state(room)["answered"] == 1
    check = _move(check, "result", held)
    assert check.second is None


def test_the_next_question_is_the_most_missed_one_not_yet_asked(held: Held) -> None:
    room = build_room(held)
    first = questions_of(held.cycle)[0]
    add_vote(room, version=first.version, by=None, at=DURING)
    again = questions_of(held.cycle)
    assert again[0].version != first.version
    assert again[-1].asked


def test_joining_is_the_attendance_and_joining_twice_is_joining_once(held: Held) -> None:
    room = build_room(held)
    join_as_member(room, subject=held.world.ann, at=DURING)
    join_as_member(room, subject=held.world.ann, at=LATER)
    join_as_guest(room, name="Zoë", learners=2, at=LATER)
    found = attendance_of(held.cycle)
    assert (found.present, len(found.rows), found.guests) == (1, 2, 1)


def test_only_after_the_room_has_closed_somebody_has_missed_it(held: Held) -> None:
    room = build_room(held)
    join_as_member(room, subject=held.world.ann, at=DURING)
    assert not was_missed_by(held.cycle, held.world.bob)
    close_room(room, by=None, at=LATER)
    assert was_missed_by(held.cycle, held.world.bob)
    assert not was_missed_by(held.cycle, held.world.ann)


def test_a_closed_room_takes_nobody_and_nothing(held: Held) -> None:
    room = close_room(build_room(held), by=None, at=LATER)
    with pytest.raises(RoomIsClosed):
        join_as_member(room, subject=held.world.ann, at=LATER)
    with pytest.raises(RoomIsClosed):
        add_vote(room, version=held.versions[0], by=None, at=LATER)


def test_t13_more_guests_than_a_room_can_have_are_refused(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("volteface.classroom.actions.joining.FEWEST_GUESTS", 2)
    room = build_room(held)
    for number in range(2):
        join_as_guest(room, name=f"Guest {number}", learners=0, at=DURING)
    with pytest.raises(GuestsAreNotAllowed):
        join_as_guest(room, name="One too many", learners=0, at=DURING)


def test_t23_a_guests_answers_lead_to_no_person(held: Held) -> None:
    room = build_room(held)
    seat = join_as_guest(room, name="Shit", learners=2, at=DURING)
    assert seat.name == "Guest 1"
    assert seat.subject.person is None
    assert seat.subject.kind == "guest"
