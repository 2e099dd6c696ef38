"""What the other apps bring to a briefing: questions with votes, the kept plan, what to print."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import time_machine
from django.urls import reverse

from volteface.classroom.models import Activity, KitPrint, PaperTest, Plan, Team, TeamPlan
from volteface.dialogue.actions import ask, ask_too, say_at_home
from volteface.learning.actions import open_draw
from volteface.readiness.actions import refresh_readiness
from volteface.readiness.actions.overruling import overrule
from volteface.readiness.queries import briefing, sentences
from volteface.readiness.queries.paper import paper_of
from volteface.readiness.testing import NOW, FlippedClass, flipped_class, tutor_of

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> FlippedClass:
    return flipped_class(learners=12, questions=1)


def _paper_test(world: FlippedClass, title: str) -> PaperTest:
    draw = open_draw(
        "paper", cohort=world.cohort, cycle=world.cycle, nonce=title, versions=[], at=NOW
    )
    return PaperTest.objects.create(cycle=world.cycle, draw=draw, title=title, made_at=NOW)


def test_questions_are_put_together_and_count_who_has_them_too(world: FlippedClass) -> None:
    one, two, three, four = world.learners[:4]
    first = ask(world.cohort, body="Does it work for lists?", by=one, at=NOW, cycle=world.cycle)
    ask(world.cohort, body="does it work for long lists", by=two, at=NOW, cycle=world.cycle)
    ask(world.cohort, body="Where do we meet?", by=three, at=NOW, cycle=world.cycle)
    for learner in (two, four):
        ask_too(first, mine=True, by=learner, at=NOW)
    found = briefing(world.cycle, at=NOW, viewer=world.teacher)
    assert [(one.votes, one.text) for one in found.questions] == [
        (3, "Does it work for lists?"),
        (1, "Where do we meet?"),
    ]
    assert "3 ask: “Does it work for lists?”" in paper_of(found)["questions"]


def test_one_group_reads_its_own_questions_and_what_is_of_all_says_so(
    world: FlippedClass,
) -> None:
    one, two, three = world.learners[:3]
    first = ask(world.cohort, body="Does it work for lists?", by=one, at=NOW, cycle=world.cycle)
    ask(world.cohort, body="Where do we meet?", by=two, at=NOW, cycle=world.cycle)
    for learner in (two, three):
        ask_too(first, mine=True, by=learner, at=NOW)
    for learner in (one, two):
        say_at_home(world.cohort, answer="no_quiet", by=learner, at=NOW)
    found = briefing(world.cycle, at=NOW, viewer=world.teacher, group=world.groups[0])
    assert [(one.votes, one.text) for one in found.questions] == [(2, "Does it work for lists?")]
    assert [note.text for note in found.notes] == [
        "1 learner cannot prepare at home.",
        "All groups · No teams yet: made from the answers, each has somebody who is ready.",
    ]
    tutor = tutor_of(world, world.groups[1])
    found = briefing(world.cycle, at=NOW, viewer=tutor)
    assert [one.votes for one in found.questions] == [1, 1]
    assert found.notes[1].text.startswith("All groups · ")
    everybody = briefing(world.cycle, at=NOW, viewer=world.teacher)
    assert everybody.notes[0].text == "2 learners cannot prepare at home."
    assert everybody.notes[1].text.startswith("No teams yet")


def test_the_kept_plan_takes_the_place_of_the_suggested_hour(world: FlippedClass) -> None:
    for learner in world.learners:
        world.finishes(learner, "2")
    refresh_readiness(at=NOW)
    suggested = briefing(world.cycle, at=NOW)
    assert not suggested.planned
    assert [block.technique for block in suggested.agenda][1] == "mini_fix"
    assert sentences.fix_line(suggested) == ""
    plan = Plan.objects.create(cycle=world.cycle, check_in_minutes=5, changed_at=NOW)
    Activity.objects.create(plan=plan, position=1, technique="debate", title="", minutes=40)
    kept = briefing(world.cycle, at=NOW)
    assert kept.planned
    assert [(block.title, block.minutes_in) for block in kept.agenda] == [
        ("Check-in", 0),
        ("Debate with changed sides", 5),
    ]
    # The plan has no place for what most of them believe: said, not forced.
    assert "Just before the exam" in sentences.fix_line(kept)


def test_what_was_ordered_is_what_there_is_to_print(world: FlippedClass) -> None:
    before = [line.text for line in sentences.to_print(briefing(world.cycle, at=NOW))]
    assert before[0].startswith("3 kits of the board game")
    teams = TeamPlan.objects.create(cycle=world.cycle, seed=1, made_at=NOW)
    Team.objects.create(plan=teams, number=1)
    Team.objects.create(plan=teams, number=2)
    first = sentences.to_print(briefing(world.cycle, at=NOW))[0]
    assert first.text == "A kit of the board game for each of 2 teams, and a spare one"
    narrow = briefing(world.cycle, at=NOW, viewer=world.teacher, group=world.groups[0])
    assert sentences.to_print(narrow)[0].text == f"All groups · {first.text}"
    KitPrint.objects.create(cycle=world.cycle, order={}, kits=5, sheets=60, asked_at=NOW)
    tests = [_paper_test(world, title) for title in ("Put away", "Alone, then together")]
    PaperTest.objects.filter(pk=tests[0].pk).update(archived_at=NOW)
    lines = sentences.to_print(briefing(world.cycle, at=NOW))
    assert [line.text for line in lines] == [
        "5 kits of the board game, on 60 sheets",
        "Test on paper: Alone, then together",
        "Lists and signs of 2 teams",
    ]
    assert all(line.address for line in lines)
    assert lines[1].address == reverse("classroom:paper", args=[world.cycle.code, tests[1].code])


def test_who_was_set_to_ready_is_not_told_that_minutes_are_missing(
    world: FlippedClass, client: Client
) -> None:
    learner = world.learners[0]
    with time_machine.travel(NOW, tick=False):
        client.force_login(learner.person)
        assert "minutes, and you are ready" in client.get(reverse("web:home")).text
        overrule(world.cycle, learner, state="ready", note="So.", by=world.teacher, at=NOW)
        text = client.get(reverse("web:home")).text
    assert "You are ready for" in text
    assert "minutes, and you are ready" not in text
