"""Two taps after a meeting, what they change the next time, and teaching the module again."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from volteface.classroom.actions.debriefs import write_debrief
from volteface.classroom.actions.plans import add_activity, save_plan
from volteface.classroom.actions.retros import add_words, note_block
from volteface.classroom.actions.rooms import add_check, add_vote, close_room, move_round
from volteface.classroom.models import Activity, Plan, Rerun, Retro
from volteface.classroom.queries.material import check_versions, questions_of
from volteface.classroom.queries.plan_notes import plan_notes
from volteface.classroom.queries.plans import plan_of
from volteface.classroom.rules.plan import Block
from volteface.classroom.rules.rounds import Phase
from volteface.classroom.testing import DURING
from volteface.courses.actions import create_course
from volteface.learning.models import Draw
from volteface.rosters.actions import create_cohort
from volteface.timetable.models import Cycle
from volteface.timetable.testing import AT, MEETING, build_cycle

from .conftest import browser_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from volteface.accounts.models import Subject
    from volteface.classroom.models import Room
    from volteface.classroom.testing import Held

pytestmark = pytest.mark.django_db
OVER = MEETING + dt.timedelta(hours=1)
HOUR = (("opening_check", 5), ("peer_instruction", 25), ("debrief", 15), ("exit_ticket", 3))
LINE = "Rows too tight"


@pytest.fixture(autouse=True)
def _evening() -> Iterator[None]:
    with time_machine.travel(OVER + dt.timedelta(hours=2), tick=False):
        yield


@pytest.fixture
def vote_block(held: Held) -> Activity:
    blocks = [Block(technique=name, minutes=minutes) for name, minutes in HOUR]
    plan = save_plan(held.cycle, by=held.world.teacher, at=AT, blocks=blocks)
    return plan.activities.get(technique="peer_instruction")


def _path(held: Held, name: str, *more: str) -> str:
    return reverse(f"classroom:{name}", args=[held.cycle.code, *more])


def _tap(held: Held, tap: str, *, by: Subject | None = None) -> int:
    browser = browser_of(by or held.world.teacher)
    return browser.post(_path(held, "retro"), {"tap": tap}).status_code


def test_one_tap_says_all_went_as_planned(held: Held, vote_block: Activity) -> None:
    assert _tap(held, f"{vote_block.code}:so_so") == 302
    assert _tap(held, "all") == 302
    assert _tap(held, "all") == 302
    said = dict(Retro.objects.values_list("technique", "verdict"))
    assert said.pop("peer_instruction") == "so_so"
    assert set(said.values()) == {"worked"}
    assert Retro.objects.count() == Activity.objects.filter(plan__cycle=held.cycle).count()


def test_a_second_tap_replaces_the_first_and_keeps_the_line(
    held: Held, vote_block: Activity
) -> None:
    _tap(held, f"{vote_block.code}:so_so")
    note = Retro.objects.get()
    given = {"line": f" {LINE} ", "minutes": "29"}
    browser_of(held.world.teacher).post(_path(held, "retro_words", note.code), given)
    _tap(held, f"{vote_block.code}:not")
    note.refresh_from_db()
    assert (note.verdict, note.line, note.minutes) == ("not", LINE, 29)


def test_nobody_taps_before_the_meeting_or_on_nothing(held: Held, vote_block: Activity) -> None:
    assert _tap(held, f"{vote_block.code}:great") == 404
    assert _tap(held, "nothing:worked") == 404
    with time_machine.travel(AT, tick=False):
        assert _tap(held, "all") == 302
        assert "has not begun" in browser_of(held.world.teacher).get(_path(held, "retro")).text
    assert not Retro.objects.exists()
    assert _tap(held, "all", by=held.world.ann) == 404


def test_a_plan_nobody_kept_is_kept_when_all_is_tapped(held: Held) -> None:
    page = browser_of(held.world.teacher).get(_path(held, "retro")).text
    assert "No plan was kept" in page
    assert not Plan.objects.exists()
    _tap(held, "all")
    assert Retro.objects.filter(activity__plan__cycle=held.cycle).exists()


def test_the_room_says_how_long_it_took(held: Held, room: Room, vote_block: Activity) -> None:
    check = add_check(
        room, purpose=Draw.Purpose.OPENING_CHECK, versions=held.versions[:3], by=None, at=DURING
    )
    move_round(check, to=Phase.FIRST_VOTE, by=None, at=MEETING + dt.timedelta(minutes=5))
    move_round(check, to=Phase.RESULT, by=None, at=MEETING + dt.timedelta(minutes=10))
    vote = add_vote(room, version=held.versions[5], by=None, at=DURING)
    vote = move_round(vote, to=Phase.FIRST_VOTE, by=None, at=MEETING + dt.timedelta(minutes=13))
    move_round(vote, to=Phase.RESULT, by=None, at=MEETING + dt.timedelta(minutes=44))
    close_room(room, by=None, at=OVER)
    _tap(held, "all")
    measured = dict(Retro.objects.values_list("technique", "minutes"))
    assert measured["opening_check"] == 8
    assert measured["peer_instruction"] == 31
    assert measured["debrief"] is None
    assert vote_block.minutes != 31


def test_one_does_not_touch_anybody_elses_note(held: Held, vote_block: Activity) -> None:
    note = note_block(held.cycle, vote_block, verdict="not", by=held.world.teacher, at=OVER)
    answer = browser_of(held.world.tutor).post(
        _path(held, "retro_words", note.code), {"line": "No"}
    )
    assert answer.status_code == 404
    note.refresh_from_db()
    assert note.line == ""


def test_a_line_goes_to_the_sheet_in_one_tap_and_only_then(
    held: Held, vote_block: Activity
) -> None:
    note = note_block(held.cycle, vote_block, verdict="so_so", by=held.world.teacher, at=OVER)
    add_words(note, line=LINE, minutes=None, at=OVER)
    module, browser = held.cycle.module, browser_of(held.world.teacher)
    browser.get(_path(held, "retro"))
    module.refresh_from_db()
    assert module.sheet == {}
    sheet = reverse("courses:sheet", args=[module.code])
    assert LINE in browser.get(sheet).text
    put = reverse("classroom:retro_sheet", args=[module.code, note.code])
    assert browser_of(held.world.tutor).post(put).status_code == 404
    for back, there in (("sheet", sheet), ("", _path(held, "retro"))):
        assert browser.post(put, {"back": back})["Location"].startswith(there)
    module.refresh_from_db()
    assert module.sheet["points_of_vigilance"] == f"- {LINE}"
    assert "Noted after its meetings" not in browser.get(sheet).text
    assert "Among the points of vigilance" in browser.get(_path(held, "retro")).text


def test_a_technique_shows_what_ones_courses_noted_and_what_was_shared(
    held: Held, vote_block: Activity
) -> None:
    note = note_block(held.cycle, vote_block, verdict="so_so", by=held.world.teacher, at=OVER)
    add_words(note, line=LINE, minutes=None, at=OVER)
    colleague = _teacher_elsewhere(held)
    sheet = reverse("classroom:technique", args=["peer_instruction"])
    assert LINE in browser_of(held.world.tutor).get(sheet).text
    [page] = PdfReader(BytesIO(browser_of(held.world.tutor).get(f"{sheet}pdf/").content)).pages
    assert f"so-so: 1 · from 1 meeting. – {LINE} (so-so," in " ".join(page.extract_text().split())
    for outside in (colleague, held.world.ann):
        assert LINE not in browser_of(outside).get(sheet).text
    browser_of(held.world.teacher).post(_path(held, "retro_share"), {"shared": "yes"})
    shown = browser_of(colleague).get(sheet).text
    assert LINE in shown
    assert "Tess" not in shown
    assert LINE not in browser_of(held.world.ann).get(sheet).text
    browser_of(held.world.teacher).post(_path(held, "retro_share"), {"shared": "no"})
    assert LINE not in browser_of(colleague).get(sheet).text


def test_the_next_plan_says_how_it_went(held: Held, vote_block: Activity) -> None:
    note = note_block(held.cycle, vote_block, verdict="so_so", by=held.world.teacher, at=OVER)
    add_words(note, line=LINE, minutes=vote_block.minutes + 4, at=OVER)
    later = build_cycle(held.world, group=held.world.blue, starts_at=MEETING + dt.timedelta(14))
    save_plan(later, by=None, at=AT, blocks=[Block(technique="peer_instruction", minutes=20)])
    said = [each.last for each in plan_notes(plan_of(later, people=2)).blocks]
    assert f"Last time here: so-so, took 4 min longer – “{LINE}”" in said
    before = [each.last for each in plan_notes(plan_of(held.cycle, people=2)).blocks]
    assert not any(before)


def test_teaching_again_drafts_the_corrected_plan(held: Held, vote_block: Activity) -> None:
    teacher = held.world.teacher
    note = note_block(held.cycle, vote_block, verdict="so_so", by=teacher, at=OVER)
    add_words(note, line=LINE, minutes=31, at=OVER)
    jigsaw = add_activity(
        held.cycle, technique="jigsaw", title="Jigsaw", minutes=25, by=teacher, at=AT
    )
    note_block(held.cycle, jigsaw, verdict="not", by=teacher, at=OVER)
    write_debrief(
        held.cycle, text="Gaps.", carried=[held.versions[6].question], by=teacher, at=OVER
    )
    next_year = create_cohort(
        held.world.module.course, title="Autumn", starts_on=OVER.date(),
        ends_on=OVER.date() + dt.timedelta(days=90), by=None, at=AT, teacher=teacher,
    )  # fmt: skip
    browser, path = browser_of(teacher), _path(held, "teach_again")
    page = browser.get(path)
    assert page.status_code == 200
    assert f'value="{next_year.code}"' in page.text
    assert "took" in page.text
    assert "which did not work" in page.text
    assert Cycle.objects.count() == 1
    given = {
        "audience": next_year.code, "on": "2026-10-01", "at": "10:00", "minutes": "60",
        "place": "Amphi C", "again": held.versions[6].question.code, "do": "make",
    }  # fmt: skip
    answer = browser.post(path, given)
    made = Cycle.objects.get(cohort=next_year)
    assert answer.status_code == 302
    assert made.code in answer["Location"]
    assert made.state == Cycle.State.DRAFT
    assert made.meeting.starts_at == dt.datetime(2026, 10, 1, 8, tzinfo=dt.UTC)
    assert [slot.before for slot in made.slots.all()] == [dt.timedelta(days=2)]
    blocks = {row.technique: row for row in Activity.objects.filter(plan__cycle=made)}
    assert blocks["peer_instruction"].minutes == 31
    assert "so-so" in blocks["peer_instruction"].reason
    assert "jigsaw" not in blocks
    assert Rerun.objects.get(cycle=made).of == held.cycle
    assert questions_of(made)[0].version.question == held.versions[6].question
    assert held.versions[6] in check_versions(made)


def test_what_is_kept_or_left_out_is_the_teachers_choice(held: Held, vote_block: Activity) -> None:
    note_block(held.cycle, vote_block, verdict="not", by=held.world.teacher, at=OVER)
    others = Activity.objects.filter(plan__cycle=held.cycle).exclude(pk=vote_block.pk)
    given = {f"block-{each.code}": "drop" for each in others}
    given |= {f"block-{vote_block.code}": "keep", "audience": held.world.blue.code}
    given |= {"on": "2026-04-02", "at": "10:00", "minutes": "60", "do": "make"}
    browser_of(held.world.teacher).post(_path(held, "teach_again"), given)
    made = Cycle.objects.get(group=held.world.blue)
    rows = Activity.objects.filter(plan__cycle=made)
    assert [row.technique for row in rows] == ["peer_instruction"]


def test_a_past_day_is_refused_and_a_tutor_does_not_plan(held: Held, vote_block: Activity) -> None:
    given = {"audience": held.world.blue.code, "on": "2026-03-01", "at": "10:00"}
    given |= {"minutes": "60", "do": "make"}
    answer = browser_of(held.world.teacher).post(_path(held, "teach_again"), given)
    assert answer.status_code == 422
    assert "still to come" in answer.text
    assert Cycle.objects.count() == 1
    assert browser_of(held.world.tutor).get(_path(held, "teach_again")).status_code == 404
    assert vote_block.plan.cycle == held.cycle


def _teacher_elsewhere(held: Held) -> Subject:
    """Sam teaches another course of the same institution."""
    sam = held.world.stranger
    create_course(code="other", title="Other", language="en", by=sam, at=AT)
    return sam
