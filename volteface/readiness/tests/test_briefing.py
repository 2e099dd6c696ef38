"""The briefing says the truth with 0, 5, 120 and 2,000 learners, and only to who may read it."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

import pytest

from volteface.readiness.actions import refresh_readiness
from volteface.readiness.queries import briefing, counts_of
from volteface.readiness.testing import BELIEFS, MEETING_AT, NOW, flipped_class, tutor_of
from volteface.rosters.actions import suspend_membership
from volteface.rosters.models import Membership

if TYPE_CHECKING:
    from volteface.readiness.queries.sheet import Briefing
    from volteface.readiness.testing import FlippedClass

pytestmark = pytest.mark.django_db


def read(world: FlippedClass) -> Briefing:
    refresh_readiness(at=NOW)
    return briefing(world.cycle, at=NOW, viewer=world.teacher)


def everybody(world: FlippedClass, choices: str) -> None:
    """Learner n chooses option ``choices[n]`` at the first question, certain when it is a 2."""
    world.everybody_answers(
        (uuid.uuid4(), learner, 0, f"o{choice}", 3 if choice == "2" else 1)
        for learner, choice in zip(world.learners, choices, strict=True)
    )


def test_an_empty_class_has_an_empty_briefing() -> None:
    found = read(flipped_class(learners=0))
    assert (found.audience, found.ready, found.beliefs, found.to_help) == (0, 0, (), ())
    assert not found.advises
    assert [block.minutes for block in found.agenda] == [5, 35, 15, 3]


def test_a_class_in_which_nobody_began_says_so() -> None:
    found = read(flipped_class(learners=5))
    assert found.count_of("not_started") == 5
    assert [person.name for person in found.absent] == [f"Learner {n:04}" for n in range(5)]


def test_below_ten_there_are_counts_but_neither_shares_nor_advice() -> None:
    world = flipped_class(learners=5, questions=1)
    everybody(world, "22211")
    (belief,) = read(world).beliefs
    assert (belief.count, belief.answered, belief.certain) == (3, 5, 3)
    assert (belief.share, belief.right_share, belief.alarming) == (None, None, False)
    found = read(world)
    assert not found.advises
    assert "mini_fix" not in {block.technique for block in found.agenda}


def test_a_belief_of_a_third_gets_five_minutes_taken_from_the_longest_block() -> None:
    world = flipped_class(learners=12, questions=1)
    everybody(world, "222211111111")
    found = read(world)
    assert found.beliefs[0].share == pytest.approx(1 / 3)
    laid = [(block.technique, block.minutes) for block in found.agenda]
    assert laid == [
        ("opening_check", 5),
        ("mini_fix", 5),
        ("board_game", 32),
        ("debrief", 15),
        ("exit_ticket", 3),
    ]
    assert found.agenda[0].starts_at == MEETING_AT
    assert found.agenda[1].starts_at == MEETING_AT + dt.timedelta(minutes=5)
    assert "Just before the exam" in found.agenda[1].title


def test_the_main_beliefs_come_with_option_certainty_and_a_quotation() -> None:
    world = flipped_class(learners=12, questions=3)
    everybody(world, "222223311111")
    for learner in world.learners[:2]:
        world.answer(learner, 1, "o2")
    world.writes(world.learners[0], "If I learn it the day before I can't forget it.")
    world.writes(world.learners[11], "I would plan four short reviews before the exam, and sleep.")
    first, second = read(world).beliefs
    assert (first.text, second.text) == (BELIEFS[0], BELIEFS[1])
    assert first.option == "Tomorrow, while it is still fresh"
    assert (first.count, first.answered, first.certain) == (5, 12, 5)
    assert (first.question_number, first.alarming) == (1, True)
    assert first.quotation == "If I learn it the day before I can't forget it."
    assert second.quotation == "", "the same learner holds both beliefs: nothing is said twice"


def test_a_corrected_answer_leaves_the_count() -> None:
    world = flipped_class(learners=3, questions=1)
    everybody(world, "222")
    world.answer(world.learners[0], 0, "o1")
    (belief,) = read(world).beliefs
    assert (belief.count, belief.answered) == (2, 3)


def test_names_are_for_the_responsible_teacher_and_tutors_see_their_groups_only() -> None:
    world = flipped_class(learners=6, questions=3)
    for learner in world.learners:
        world.finishes(learner, "331")
    refresh_readiness(at=NOW)
    tutor = tutor_of(world, world.groups[0])
    whole = briefing(world.cycle, at=NOW, viewer=world.teacher)
    part = briefing(world.cycle, at=NOW, viewer=tutor)
    unnamed = briefing(world.cycle, at=NOW)
    assert len(whole.to_help) == whole.audience == 6
    assert {person.group for person in part.to_help} == {"Group 1"}
    assert part.audience == part.count_of("needs_help") == 3
    assert (unnamed.to_help, unnamed.names_hidden, unnamed.audience) == ((), True, 6)


def test_who_is_suspended_leaves_the_briefing_at_once() -> None:
    world = flipped_class(learners=4)
    place = Membership.objects.get(subject=world.learners[0])
    assert counts_of(world.cycle, at=NOW)["not_started"] == 4
    suspend_membership(place, by=world.teacher, at=NOW)
    assert counts_of(world.cycle, at=NOW)["not_started"] == 3


def test_it_costs_the_same_number_of_queries_whatever_the_class(
    django_assert_max_num_queries: pytest.FixtureRequest,
) -> None:
    small = flipped_class(learners=4, questions=3, name="small")
    large = flipped_class(learners=120, questions=3, name="large")
    for world in (small, large):
        for learner in world.learners[:3]:
            world.finishes(learner, "222")
        refresh_readiness(at=NOW)
        with django_assert_max_num_queries(30):  # type: ignore[operator]
            found = briefing(world.cycle, at=NOW, viewer=world.teacher)
        assert found.audience == len(world.learners)


def test_120_learners_are_counted_right() -> None:
    world = flipped_class(learners=120, questions=1)
    everybody(world, "2" * 41 + "1" * 59 + "3" * 20)
    found = read(world)
    assert sum(count.count for count in found.counts) == found.audience == 120
    assert found.ready == 59
    assert (found.beliefs[0].count, found.beliefs[0].answered) == (41, 120)
    assert found.kits == 24
