"""Practice and one's own pages: what is asked, that it changes nothing else, and for whose eyes."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests.once import copy_of, once
from volteface.learning.actions import finish_step
from volteface.learning.actions.paths import ensure_beside
from volteface.learning.queries import current_responses
from volteface.learning.queries.own import certainty_page, own_answers
from volteface.learning.queries.practice import practice_page
from volteface.learning.queries.signals import effortful, rapid_in
from volteface.learning.tests.paths_world import SURE, PathWorld, path_world
from volteface.questions.actions import save_question
from volteface.questions.models import Question
from volteface.questions.queries.content import Settings
from volteface.timetable.queries import cycle_for
from volteface.timetable.testing import build_person

pytestmark = pytest.mark.django_db


_here = once(path_world)


@pytest.fixture
def here(_here: PathWorld, db: None) -> PathWorld:
    return copy_of(_here)


def asked(here: PathWorld, *, rounds: int) -> list[str]:
    """The questions practice asks one after another when each is answered right."""
    view, keys, after = cycle_for(here.ann, here.cycle.code, at=here.at), [], ""
    for _round in range(rounds):
        page = practice_page(view, here.ann, at=here.at, after=after)
        assert page is not None
        after = page.card.code
        key = Question.objects.get(versions__code=after).key
        keys.append(key)
        here.answer(key, right=True, purpose="practice")
    return keys


def test_only_what_was_learnt_is_practised_and_everything_of_it(here: PathWorld) -> None:
    view = cycle_for(here.ann, here.cycle.code, at=here.at)
    assert practice_page(view, here.ann, at=here.at) is None
    finish_step(here.cycle, subject=here.ann, step_key="gap", at=here.at)
    keys = asked(here, rounds=7)
    assert set(keys[:3]) == {"gap1", "gap2", "gap-x"}
    assert all(first != second for first, second in pairwise(keys))


def test_wrong_answers_of_the_steps_are_practised_first(here: PathWorld) -> None:
    here.answer("gap1", right=True)
    here.answer("gap2", right=False)
    finish_step(here.cycle, subject=here.ann, step_key="gap", at=here.at)
    assert asked(here, rounds=1) == ["gap2"]


def test_variants_of_a_pool_are_practised_too(here: PathWorld) -> None:
    bank = here.cycle.module.course.bank
    for key in ("gap1", "gap-variant"):
        content = replace(SURE, stem=f"{key}?", settings=Settings(pool="gaps"))
        save_question(bank, key=key, content=content, objectives=["gap"], by=None, at=here.at)
    ensure_beside(here.cycle, at=here.at)
    # The edition still holds the older wording, which belongs to no pool.
    versions = here.draw("practice").questions.values_list("version__question__key", flat=True)
    assert "gap-variant" not in versions
    link = here.cycle.module.published.questions.get(version__question__key="gap1")
    link.version = Question.objects.get(bank=bank, key="gap1").current
    link.save()
    ensure_beside(here.cycle, at=here.at)
    assert "gap-variant" in here.draw("practice").questions.values_list(
        "version__question__key", flat=True
    )


def test_practice_leaves_the_answers_of_the_steps_alone(here: PathWorld) -> None:
    here.answer("gap1", right=True)
    kept = current_responses(here.cycle, "preparation")
    here.answer("gap1", right=False, purpose="practice", certainty=3)
    assert current_responses(here.cycle, "preparation") == kept


def test_the_page_leads_back_to_the_step_and_shows_the_answer_without_a_script(
    here: PathWorld,
) -> None:
    finish_step(here.cycle, subject=here.ann, step_key="gap", at=here.at)
    saved = here.answer("gap2", right=False, purpose="practice")
    assert saved.seq
    client = Client()
    client.force_login(here.ann.person)
    code = Question.objects.get(key="gap2").current.code
    address = reverse("learning:practise", args=[here.cycle.code])
    with time_machine.travel(here.at, tick=False):
        html = client.get(f"{address}?of={code}").content.decode()
        assert "Look at this again" in html
        assert reverse("learning:step", args=[here.cycle.code, "gap"]) in html
        other = client.get(f"{address}?after={code}").content.decode()
    assert "Question gap2?" not in other


def test_ones_own_pages_show_ones_own_answers_only(here: PathWorld) -> None:
    for number, key in enumerate(("gap1", "gap2", "mix1", "mix2", "gap3")):
        here.answer(key, right=number < 4, certainty=3)
    here.answer("gap1", right=False, certainty=3, who=here.world.bob)
    page = certainty_page(here.ann, here.cycle.cohort)
    certain = page.levels[2]
    assert (page.n, certain.n, certain.right, certain.share) == (5, 5, 4, 0.8)
    assert page.chart is not None
    assert certainty_page(here.world.tutor, here.cycle.cohort).n == 0
    view = cycle_for(here.ann, here.cycle.code, at=here.at)
    assert [answer.correct for answer in own_answers(view, here.ann).answers] == [
        True,
        True,
        False,
        True,
        True,
    ]


def test_too_few_answers_make_no_empty_chart(here: PathWorld) -> None:
    for key in ("gap1", "gap2"):
        here.answer(key, right=True, certainty=3)
    client = Client()
    client.force_login(here.ann.person)
    with time_machine.travel(here.at, tick=False):
        page = client.get(reverse("learning:certainty", args=[here.cycle.code])).content.decode()
    assert "certainty-plot" not in page
    assert "Your fullest level has 2." in page
    assert "2 of 2" in page


def test_rapid_answers_are_counted_from_five_people_and_left_out_of_statistics(
    here: PathWorld,
) -> None:
    rows = current_responses(here.cycle, "preparation")
    assert effortful(rows) == []
    people = [build_person(f"Quick {number}") for number in range(5)]
    for person in people[:4]:
        here.answer("gap1", right=True, who=person, seconds=1)
    here.answer("gap1", right=True, seconds=30)
    assert rapid_in(here.cycle) == ()
    here.answer("gap1", right=True, who=people[4], seconds=0)
    [told] = rapid_in(here.cycle)
    assert (told.rapid, told.people) == (5, 5)
    kept = effortful(current_responses(here.cycle, "preparation"))
    assert [row.subject_id for row in kept] == [here.ann.pk]
