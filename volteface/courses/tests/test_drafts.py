"""A text that came too late is listed beside its step until somebody settles it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from volteface.accounts.actions import grant_role
from volteface.accounts.testing import build_subject
from volteface.courses.models import StepDraft
from volteface.courses.queries.drafts import drafts_of
from volteface.courses.testing import AT
from volteface.courses.tests.conftest import World, signed_in

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from volteface.accounts.models import Subject

LISTED = "Unpublished text by"


@pytest.fixture
def second(world: World) -> Subject:
    """Another author of the course, whose text came too late."""
    subject = build_subject("Second Author")
    scope = {"scope": "course", "scope_code": world.course.code}
    grant_role(subject, role="teacher", **scope, by=None, at=AT)
    began_with = says(world, "Too late")
    signed_in(world.teacher).post(address(world, "step"), says(world, "In time"))
    for text in ("Too", "Too late"):
        late = began_with | {"body": text, "save": "auto"}
        assert signed_in(subject).post(address(world, "step"), late).status_code == 409
    return subject


def says(world: World, body: str, **more: object) -> dict[str, object]:
    step = world.step
    facts = {"title": step.title, "level": step.level, "minutes": step.minutes}
    return facts | {"body": body, "revision": step.revision} | more


def address(world: World, name: str) -> str:
    return reverse(f"courses:{name}", args=[world.step.code])


def outline(world: World) -> str:
    page = reverse("courses:module", args=[world.module.code])
    return signed_in(world.teacher).get(page).content.decode()


def test_the_modules_page_says_whose_text_waits_and_leads_to_it(
    world: World, second: Subject
) -> None:
    page = outline(world)
    assert page.count(LISTED) == 1
    assert "Unpublished text by Second Author, Mon 2 Mar, 10:00" in page
    link = f"{address(world, 'draft')}?by={second.code}"
    assert f'href="{link}"' in page
    both = signed_in(world.teacher).get(link).content.decode()
    assert "Too late" in both
    assert "In time" in both
    assert "Second Author" in both


def test_saving_the_text_settles_it(world: World, second: Subject) -> None:
    merged = says(world, "In time, and too late", settles=str(second.code))
    assert signed_in(world.teacher).post(address(world, "step"), merged).status_code == 302
    assert LISTED not in outline(world)
    assert not StepDraft.objects.exists()


def test_a_text_that_the_step_says_already_waits_no_more(world: World, second: Subject) -> None:
    assert (
        signed_in(second).post(address(world, "step"), says(world, "Too late")).status_code == 302
    )
    assert LISTED not in outline(world)
    assert StepDraft.objects.count() == 2


def test_only_its_author_lets_a_text_go(world: World, second: Subject) -> None:
    theirs = f"{address(world, 'draft')}?by={second.code}"
    assert signed_in(world.teacher).post(theirs).status_code == 404
    assert signed_in(world.stranger).get(theirs).status_code == 404
    assert signed_in(second).get(address(world, "draft")).status_code == 200
    assert signed_in(second).post(address(world, "draft")).status_code == 302
    assert LISTED not in outline(world)
    assert world.step.body == "In time"
    assert signed_in(second).get(address(world, "draft")).status_code == 404


def test_the_page_that_shows_both_texts_settles_ones_own(world: World, second: Subject) -> None:
    late = says(world, "Too late", revision=0)
    page = signed_in(second).post(address(world, "step"), late).content.decode()
    assert f'name="settles" value="{second.code}"' in page


def test_texts_that_wait_cost_one_query_whatever_their_number(
    world: World, second: Subject, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    other = world.module.steps.get(key="more")
    StepDraft.objects.create(step=other, by=second, body="More", at=AT)
    steps = list(world.module.steps.all())
    with django_assert_num_queries(1):
        found = drafts_of(steps)
    assert sorted(len(notes) for notes in found.values()) == [1, 1]
    assert outline(world).count(LISTED) == 2
