"""Every page of courses: it works, strangers find nothing, methods are kept, queries are few."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from volteface.courses.actions import create_step
from volteface.courses.testing import AT, DOCUMENT, build_module
from volteface.courses.tests.conftest import World, signed_in

if TYPE_CHECKING:
    from django.http import HttpResponse

PAGES = [
    ("courses:list", "", "Remember it", 12),
    ("courses:new", "", "Short code", 12),
    ("courses:course", "course", "Spacing beats cramming", 16),
    ("courses:course_about", "course", "Remember it", 14),
    ("courses:files", "course", "Add the file", 14),
    ("courses:module", "module", "The gap", 24),
    ("courses:about", "module", "Gaps make it stick.", 16),
    ("courses:sheet", "module", "The sheet is still empty.", 14),
    ("courses:edit_sheet", "module", "Points of vigilance", 14),
    ("courses:step", "step", "Leave a **gap**.", 18),
]
POSTS = [
    ("courses:new_module", "course"),
    ("courses:archive_file", "course"),
    ("courses:publish", "module"),
    ("courses:unpublish", "module"),
    ("courses:archive_module", "module"),
    ("courses:restore_module", "module"),
    ("courses:new_step", "module"),
    ("courses:preview", "step"),
    ("courses:move_step", "step"),
    ("courses:archive_step", "step"),
    ("courses:restore_step", "step"),
]


def _address(world: World, name: str, noun: str) -> str:
    return reverse(name, args=[getattr(world, noun).code] if noun else [])


def _text(response: HttpResponse) -> str:
    return response.content.decode()


@pytest.mark.parametrize(("name", "noun", "words", "most"), PAGES)
def test_a_page_works_with_few_queries(
    world: World, name: str, noun: str, words: str, most: int
) -> None:
    client = signed_in(world.teacher)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(_address(world, name, noun))
    assert response.status_code == 200
    assert words in _text(response)
    assert len(queries) <= most


@pytest.mark.parametrize(("name", "noun", "_words", "_most"), PAGES[2:])
def test_who_teaches_something_else_finds_nothing(
    world: World, name: str, noun: str, _words: str, _most: int
) -> None:
    address = _address(world, name, noun)
    assert signed_in(world.stranger).get(address).status_code == 404
    assert signed_in(world.administrator).get(address).status_code == 200


@pytest.mark.parametrize(("name", "noun"), POSTS)
def test_who_teaches_something_else_changes_nothing(world: World, name: str, noun: str) -> None:
    client = signed_in(world.stranger)
    assert client.post(_address(world, name, noun), {"title": "Mine"}).status_code == 404


@pytest.mark.parametrize(("name", "noun"), POSTS)
def test_what_changes_something_is_posted(world: World, name: str, noun: str) -> None:
    assert signed_in(world.teacher).get(_address(world, name, noun)).status_code == 405


@pytest.mark.parametrize(("name", "noun", "_words", "_most"), PAGES)
def test_no_page_is_deleted_or_put(
    world: World, name: str, noun: str, _words: str, _most: int
) -> None:
    client = signed_in(world.teacher)
    assert client.delete(_address(world, name, noun)).status_code == 405


def test_a_larger_course_asks_no_more_of_the_database(world: World) -> None:
    client = signed_in(world.teacher)

    def count(name: str, noun: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(_address(world, name, noun)).status_code == 200
        return len(queries)

    pages = [("courses:course", "course"), ("courses:module", "module"), ("courses:step", "step")]
    # A first visit reads what later ones find in memory.
    before = [count(*page) for page in pages + pages][len(pages) :]
    for number in range(5):
        build_module(world.course, _copy(f"m{number}"))
        create_step(world.module, title=f"S{number}", body="Text.", by=world.teacher, at=AT)
    assert [count(*page) for page in pages] == before


def _copy(key: str) -> object:
    from dataclasses import replace

    return replace(DOCUMENT, key=key, steps=DOCUMENT.steps[1:])


def test_who_teaches_nothing_does_not_see_that_courses_are_written(world: World) -> None:
    from volteface.accounts.testing import build_subject

    client = signed_in(build_subject("Lea Rner"))
    assert client.get(reverse("courses:list")).status_code == 404
    assert client.get(reverse("courses:new")).status_code == 404


def test_signed_out_people_are_asked_to_sign_in(world: World) -> None:
    from django.test import Client

    assert Client().get(_address(world, "courses:module", "module")).status_code == 302


def test_a_course_is_begun_and_its_code_is_its_own(world: World) -> None:
    client = signed_in(world.teacher)
    posted = {"title": "New one", "code": "Fresh", "language": "fr", "summary": ""}
    assert client.post(reverse("courses:new"), posted)["Location"] == "/courses/fresh/"
    assert client.get("/courses/fresh/").status_code == 200
    again = client.post(reverse("courses:new"), posted)
    assert again.status_code == 422
    assert "Another course has the code" in _text(again)
    assert client.post(reverse("courses:new"), posted | {"code": "step"}).status_code == 422


def test_a_module_goes_from_its_title_to_what_learners_read(world: World) -> None:
    client = signed_in(world.teacher)
    made = client.post(_address(world, "courses:new_module", "course"), {"title": "Load"})
    about = {"title": "Load", "summary": "", "why": "It helps.", "key_points": "One\nTwo\n"}
    about["objectives"] = "trim: Cut what is not needed\nSee more: or less"
    assert client.post(made["Location"], about).status_code == 302
    module = world.course.modules.get(title="Load")
    assert list(module.objectives.order_by("pk").values_list("key", flat=True)) == [
        "trim",
        "see-more-or-less",
    ]
    page = reverse("courses:module", args=[module.code])
    refused = client.post(reverse("courses:publish", args=[module.code]), follow=True)
    assert "There is no step yet" in _text(refused)
    client.post(reverse("courses:new_step", args=[module.code]), {"title": "Begin"})
    assert "Published: edition 1." in _text(
        client.post(reverse("courses:publish", args=[module.code]), follow=True)
    )
    client.post(reverse("courses:unpublish", args=[module.code]))
    assert "draft" in _text(client.get(page))


def test_putting_away_can_be_undone(world: World) -> None:
    client = signed_in(world.teacher)
    away = client.post(_address(world, "courses:archive_module", "module"))
    page = _text(client.get(away["Location"]))
    assert _address(world, "courses:restore_module", "module") in page
    client.post(_address(world, "courses:restore_module", "module"))
    assert "Spacing beats" in _text(client.get(_address(world, "courses:course", "course")))
    step = world.step
    away = client.post(reverse("courses:archive_step", args=[step.code]))
    assert reverse("courses:restore_step", args=[step.code]) in _text(client.get(away["Location"]))
    client.post(reverse("courses:restore_step", args=[step.code]))
    assert world.step.archived_at is None


def test_steps_change_places_by_buttons(world: World) -> None:
    client = signed_in(world.teacher)
    client.post(_address(world, "courses:move_step", "step"), {"to": "down"})
    assert [step.key for step in world.module.steps.all()] == ["more", "gap"]
    client.post(_address(world, "courses:move_step", "step"), {"to": "down"})
    client.post(_address(world, "courses:move_step", "step"), {"to": "up"})
    assert [step.key for step in world.module.steps.all()] == ["gap", "more"]


def test_the_sheet_is_filled_in_and_printed(world: World) -> None:
    client = signed_in(world.teacher)
    says = {"audience": "Everybody", "process": "1. First\n2. Then **this**", "keywords": "a, b"}
    edited = client.post(_address(world, "courses:edit_sheet", "module"), says)
    page = _text(client.get(edited["Location"]))
    assert "Everybody" in page
    assert "<strong>this</strong>" in page
    paper = client.get(_address(world, "courses:sheet_pdf", "module"))
    assert paper["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")
    too_long = client.post(
        _address(world, "courses:edit_sheet", "module"), {"audience": "x" * 5001}
    )
    assert too_long.status_code == 422
