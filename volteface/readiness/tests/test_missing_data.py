"""A briefing says what it can where half of what it is made from is not there."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from volteface.accounts.models import Person
from volteface.courses.models import EditionQuestion
from volteface.readiness.actions import refresh_readiness
from volteface.readiness.models import ReadinessState
from volteface.readiness.testing import NOW, FlippedClass, flipped_class

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

pytestmark = pytest.mark.django_db


def nothing_published(world: FlippedClass) -> None:
    world.draw.delete()
    module = world.cycle.module
    module.published = None
    module.save(update_fields=["published"])


def no_questions(world: FlippedClass) -> None:
    EditionQuestion.objects.filter(edition=world.edition).delete()


def no_plan_and_no_place(world: FlippedClass) -> None:
    world.cycle.module.session_plan = "not a plan"
    world.cycle.module.save(update_fields=["session_plan"])
    world.cycle.meeting.place = ""
    world.cycle.meeting.save(update_fields=["place"])


def no_names(world: FlippedClass) -> None:
    Person.objects.filter(subject__in=world.learners).update(name="")


def beliefs_without_words(world: FlippedClass) -> None:
    world.finishes(world.learners[0], "22")
    world.cycle.module.course.bank.misconceptions.all().delete()
    refresh_readiness(at=NOW)


def no_states(world: FlippedClass) -> None:
    world.finishes(world.learners[0], "22")
    ReadinessState.objects.all().delete()


MISSING = (
    nothing_published,
    no_questions,
    no_plan_and_no_place,
    no_names,
    beliefs_without_words,
    no_states,
)


@pytest.mark.parametrize(
    "missing",
    MISSING,
    ids=lambda missing: missing.__name__,
)
def test_page_and_paper_are_there_whatever_is_missing(
    client: Client, missing: Callable[[FlippedClass], None]
) -> None:
    world = flipped_class(learners=3, questions=2)
    missing(world)
    with time_machine.travel(NOW, tick=False):
        client.force_login(world.teacher.person)
        for page in ("", "people/", "written/"):
            assert client.get(f"/briefing/{world.cycle.code}/{page}").status_code == 200
        text = client.get(f"/briefing/{world.cycle.code}/").text
        paper = client.get(f"/briefing/{world.cycle.code}/paper/")
    assert "of 3 are ready" in text
    assert "None" not in text
    assert len(PdfReader(io.BytesIO(paper.content)).pages) == 1


def test_where_nobody_is_enrolled_that_is_the_next_thing_to_do(client: Client) -> None:
    world = flipped_class(learners=0, questions=1)
    with time_machine.travel(NOW, tick=False):
        client.force_login(world.teacher.person)
        text = client.get(f"/briefing/{world.cycle.code}/").text
    (first, *_others) = re.findall(r'<a class="button primary[^>]*href="([^"]+)"', text)
    assert first == reverse("rosters:cohort", args=[world.cohort.code])
    assert "of 0 are ready" not in text
