"""A misconception through the cycle: the same question, those who held it, stage by stage."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.urls import reverse

from volteface.core.errors import Missing
from volteface.learning.actions import open_draw, record_response
from volteface.questions.queries import parse_answer
from volteface.readiness import events
from volteface.readiness.actions import refresh_readiness
from volteface.readiness.events import StageCount
from volteface.readiness.queries.lineage import lineage_of
from volteface.readiness.rules.survival import (
    EXIT,
    FIRST_VOTE,
    GAME,
    OPENING,
    REFRESHER,
    SECOND_VOTE,
    Given,
    survival,
)
from volteface.readiness.testing import MEETING_AT, NOW, FlippedClass, flipped_class, tutor_of

if TYPE_CHECKING:
    from django.test import Client

LATER = MEETING_AT + dt.timedelta(minutes=5)


def gave(subject: int, stage: str, *, holds: bool, question: int = 1) -> Given:
    return Given(subject=subject, question=question, stage=stage, holds=holds)


def test_the_last_answer_of_a_stage_counts_and_one_question_is_enough_to_hold() -> None:
    found = {
        one.stage: (one.n, one.holding)
        for one in survival(
            [
                gave(1, OPENING, holds=True),
                gave(1, OPENING, holds=False),
                gave(2, EXIT, holds=False),
                gave(2, EXIT, holds=True, question=2),
            ]
        )
    }
    assert found[OPENING] == (1, 0)
    assert found[EXIT] == (1, 1)
    assert found[REFRESHER] == (0, 0)


def test_below_ten_there_are_counts_only() -> None:
    few = survival([gave(n, OPENING, holds=n < 3) for n in range(9)])[0]
    enough = survival([gave(n, OPENING, holds=n < 3) for n in range(10)])[0]
    assert (few.n, few.holding, few.share) == (9, 3, None)
    assert enough.share == pytest.approx(0.3)
    assert enough.low is not None
    assert enough.high is not None
    assert 0 < enough.low < 0.3 < enough.high < 1


def ask(world: FlippedClass, purpose: str, nonce: str, choices: str) -> None:
    """The first question once more, answered by the learners in turn; a space is no answer."""
    draw = open_draw(
        purpose,
        cohort=world.cohort,
        cycle=None if purpose == "refresher" else world.cycle,
        nonce=nonce,
        versions=world.versions[:1],
        at=LATER,
    )
    for learner, choice in zip(world.learners, choices, strict=False):
        if choice != " ":
            answer = parse_answer(world.versions[0], {"choice": [f"o{choice}"]}) or ""
            record_response(learner, draw=draw, version=world.versions[0], answer=answer, at=LATER)


@pytest.fixture
def world() -> FlippedClass:
    """Twelve hold m0 at the first question, two do not; then the stages."""
    made = flipped_class(learners=14, questions=3)
    for place, learner in enumerate(made.learners):
        made.answer(learner, 0, "o2" if place < 12 else "o1")
    refresh_readiness(at=NOW)
    ask(made, "vote", "room1:3:1", "22222222111122")
    ask(made, "vote", "room1:3:2", "22111111111122")
    ask(made, "exit_ticket", "room1:9:1", "2111")
    ask(made, "refresher", "cohort:refresher:1", " 3")
    return made


@pytest.mark.django_db
def test_the_curve_follows_the_same_question_through_the_cycle(world: FlippedClass) -> None:
    found = lineage_of(world.cycle, "m0", viewer=world.teacher, at=LATER)
    assert (found.holders, found.answered) == (12, 14)
    stages = {one.found.stage: (one.found.n, one.found.holding) for one in found.stages}
    assert stages[FIRST_VOTE] == (12, 8)
    assert stages[SECOND_VOTE] == (12, 2)
    assert stages[EXIT] == (4, 1)
    # Another error is not this belief.
    assert stages[REFRESHER] == (1, 0)
    assert [point.value for point in found.points] == [1.0, 8 / 12, 2 / 12]
    with pytest.raises(Missing):
        lineage_of(world.cycle, "unknown", viewer=world.teacher, at=LATER)


@pytest.mark.django_db
def test_a_stage_that_leaves_no_answers_is_told_by_the_app_that_knows_it(
    world: FlippedClass, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(
        events._stages,
        GAME,
        lambda _cycle, key, _viewer, _at: (
            StageCount(n=12, holding=3, who="12 teams") if key == "m0" else None
        ),
    )
    told = lineage_of(world.cycle, "m0", viewer=world.teacher, at=LATER)
    stages = {one.found.stage: one for one in told.stages}
    assert (stages[GAME].found.share, stages[GAME].who) == (0.25, "12 teams")
    names = list(stages)
    assert names.index(SECOND_VOTE) < names.index(GAME) < names.index(EXIT)
    untold = lineage_of(world.cycle, "m1", viewer=world.teacher, at=LATER)
    assert GAME not in {one.found.stage for one in untold.stages}


@pytest.mark.django_db
def test_a_tutor_reads_the_curve_of_their_groups(world: FlippedClass, client: Client) -> None:
    tutor = tutor_of(world, world.groups[0])
    assert lineage_of(world.cycle, "m0", viewer=tutor, at=LATER).holders == 6
    address = reverse("readiness:belief", args=[world.cycle.code, "m0"])
    with time_machine.travel(LATER, tick=False):
        client.force_login(tutor.person)
        assert "6 of 7 showed it" in client.get(address).text
        client.force_login(world.teacher.person)
        page = client.get(address).text
        assert "<svg" in page
        assert "67 %" in page
        assert "39–86 %" in page
        # Four and one met it there: in the table, not in the curve.
        assert "Not drawn, for fewer than 10 people: exit ticket, refreshers." in page
        briefing = client.get(reverse("readiness:briefing", args=[world.cycle.code])).text
        one = {"group": world.groups[0].code}
        narrowed = client.get(reverse("readiness:briefing", args=[world.cycle.code]), one).text
        of_one = client.get(address, one).text
    assert address in briefing
    # Who reads one group goes on reading it.
    assert f"{address}?group={one['group']}" in narrowed
    assert "6 of 7 showed it" in of_one


@pytest.mark.django_db
def test_the_page_begins_with_the_briefings_count_and_says_what_the_other_one_counts(
    client: Client,
) -> None:
    world = flipped_class(learners=12, questions=2)
    for place, learner in enumerate(world.learners[:11]):
        world.answer(learner, 0, "o2" if place < 3 else "o1")
    world.answer(world.learners[11], 1, "o2")
    refresh_readiness(at=NOW)
    address = reverse("readiness:belief", args=[world.cycle.code, "m0"])
    with time_machine.travel(NOW, tick=False):
        client.force_login(world.teacher.person)
        briefing = client.get(reverse("readiness:briefing", args=[world.cycle.code])).text
        page = client.get(address).text
    assert "3 of 11 show it · question 1" in briefing
    assert "3 of 11 show it · question 1" in page
    assert "as the briefing counts it" in page
    assert page.index("3 of 11") < page.index("at one question or several")


@pytest.mark.django_db
def test_before_the_meeting_the_page_says_so_instead_of_an_empty_table(client: Client) -> None:
    world = flipped_class(learners=2, questions=1)
    world.finishes(world.learners[0], "2")
    refresh_readiness(at=NOW)
    with time_machine.travel(NOW, tick=False):
        client.force_login(world.teacher.person)
        text = client.get(reverse("readiness:belief", args=[world.cycle.code, "m0"])).text
    assert "1 of 1 showed it before the meeting" in text
    assert "The meeting is the first chance" in text
    assert "<table" not in text
