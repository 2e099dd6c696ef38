"""The pre-test, what it skips, what brings it back, and where the learner is led."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests.once import copy_of, once
from volteface.learning.actions import finish_step, pace_changed
from volteface.learning.actions.paths import ensure_beside, follow_checks, settle_pretest
from volteface.learning.models import MeetingRole, Progress, ShownObjective
from volteface.learning.queries import draw_versions, progress_of
from volteface.learning.queries.module_page import module_page
from volteface.learning.queries.pages import after_step
from volteface.learning.testing import AT
from volteface.learning.tests.paths_world import MINUTE, PathWorld, path_world
from volteface.timetable.queries import CycleView, cycle_for

if TYPE_CHECKING:
    from volteface.accounts.models import Subject

pytestmark = pytest.mark.django_db


_here = once(path_world)


@pytest.fixture
def here(_here: PathWorld, db: None) -> PathWorld:
    return copy_of(_here)


def seen(here: PathWorld, who: Subject | None = None) -> CycleView:
    return cycle_for(who or here.ann, here.cycle.code, at=here.at)


def keys(here: PathWorld, purpose: str) -> list[str]:
    return [version.question.key for version in draw_versions(here.draw(purpose))]


def show_gap(here: PathWorld) -> None:
    """Ann shows that she can choose a gap."""
    for key in ("gap-p1", "gap-p2"):
        here.answer(key, right=True, purpose="pretest")
    assert settle_pretest(here.cycle, subject=here.ann, at=here.at) == ["gap"]


def page(here: PathWorld, path: str, who: Subject | None = None) -> str:
    client = Client()
    client.force_login((who or here.ann).person)
    with time_machine.travel(here.at, tick=False):
        return client.get(path, follow=True).content.decode()


def start(here: PathWorld) -> str:
    return reverse("learning:module", args=[here.cycle.code])


def test_what_is_kept_aside_stands_in_no_step_and_where_it_belongs(here: PathWorld) -> None:
    assert keys(here, "preparation") == ["gap1", "gap2", "gap3", "mix1", "mix2"]
    # The mix saves most minutes, so it comes first.
    assert keys(here, "pretest") == ["mix1", "mix2", "gap-p1", "gap-p2"]
    assert keys(here, "validation") == ["mix2", "gap-v"]
    assert keys(here, "practice") == ["gap1", "gap2", "gap3", "mix1", "mix2", "gap-x"]


def test_showing_an_objective_skips_its_core_step_only(here: PathWorld) -> None:
    show_gap(here)
    found = module_page(seen(here), here.ann, at=here.at)
    assert [(one.line.key, one.line.is_skipped) for one in found.way] == [
        ("gap", True),
        ("mix", False),
    ]
    assert (found.start.minutes, found.start.minutes_left) == (6, 6)
    assert found.start.next_url.endswith("/mix/")
    assert found.skipped == ("Choose a gap",)
    assert found.pretest is None
    html = page(here, start(here))
    assert "skipped: you showed it" in html
    assert reverse("learning:step", args=[here.cycle.code, "gap"]) in html
    # Nobody is locked out of anything.
    assert "Leave a gap." in page(here, reverse("learning:step", args=[here.cycle.code, "gap"]))


@pytest.mark.parametrize(
    ("first", "certainty"), [(False, 3), (True, 1)], ids=["wrong at first", "a guess"]
)
def test_only_a_first_right_answer_that_is_no_guess_shows(
    here: PathWorld, *, first: bool, certainty: int
) -> None:
    here.answer("gap-p1", right=first, purpose="pretest", certainty=certainty)
    here.answer("gap-p1", right=True, purpose="pretest", certainty=3)
    here.answer("gap-p2", right=True, purpose="pretest", certainty=3)
    assert settle_pretest(here.cycle, subject=here.ann, at=here.at) == []
    assert not Progress.objects.exists()


def test_settling_twice_changes_nothing(here: PathWorld) -> None:
    show_gap(here)
    before = list(Progress.objects.values()), list(ShownObjective.objects.values())
    settle_pretest(here.cycle, subject=here.ann, at=here.at + MINUTE)
    assert (list(Progress.objects.values()), list(ShownObjective.objects.values())) == before


def test_the_way_goes_round_what_is_skipped_and_ends_at_its_check(here: PathWorld) -> None:
    show_gap(here)
    view = seen(here)
    assert after_step(view, here.ann, "gap").endswith("/mix/")
    finish_step(here.cycle, subject=here.ann, step_key="mix", at=here.at)
    assert after_step(view, here.ann, "mix") == reverse(
        "learning:validation", args=[here.cycle.code]
    )
    found = module_page(view, here.ann, at=here.at)
    assert (found.start.is_finished, found.to_check) == (True, 1)
    html = page(here, reverse("learning:validation", args=[here.cycle.code]))
    assert "Question gap-v?" in html
    assert "Question mix2?" not in html


def test_a_check_that_holds_settles_it(here: PathWorld) -> None:
    show_gap(here)
    here.answer("gap-v", right=True, purpose="validation")
    assert follow_checks(at=here.at) == 1
    assert ShownObjective.objects.get().state == "held"
    here.answer("gap-v", right=False, purpose="validation")
    assert follow_checks(at=here.at) == 0
    assert progress_of(here.cycle, here.ann)["gap"].skipped


def test_a_check_that_fails_brings_the_step_back_and_says_why(here: PathWorld) -> None:
    show_gap(here)
    saved = here.answer("gap-v", right=False, purpose="validation")
    follow_checks(at=here.at + MINUTE)
    shown = ShownObjective.objects.get()
    assert (shown.state, shown.settled_by_id) == ("back", saved.seq)
    found = module_page(seen(here), here.ann, at=here.at)
    assert found.start.next_url.endswith("/gap/")
    assert [one.back_for for one in found.way] == ["Choose a gap", ""]
    html = page(here, start(here))
    assert "one more look will do" in html
    # Gone through like any step, it stays done, and a new pre-test skips nothing again.
    finish_step(here.cycle, subject=here.ann, step_key="gap", at=here.at)
    settle_pretest(here.cycle, subject=here.ann, at=here.at)
    own = progress_of(here.cycle, here.ann)["gap"]
    assert own.finished_at is not None
    assert not own.skipped


def test_wrong_answers_offer_the_support_step_with_the_reason(here: PathWorld) -> None:
    assert module_page(seen(here), here.ann, at=here.at).offered == ()
    here.answer("gap1", right=False)
    here.answer("gap2", right=False)
    [offer] = module_page(seen(here), here.ann, at=here.at).offered
    assert (offer.line.key, offer.offered_for, offer.errors) == ("help", "Choose a gap", 2)
    assert after_step(seen(here), here.ann, "gap").endswith("/help/")
    assert "are not right yet" in page(here, start(here))
    here.answer("gap1", right=True)
    here.answer("gap2", right=True)
    assert module_page(seen(here), here.ann, at=here.at).offered == ()


def test_who_is_ahead_is_offered_a_role_and_may_decline(here: PathWorld) -> None:
    for key in ("gap1", "gap2", "mix1", "mix2"):
        here.answer(key, right=True)
    assert "a role in the meeting" not in page(here, start(here))
    for step in ("gap", "mix"):
        finish_step(here.cycle, subject=here.ann, step_key=step, at=here.at)
    assert "a role in the meeting" in page(here, start(here))
    client = Client()
    client.force_login(here.ann.person)
    role = reverse("learning:role", args=[here.cycle.code])
    with time_machine.travel(here.at, tick=False):
        client.post(role, {"role": "explainer"})
        client.post(role, {"role": "nonsense"})
    assert MeetingRole.objects.get().role == "explainer"
    assert "You said: explainer at a table" in page(here, start(here))


def test_the_pretest_is_offered_before_the_first_step_only(here: PathWorld) -> None:
    assert "Know some of it already?" in page(here, start(here))
    finish_step(here.cycle, subject=here.ann, step_key="gap", at=here.at)
    assert "Know some of it already?" not in page(here, start(here))


def test_questions_of_a_pretest_nobody_took_follow_a_new_edition(here: PathWorld) -> None:
    draw = here.draw("pretest")
    draw.questions.all().delete()
    ensure_beside(here.cycle, at=here.at)
    assert keys(here, "pretest") == ["mix1", "mix2", "gap-p1", "gap-p2"]
    here.answer("gap-p1", right=True, purpose="pretest")
    draw.questions.filter(version__question__key="mix2").delete()
    ensure_beside(here.cycle, at=here.at)
    assert "mix2" not in keys(here, "pretest")


def test_reading_the_pages_writes_nothing(here: PathWorld) -> None:
    for name in ("module", "pretest", "practise", "certainty", "answers"):
        assert page(here, reverse(f"learning:{name}", args=[here.cycle.code]))
    assert not Progress.objects.exists()
    assert not ShownObjective.objects.exists()
    assert pace_changed(here.cycle.cohort_id, at=AT) is None
