"""Sheets of a course's own: adapted, edited, shared, put away, planned with."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from pypdf import PdfReader

from volteface.accounts.actions import grant_role
from volteface.accounts.testing import build_subject
from volteface.classroom import techniques
from volteface.classroom.actions.techniques import (
    adapt_technique,
    begin_technique,
    share_technique,
)
from volteface.classroom.models import Activity, OwnTechnique
from volteface.classroom.queries.plans import plan_of
from volteface.classroom.queries.techniques import sheet_of, usable_in
from volteface.classroom.technique_forms import sheet_values
from volteface.classroom.techniques.stored import from_json, to_json
from volteface.classroom.testing import DURING
from volteface.courses.actions import create_course

from .conftest import browser_of

if TYPE_CHECKING:
    from django.test import Client

    from volteface.classroom.testing import Held

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("during")]


@pytest.fixture
def own(held: Held) -> OwnTechnique:
    return adapt_technique(
        held.world.module.course, sheet=techniques.get("jigsaw"), by=held.world.teacher, at=DURING
    )


@pytest.fixture
def teacher(held: Held) -> Client:
    return browser_of(held.world.teacher)


def _at(name: str, own: OwnTechnique) -> str:
    return reverse(f"classroom:{name}", args=[own.code])


@pytest.mark.parametrize("name", techniques.names())
def test_a_sheet_survives_being_kept(name: str) -> None:
    sheet = techniques.get(name)
    again = from_json(to_json(sheet), name=name, title=str(sheet.title))
    assert to_json(again) == to_json(sheet)
    assert again.talk_minutes == sheet.talk_minutes


def test_a_version_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="version 9"):
        from_json({"version": 9}, name="x", title="x")


def test_adapting_copies_every_field_and_leaves_the_first_alone(
    held: Held, teacher: Client
) -> None:
    course = held.world.module.course
    answer = teacher.post(
        reverse("classroom:technique_adapt", args=["jigsaw"]), {"course": course.code}
    )
    made = OwnTechnique.objects.get(course=course)
    assert answer["Location"] == _at("technique_edit", made)
    assert made.origin == "jigsaw"
    assert to_json(sheet_of(made)) == to_json(techniques.get("jigsaw"))


def _typed(own: OwnTechnique, **changes: object) -> dict[str, object]:
    given = sheet_values(sheet_of(own)) | changes
    return {name: value for name, value in given.items() if value is not None}


def test_every_field_can_be_edited(own: OwnTechnique, teacher: Client) -> None:
    data = _typed(
        own, title="Puzzle", process="Cut\n\n  Join  ", goals=["create"], talk_minutes=9,
        most_people="", minutes=50,
    )  # fmt: skip
    assert teacher.post(_at("technique_edit", own), data).status_code == 302
    own.refresh_from_db()
    sheet = sheet_of(own)
    assert (sheet.title, sheet.process, sheet.goals) == ("Puzzle", ("Cut", "Join"), ("create",))
    assert (sheet.talk_minutes, sheet.most_people) == (9, None)
    assert sheet.vigilance == tuple(str(one) for one in techniques.get("jigsaw").vigilance)


@pytest.mark.parametrize(
    "wrong",
    [
        {"least_minutes": 60},
        {"talk_minutes": 200},
        {"least_people": 80, "most_people": 9},
        {"title": ""},
        {"goals": ["lecture"]},
        {"framework": "x" * 1_501},
    ],
)
def test_a_sheet_that_contradicts_itself_is_not_kept(
    own: OwnTechnique, teacher: Client, wrong: dict[str, object]
) -> None:
    before = own.sheet
    assert teacher.post(_at("technique_edit", own), _typed(own, **wrong)).status_code == 422
    own.refresh_from_db()
    assert own.sheet == before


def test_what_is_typed_is_shown_as_text(own: OwnTechnique, teacher: Client) -> None:
    """T06: nothing a colleague writes becomes markup."""
    teacher.post(_at("technique_edit", own), _typed(own, summary="<script>alert(1)</script>"))
    assert b"<script>alert" not in teacher.get(_at("technique", own)).content
    assert b"<script>alert" not in teacher.get(reverse("classroom:techniques")).content


def test_a_sheet_is_the_courses_until_it_is_shared(held: Held, own: OwnTechnique) -> None:
    colleague, learner = browser_of(held.world.tutor), browser_of(held.world.ann)
    stranger = browser_of(held.world.stranger)
    assert colleague.get(_at("technique", own)).status_code == 200
    for nobody in (learner, stranger):
        assert nobody.get(_at("technique", own)).status_code == 404
        assert nobody.get(_at("technique_pdf", own)).status_code == 404
    elsewhere = build_subject("Teacher of something else")
    grant_role(elsewhere, role="teacher", scope="course", scope_code="else", by=None, at=DURING)
    assert browser_of(elsewhere).get(_at("technique", own)).status_code == 404
    share_technique(own, shared=True, by=None, at=DURING)
    library = reverse("classroom:techniques")
    assert library.encode() in browser_of(elsewhere).get("/").content
    assert library.encode() not in learner.get("/").content
    assert browser_of(elsewhere).get(_at("technique", own)).status_code == 200
    assert own.code.encode() in browser_of(elsewhere).get(library).content
    assert learner.get(_at("technique", own)).status_code == 404
    assert own.code.encode() not in learner.get(library).content
    assert colleague.post(_at("technique_edit", own)).status_code == 404


def test_put_away_and_taken_back(own: OwnTechnique, teacher: Client) -> None:
    away = teacher.post(_at("technique_archive", own))
    assert teacher.get(_at("technique", own)).status_code == 404
    assert _at("technique_restore", own).encode() in teacher.get(away["Location"]).content
    teacher.post(_at("technique_restore", own))
    assert teacher.get(_at("technique", own)).status_code == 200


def test_a_plan_uses_it_like_a_shipped_one(held: Held, own: OwnTechnique, teacher: Client) -> None:
    path = reverse("classroom:plan_add", args=[held.cycle.code])
    teacher.post(path, {"technique": own.code, "minutes": 40})
    block = Activity.objects.get(technique=own.code)
    assert (block.title, block.talk_minutes) == (own.title, 6)
    row = next(b for b in plan_of(held.cycle, people=5).blocks if b.timed.block.code == block.code)
    assert row.has_sheet
    page = teacher.get(reverse("classroom:plan", args=[held.cycle.code]))
    assert _at("technique", own).encode() in page.content
    teacher.post(_at("technique_archive", own))
    page = teacher.get(reverse("classroom:plan", args=[held.cycle.code]))
    assert own.title.encode() in page.content
    assert _at("technique", own).encode() not in page.content


def test_run_sheets_use_it_where_it_says_enough(
    held: Held, own: OwnTechnique, teacher: Client
) -> None:
    teacher.post(_at("technique_edit", own), _typed(own, summary="Our pieces.", least_people=1))
    begun = begin_technique(held.world.module.course, title="Only a title", by=None, at=DURING)
    path = reverse("classroom:run_sheets", args=[held.cycle.code])
    asked = {"room": "tables", "people": 30, "minutes": 105}
    page = teacher.get(path, asked).text
    assert "Our pieces." in page
    assert begun.title not in page
    teacher.post(
        reverse("classroom:run_sheet_choose", args=[held.cycle.code]), {**asked, "sheet": "teams"}
    )
    block = Activity.objects.get(technique=own.code)
    assert (block.title, block.reason.endswith("Our pieces.")) == (own.title, True)
    assert not Activity.objects.filter(technique="jigsaw").exists()
    teacher.post(_at("technique_edit", own), _typed(own, summary="Our talk.", talk_minutes=30))
    assert "Our talk." not in teacher.get(path, asked).text
    teacher.post(_at("technique_edit", own), _typed(own, summary="Our pieces.", talk_minutes=5))
    own.refresh_from_db()
    assert "Our pieces." in teacher.get(path, asked).text
    teacher.post(_at("technique_archive", own))
    assert "Our pieces." not in teacher.get(path, asked).text


def test_a_courses_own_sheets_come_before_those_of_others(held: Held, own: OwnTechnique) -> None:
    other = create_course(code="else", title="Else", by=None, at=DURING)
    shared = begin_technique(other, title="Always first by title", by=None, at=DURING)
    share_technique(shared, shared=True, by=None, at=DURING)
    assert list(usable_in(held.world.module.course)) == [own.code, shared.code]
    assert list(usable_in(other)) == [shared.code]


def test_how_they_sit_and_what_is_counted_can_be_changed(
    own: OwnTechnique, teacher: Client
) -> None:
    sheet = sheet_of(own)
    assert (sheet.sits, sheet.team) == ("teams", 4)
    assert sheet.things == techniques.get("jigsaw").things
    kept = [thing.name for thing in sheet.things][:1]
    teacher.post(_at("technique_edit", own), _typed(own, team=6, things=kept))
    own.refresh_from_db()
    assert (sheet_of(own).team, [one.name for one in sheet_of(own).things]) == (6, kept)
    teacher.post(_at("technique_edit", own), _typed(own, sits="walk", team=6, things=[]))
    own.refresh_from_db()
    assert (sheet_of(own).sits, sheet_of(own).team, sheet_of(own).things) == ("walk", 0, ())


def test_a_modules_session_plan_may_name_it(held: Held, own: OwnTechnique) -> None:
    module = held.cycle.module
    module.session_plan = [
        {"technique": own.code, "minutes": 50},
        {"technique": "nobodyknows", "minutes": 5},
    ]
    module.save(update_fields=["session_plan"])
    first, second = plan_of(held.cycle, people=5).blocks
    assert (first.title, first.timed.block.talk_minutes) == (own.title, 7)
    assert second.timed.block.technique == "talk"


def test_a_plan_refuses_a_sheet_of_another_course(held: Held, teacher: Client) -> None:
    teacher.post(
        reverse("classroom:plan_add", args=[held.cycle.code]),
        {"technique": "abcdefghjkmn", "minutes": 10},
    )
    assert not Activity.objects.filter(technique="abcdefghjkmn").exists()


def test_its_paper_is_one_sheet_without_empty_headings(own: OwnTechnique, teacher: Client) -> None:
    teacher.post(_at("technique_edit", own), _typed(own, framework="", sources="", keywords=""))
    pages = PdfReader(BytesIO(teacher.get(_at("technique_pdf", own)).content)).pages
    assert len(pages) == 1
    text = pages[0].extract_text()
    assert "Process" in text
    assert "Framework" not in text
    assert "Keywords" not in text


def test_an_empty_search_says_what_to_give_up(teacher: Client) -> None:
    page = teacher.get(
        reverse("classroom:techniques"), {"goal": "create", "minutes": "5", "people": "x"}
    )
    text = page.content.decode()
    assert "Nothing found" in text
    assert "?goal=create" in text
    assert "?minutes=5" in text
