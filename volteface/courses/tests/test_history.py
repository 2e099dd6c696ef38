"""Versions of a step, two authors in one text, and steps and modules made twice."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from volteface.accounts.actions import grant_role
from volteface.accounts.testing import build_subject
from volteface.courses.actions import (
    duplicate_module,
    duplicate_step,
    publish_module,
    restore_version,
    save_step,
)
from volteface.courses.errors import StepHasChanged
from volteface.courses.models import Step, StepDraft, StepVersion
from volteface.courses.queries import live_steps
from volteface.courses.rules.body import question_keys
from volteface.courses.testing import AT
from volteface.courses.tests.conftest import World, signed_in
from volteface.questions.models import Question

if TYPE_CHECKING:
    from volteface.accounts.models import Subject

BASE = "One.\n\nTwo.\n\nThree."


@pytest.fixture
def second(world: World) -> Subject:
    """Another author of the course."""
    subject = build_subject("Second Author")
    scope = {"scope": "course", "scope_code": world.course.code}
    grant_role(subject, role="teacher", **scope, by=None, at=AT)
    Step.objects.filter(pk=world.step.pk).update(body=BASE)
    return subject


def save(
    world: World,
    body: str,
    *,
    by: Subject,
    minutes: int = 0,
    revision: int | None = None,
    **more: object,
) -> Step:
    step = world.step
    facts = {"title": step.title, "level": step.level, "minutes": step.minutes} | more
    base = {"title": "The gap", "level": "core", "minutes": 4, "body": BASE}
    at = AT + dt.timedelta(minutes=minutes)
    given = step.revision if revision is None else revision
    return save_step(step, **facts, body=body, revision=given, base=base, by=by, at=at)  # type: ignore[arg-type]  # facts of a step


def says(world: World, **more: object) -> dict[str, object]:
    step = world.step
    base = {"base_title": step.title, "base_level": step.level, "base_minutes": step.minutes}
    facts = {"title": step.title, "level": step.level, "minutes": step.minutes, "base": BASE}
    return facts | base | {"revision": step.revision} | more


def address(world: World, name: str, *more: object) -> str:
    return reverse(f"courses:{name}", args=[world.step.code, *more])


def test_one_authors_ten_minutes_are_one_version(world: World, second: Subject) -> None:
    save(world, "A", by=world.teacher)
    save(world, "A b", by=world.teacher, minutes=9)
    save(world, "A b c", by=second, minutes=9)
    save(world, "A b c d", by=second, minutes=20)
    versions = list(world.step.versions.values_list("number", "body", "by"))
    me, other = world.teacher.pk, second.pk
    assert versions == [(1, BASE, None), (2, "A b", me), (3, "A b c", other), (4, "A b c d", other)]


def test_bringing_a_version_back_is_itself_undone(world: World, second: Subject) -> None:
    save(world, "New", by=second)
    client = signed_in(second)
    assert client.post(address(world, "version", 1)).status_code == 302
    assert world.step.body == BASE
    assert world.step.versions.count() == 3
    restore_version(StepVersion.objects.get(number=2), by=second, at=AT)
    assert world.step.body == "New"
    restore_version(StepVersion.objects.get(number=2), by=second, at=AT)
    assert world.step.versions.count() == 4


def test_the_history_says_who_changed_what_in_words(world: World, second: Subject) -> None:
    save(world, BASE.replace("Two", "Two or three"), by=second, title="New title")
    client = signed_in(world.teacher)
    page = client.get(address(world, "history")).content.decode()
    assert "Second Author" in page
    assert "2 words more, 0 words less" in page
    changed = client.get(address(world, "version", 2)).content.decode()
    assert '<ins><span class="hidden">added: </span> or three' in changed
    assert "New title" in changed
    since = client.get(address(world, "version", 1) + "?now").content.decode()
    assert "or three" in since
    assert client.get(address(world, "version", 9)).status_code == 404


def test_two_authors_in_different_places_are_merged_and_told(world: World, second: Subject) -> None:
    began = says(world)
    save(world, BASE.replace("One", "1"), by=second, minutes=1, title="Their title")
    mine = began | {"body": BASE.replace("Three", "3"), "save": "auto"}
    answer = signed_in(world.teacher).post(address(world, "step"), mine)
    assert answer.status_code == 200
    assert answer.json()["body"] == "1.\n\nTwo.\n\n3."
    assert "both texts are now in one" in answer.json()["said"]
    assert world.step.body == "1.\n\nTwo.\n\n3."
    assert world.step.title == "Their title"
    assert not StepDraft.objects.exists()


def test_two_authors_in_one_place_choose(world: World, second: Subject) -> None:
    began = says(world)
    save(world, BASE.replace("Two", "Their two"), by=second)
    mine = began | {"body": BASE.replace("Two", "My two")}
    client = signed_in(world.teacher)
    assert client.post(address(world, "step"), mine | {"save": "auto"}).status_code == 409
    page = client.post(address(world, "step"), mine)
    assert page.status_code == 409
    html = page.content.decode()
    assert all(words in html for words in ("My two.", "Their two.", "Second Author", "choice-0"))
    assert StepDraft.objects.exists()
    again = mine | {"revision": world.step.revision}
    saved = client.post(address(world, "merge"), again)
    assert saved.status_code == 302
    assert world.step.body == "One.\n\nMy two.\n\nTheir two.\n\nThree."


@pytest.mark.parametrize(("choice", "kept"), [("mine", "My two."), ("theirs", "Their two.")])
def test_a_choice_is_kept(world: World, second: Subject, choice: str, kept: str) -> None:
    began = says(world)
    save(world, BASE.replace("Two", "Their two"), by=second)
    mine = began | {"body": BASE.replace("Two", "My two"), "choice-0": choice}
    mine["revision"] = world.step.revision
    signed_in(world.teacher).post(address(world, "merge"), mine)
    assert world.step.body == f"One.\n\n{kept}\n\nThree."


def test_a_third_save_while_choosing_is_not_lost(world: World, second: Subject) -> None:
    began = says(world)
    save(world, BASE.replace("Two", "Their two"), by=second)
    shown = world.step.revision
    save(world, BASE.replace("Two", "Their newer two"), by=second)
    mine = began | {"body": BASE.replace("Two", "My two"), "revision": shown}
    page = signed_in(world.teacher).post(address(world, "merge"), mine)
    assert page.status_code == 409
    assert "Their newer two." in page.content.decode()
    assert "newer" in world.step.body


def test_without_a_base_nothing_is_guessed(world: World, second: Subject) -> None:
    save(world, "Theirs", by=second)
    step = world.step
    facts = {"title": step.title, "level": step.level, "minutes": step.minutes}
    with pytest.raises(StepHasChanged):
        save_step(step, **facts, body="Mine", revision=0, by=world.teacher, at=AT)


def test_a_step_made_twice_asks_its_own_questions(world: World) -> None:
    copy = duplicate_step(world.step, by=world.teacher, at=AT)
    titles = list(live_steps(world.module).values_list("title", flat=True))
    assert titles == ["The gap", "The gap (copy)", "More gaps"]
    assert question_keys(copy.body) != question_keys(world.step.body)
    assert Question.objects.filter(bank=world.course.bank).count() == 2
    edition = publish_module(world.module, by=world.teacher, at=AT)
    assert edition.questions.count() == 2


def test_a_module_made_twice_is_a_draft_that_asks_the_same(world: World) -> None:
    copy = duplicate_module(world.module, by=world.teacher, at=AT)
    again = duplicate_module(world.module, by=world.teacher, at=AT)
    assert copy.published is None
    assert copy.key != again.key
    assert [step.body for step in copy.steps.all()] == [
        step.body for step in world.module.steps.all()
    ]
    assert list(copy.objectives.all()) == list(world.module.objectives.all())
    assert publish_module(copy, by=world.teacher, at=AT).questions.count() == 1


@pytest.mark.parametrize(
    ("level", "shown"),
    [
        ("", ["The gap"]),
        ("core", ["The gap"]),
        ("support", ["The gap"]),
        ("stretch", ["The gap", "More gaps"]),
    ],
)
def test_a_module_is_previewed_as_each_level_sees_it(
    world: World, level: str, shown: list[str]
) -> None:
    page = reverse("courses:preview_module", args=[world.module.code])
    html = signed_in(world.teacher).get(page, {"level": level}).content.decode()
    assert [title for title in ("The gap", "More gaps") if f">{title}</h2>" in html] == shown
