"""What was written to an open question, put together on the briefing, its paper and its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import time_machine
from django.urls import reverse

from volteface.readiness.actions import refresh_readiness
from volteface.readiness.queries import briefing
from volteface.readiness.queries.written import everything_written
from volteface.readiness.testing import NOW, FlippedClass, flipped_class, tutor_of

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
WRITTEN = (
    "I would review it the day before the exam",
    "After about a week, when I begin to forget",
    "review the day before",
    "one week later, when I start forgetting",
    "reviewing the day before the exam",
    "I ask my brother",
)


@pytest.fixture
def world() -> FlippedClass:
    made = flipped_class(learners=8, questions=1)
    for learner, text in zip(made.learners, WRITTEN, strict=False):
        made.writes(learner, text)
    # Who changes their mind counts once, with the last answer.
    made.writes(made.learners[5], "I ask my sister")
    refresh_readiness(at=NOW)
    return made


def test_answers_stand_together_with_a_real_one_quoted(world: FlippedClass) -> None:
    (written,) = briefing(world.cycle, at=NOW, viewer=world.teacher).written
    assert (written.stem, written.answered, written.apart) == ("What would you do?", 6, 1)
    assert [group.count for group in written.groups] == [3, 2]
    assert written.groups[0].quotation in WRITTEN[0::2]


def test_a_tutor_reads_what_their_groups_wrote_and_a_new_answer_shows_at_once(
    world: FlippedClass,
) -> None:
    tutor = tutor_of(world, world.groups[1])
    assert briefing(world.cycle, at=NOW, viewer=tutor).written[0].answered == 3
    world.writes(world.learners[7], "the day before")
    assert briefing(world.cycle, at=NOW, viewer=tutor).written[0].answered == 4


def test_equal_answers_are_told_once_on_the_page(world: FlippedClass) -> None:
    for learner in world.learners[6:]:
        world.writes(learner, "review the day before")
    (page,) = everything_written(world.cycle, viewer=world.teacher, at=NOW)
    first = page.together[0]
    assert first.count == 5
    assert len({first.quotation, *first.others}) == len(first.others) + 1 == 3


def test_who_has_nothing_to_say_is_counted_in_one_line_and_never_heads_the_list(
    world: FlippedClass, client: Client
) -> None:
    empty = ["nothing"] * 4 + ["Tout est clair", "-"]
    for learner, text in zip(world.learners[2:8], empty, strict=True):
        world.writes(learner, text)
    (written,) = briefing(world.cycle, at=NOW, viewer=world.teacher).written
    assert (written.answered, written.silent, written.apart) == (8, 6, 2)
    assert written.groups == ()
    with time_machine.travel(NOW, tick=False):
        client.force_login(world.teacher.person)
        page = client.get(reverse("readiness:briefing", args=[world.cycle.code])).text
        all_of_it = client.get(reverse("readiness:written", args=[world.cycle.code])).text
    assert "6 wrote only “no”, “nothing”, “all clear” or the like." in page
    assert "<q>nothing</q>" not in page
    assert all(f"<li>{text}</li>" in all_of_it for text in ("nothing", "Tout est clair", "-"))


def test_the_page_tells_every_answer_and_no_name(world: FlippedClass, client: Client) -> None:
    with time_machine.travel(NOW, tick=False):
        client.force_login(world.teacher.person)
        address = reverse("readiness:written", args=[world.cycle.code])
        assert address in client.get(reverse("readiness:briefing", args=[world.cycle.code])).text
        text = client.get(address).text
        one = {"group": world.groups[1].code}
        page = client.get(reverse("readiness:briefing", args=[world.cycle.code]), one).text
        assert f"{address}?group={world.groups[1].code}" in page
        of_one = client.get(address, one).text
    assert WRITTEN[1] in of_one
    assert WRITTEN[0] not in of_one
    assert all(words in text for words in (*WRITTEN[:5], "I ask my sister"))
    assert "I ask my brother" not in text
    assert "Learner 0000" not in text
