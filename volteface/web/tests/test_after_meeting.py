"""The cycle's page after the meeting, and the module's page with how it went each time."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from volteface.classroom.actions.debriefs import release_debrief, write_debrief
from volteface.classroom.actions.joining import join_as_member
from volteface.classroom.actions.retros import note_all
from volteface.classroom.actions.rooms import close_room
from volteface.classroom.models import Retro
from volteface.classroom.testing import DURING, Held, build_held, build_room
from volteface.rosters.actions import create_cohort
from volteface.timetable.testing import AT, MEETING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from volteface.accounts.models import Subject

pytestmark = pytest.mark.django_db
OVER = MEETING + dt.timedelta(hours=1)


@pytest.fixture
def held(db: None) -> Held:
    """Ann came and Bob did not."""
    held = build_held()
    room = build_room(held)
    join_as_member(room, subject=held.world.ann, at=DURING)
    close_room(room, by=None, at=OVER)
    return held


@pytest.fixture(autouse=True)
def _evening() -> Iterator[None]:
    with time_machine.travel(OVER + dt.timedelta(hours=2), tick=False):
        yield


def _cycle_page(held: Held, subject: Subject) -> str:
    return _page(subject, reverse("web:cycle", args=[held.cycle.code]))


def _page(subject: Subject, path: str) -> str:
    assert subject.person is not None
    client = Client()
    client.force_login(subject.person)
    return client.get(path).text


def _primary(html: str) -> str:
    """The one next thing."""
    return html.partition('class="button primary')[2].partition("</a>")[0]


def _release(held: Held) -> None:
    write_debrief(held.cycle, text="Gaps.", by=held.world.teacher, at=OVER)
    release_debrief(held.cycle, by=held.world.teacher, at=OVER)


def test_the_teacher_is_led_to_two_taps_then_to_the_debrief(held: Held) -> None:
    teacher, code = held.world.teacher, held.cycle.code
    retro, debrief = (reverse(f"classroom:{name}", args=[code]) for name in ("retro", "debrief"))
    assert retro in _primary(_cycle_page(held, teacher))
    note_all(held.cycle, by=teacher, at=OVER)
    assert debrief in _primary(_cycle_page(held, teacher))
    _release(held)
    page = _cycle_page(held, teacher)
    assert _primary(page) == ""
    for name in ("retro", "debrief", "teach_again"):
        assert reverse(f"classroom:{name}", args=[code]) in page


def test_a_tutor_taps_but_does_not_plan_again(held: Held) -> None:
    page = _cycle_page(held, held.world.tutor)
    assert reverse("classroom:retro", args=[held.cycle.code]) in page
    assert reverse("classroom:teach_again", args=[held.cycle.code]) not in page


def test_the_absent_are_led_to_what_they_missed_and_the_others_to_the_debrief(held: Held) -> None:
    path = reverse("classroom:missed", args=[held.cycle.code])
    assert path in _primary(_cycle_page(held, held.world.bob))
    assert path not in _cycle_page(held, held.world.ann)
    _release(held)
    assert path in _primary(_cycle_page(held, held.world.ann))
    # From home: the card's button, and nothing in between.
    assert path in _page(held.world.bob, reverse("web:home"))


def test_a_modules_page_says_how_it_went_each_time(held: Held) -> None:
    teacher, path = held.world.teacher, reverse("courses:module", args=[held.cycle.module.code])
    with time_machine.travel(AT, tick=False):
        assert "Taught before" not in _page(teacher, path)
    note_all(held.cycle, by=teacher, at=OVER)
    page = _page(teacher, path)
    assert "Taught before" in page
    assert "0 of 2 ready" in page
    assert "blocks worked" in page
    assert reverse("classroom:teach_again", args=[held.cycle.code]) in page


def test_authors_elsewhere_in_the_course_read_no_counts_of_a_cohort(held: Held) -> None:
    author = held.world.stranger
    create_cohort(
        held.world.module.course, title="Evening", starts_on=AT.date(),
        ends_on=OVER.date(), by=None, at=AT, teacher=author,
    )  # fmt: skip
    page = _page(author, reverse("courses:module", args=[held.cycle.module.code]))
    runs = page.partition("Taught before")[2].partition("</section>")[0]
    assert "Spring" in runs
    assert "ready" not in runs
    assert reverse("web:cycle", args=[held.cycle.code]) not in page


EARLY = MEETING - dt.timedelta(hours=3)


@pytest.mark.parametrize("came", [True, False])
def test_a_meeting_moved_forward_counts_as_held_where_people_came(came: bool) -> None:
    held = build_held()
    room = build_room(held)
    if came:
        join_as_member(room, subject=held.world.ann, at=EARLY)
    teacher, code = held.world.teacher, held.cycle.code
    retro, debrief = (reverse(f"classroom:{name}", args=[code]) for name in ("retro", "debrief"))
    assert teacher.person is not None
    browser = Client()
    browser.force_login(teacher.person)
    with time_machine.travel(EARLY, tick=False):
        closed = browser.post(reverse("classroom:close", args=[room.code]))
        assert closed["Location"] == (retro if came else debrief)
        assert (retro in _page(teacher, debrief)) is came
        assert ("has not begun yet" not in _page(teacher, retro)) is came
        browser.post(retro, {"tap": "all"})
        cycle_page = _cycle_page(held, teacher)
    assert (debrief in _primary(cycle_page)) is came
    assert Retro.objects.exists() is came
