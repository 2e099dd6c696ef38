"""The catch-up corner, the way through the room and the teleprompter."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from volteface.classroom.actions.plans import begin, save_plan
from volteface.classroom.models import Plan
from volteface.classroom.queries.corner import corner_of
from volteface.classroom.queries.plans import plan_of
from volteface.classroom.queries.prompter import prompter_of
from volteface.classroom.queries.route import route_of
from volteface.classroom.queries.screens import presenter_screen
from volteface.classroom.testing import AT, DURING, build_room, prepare
from volteface.learning.models import MeetingRole
from volteface.readiness.actions import refresh_readiness
from volteface.timetable.queries import STAFF, cycle_for
from volteface.timetable.testing import MEETING

from .conftest import browser_of

if TYPE_CHECKING:
    from volteface.classroom.queries.plans import PlanView
    from volteface.classroom.testing import Held
    from volteface.timetable.models import Cycle

pytestmark = pytest.mark.django_db


def _pages(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def test_the_corner_expects_who_has_not_prepared_by_name_for_the_teacher(held: Held) -> None:
    corner = corner_of(held.cycle, held.world.teacher, at=AT)
    assert {one.name for one in corner.expected} == {"Ann Learner", "Bob Learner"}
    assert corner.copies == 2
    # One question of each objective in turn.
    assert [one.objective for one in corner.questions] == ["gap", "recall", "gap", "recall"]
    steps = corner.steps()
    assert steps[-1].at >= steps[0].at + dt.timedelta(minutes=15)


def test_the_corners_sheet_has_its_key_on_the_back(held: Held) -> None:
    browser = browser_of(held.world.teacher)
    assert (
        "have not started" in browser.get(reverse("classroom:corner", args=[held.cycle.code])).text
    )
    answer = browser.get(reverse("classroom:corner_pdf", args=[held.cycle.code]))
    front, back = _pages(answer.content)
    assert "Answer alone" in front
    assert "A gap of a tenth" not in front
    assert "A gap of a tenth" in back


def test_the_way_goes_to_each_group_and_names_the_game_master(held: Held) -> None:
    prepare(held, held.world.ann, right=False)
    prepare(held, held.world.bob, right=True)
    refresh_readiness(at=AT)
    role = MeetingRole.Role.GAME_MASTER
    MeetingRole.objects.create(cycle=held.cycle, subject=held.world.bob, role=role, at=AT)
    route = route_of(held.cycle, held.world.teacher, at=AT)
    visits = [visit for way in route.ways for visit in way.visits]
    assert {visit.name for visit in visits} == {"Blue", "Red"}
    ann = next(visit for visit in visits if visit.to_see)
    assert [one.name for one in ann.to_see] == ["Ann Learner"]
    assert ann.master == "Bob Learner (game master)"
    assert all(visit.starts_at > MEETING for visit in visits)


def test_a_tutor_reads_only_of_their_own_group(held: Held) -> None:
    route = route_of(held.cycle, held.world.tutor, at=AT)
    assert [way.is_own for way in route.ways] == [True]
    assert [visit.name for visit in route.ways[0].visits] == ["The whole room"]
    assert [one.name for one in route.ways[0].visits[0].to_see] == ["Ann Learner"]
    ann = held.world.ann.person
    assert ann is not None
    ann.name = "Ann \U00013000"
    ann.save(update_fields=["name"])
    answer = browser_of(held.world.tutor).get(
        reverse("classroom:route_pdf", args=[held.cycle.code])
    )
    paper = "".join(_pages(answer.content))
    assert "Bob" not in paper
    assert "could not be printed" in paper


def test_a_tutor_goes_by_the_plan_of_the_whole_meeting(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proposal is made for everybody expected, not for those its reader may see."""
    asked = []

    def plan(cycle: Cycle, *, people: int) -> PlanView:
        asked.append(people)
        return plan_of(cycle, people=people)

    monkeypatch.setattr("volteface.classroom.queries.route.plan_of", plan)
    monkeypatch.setattr("volteface.classroom.queries.corner.plan_of", plan)
    for reader in (held.world.teacher, held.world.tutor):
        route_of(held.cycle, reader, at=AT)
        corner_of(held.cycle, reader, at=AT)
    assert asked == [2, 2, 2, 2]


def test_the_teleprompter_counts_from_the_real_start(held: Held) -> None:
    browser = browser_of(held.world.teacher)
    late = MEETING + dt.timedelta(minutes=4)
    with time_machine.travel(late, tick=False):
        browser.post(reverse("classroom:prompter_start", args=[held.cycle.code]))
        page = browser.get(reverse("classroom:prompter", args=[held.cycle.code]))
    assert "4 min later than planned" in page.text
    assert page.text.count("data-cue ") == 1 + Plan.objects.get().activities.count()
    cues = prompter_of(held.cycle, people=2, at=late + dt.timedelta(minutes=7)).cues
    assert [cue.is_now for cue in cues[:3]] == [False, True, False]
    assert cues[0].starts_at == late


def test_a_start_of_another_day_is_not_this_meetings(held: Held) -> None:
    plan = save_plan(held.cycle, by=held.world.teacher, at=AT)
    plan.began_at = MEETING - dt.timedelta(days=7)
    plan.save()
    found = prompter_of(held.cycle, people=2, at=MEETING)
    assert (found.has_begun, found.began_at) == (False, MEETING)


def test_what_is_said_is_the_note_or_the_techniques_steps(held: Held) -> None:
    plan = save_plan(held.cycle, by=held.world.teacher, at=AT)
    plan.activities.filter(technique="opening_check").update(notes="Say hello.\n\nShow the code.")
    cues = prompter_of(held.cycle, people=2, at=MEETING).cues
    assert cues[1].lines == ("Say hello.", "Show the code.")
    assert len(cues[2].lines) > 1


def test_the_presenter_counts_from_the_real_start_too(held: Held) -> None:
    room = build_room(held)
    begin(held.cycle, by=held.world.teacher, at=MEETING + dt.timedelta(minutes=10))
    view = cycle_for(held.world.teacher, held.cycle.code, at=DURING, roles=STAFF)
    screen = presenter_screen(room, view, MEETING + dt.timedelta(minutes=12))
    assert screen.block is None
    assert screen.next_block is not None
    assert screen.next_block.timed.starts_at == MEETING + dt.timedelta(minutes=15)
    assert screen.minutes_left == 3
    later = presenter_screen(room, view, MEETING + dt.timedelta(minutes=16))
    assert (later.block and later.block.title, later.minutes_left) == ("Opening check", 4)
