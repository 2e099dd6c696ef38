"""T03 and T04: lists keep to the viewer's groups; who is suspended or has left is out at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import bar, build_cast
from tests.security.requests import twin
from volteface.accounts.testing import build_person
from volteface.core import clock
from volteface.courses.actions import create_course
from volteface.rosters.actions import create_group, enrol, leave, suspend_membership
from volteface.rosters.models import Membership
from volteface.rosters.queries import groups_visible_to, learners_listed, learners_visible_to
from volteface.rosters.testing import build_cohort

if TYPE_CHECKING:
    from tests.cast import Cast

GROUPS = 3


@pytest.mark.django_db
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    places=st.lists(st.one_of(st.none(), st.integers(0, GROUPS - 1)), min_size=1, max_size=6),
    tutored=st.sets(st.integers(0, GROUPS - 1), min_size=1),
    suspended=st.sets(st.integers(0, 5)),
    number=st.integers(0, 10**9),
)
def test_t03_a_tutor_sees_their_groups_and_nobody_else(
    places: list[int | None], tutored: set[int], suspended: set[int], number: int
) -> None:
    at = clock.now()
    teacher, tutor = (build_person(f"{who} {number}").subject for who in ("teacher", "tutor"))
    code = f"c{number}-{Membership.objects.count()}"
    cohort = build_cohort(
        create_course(code=code, title=code, by=teacher, at=at), teacher=teacher, at=at
    )
    groups = [create_group(cohort, name=f"G{n}", by=None, at=at) for n in range(GROUPS)]
    for group in tutored:
        enrol(cohort, subject=tutor, role="tutor", group=groups[group], by=None, at=at)
    expected = set()
    for index, where in enumerate(places):
        learner = build_person(f"learner {number} {index}").subject
        group = None if where is None else groups[where]
        place = enrol(cohort, subject=learner, group=group, by=None, at=at)
        if index in suspended:
            suspend_membership(place, by=None, at=at)
        elif where in tutored:
            expected.add(learner.pk)
        own = learners_visible_to(learner, cohort, at).values_list("subject", flat=True)
        assert set(own) <= {learner.pk}
    seen = learners_visible_to(tutor, cohort, at)
    assert set(seen.values_list("subject", flat=True)) == expected
    listed = learners_listed(tutor, cohort, at=at)
    assert set(listed.values_list("subject", flat=True)) == expected
    assert {group.name for group in groups_visible_to(tutor, cohort, at)} == {
        f"G{n}" for n in tutored
    }


@pytest.fixture
def world(db: None) -> Cast:
    return build_cast(clock.now())


@pytest.mark.parametrize("how", ["suspend the place", "leave", "suspend the person"])
def test_t04_everything_stops_within_the_same_request_cycle(world: Cast, how: str) -> None:
    learner, at = world.subjects["learner"], clock.now()
    browser = Client()
    browser.force_login(learner.person)
    doors = {
        "cycle": reverse("web:cycle", args=[world.codes["cycle"]]),
        "step": reverse("learning:step", args=[world.codes["cycle"], "gap"]),
        "why": reverse("dialogue:why", args=[world.codes["cohort"]]),
        "refresher": reverse("refreshers:door", args=[world.codes["refresher"]]),
    }
    assert {
        name: twin(browser).get(path).status_code for name, path in doors.items()
    } == dict.fromkeys(doors, 200)
    learner.refresh_from_db(fields=["epoch"])
    before = learner.epoch
    place = Membership.objects.select_related("grant__subject__person", "cohort__course").get(
        subject=learner, role="learner"
    )
    if how == "leave":
        leave(place, by=None, at=at)
    elif how == "suspend the place":
        suspend_membership(place, by=None, at=at)
    else:
        world.subjects["barred"] = learner
        bar(world)
    statuses = {name: twin(browser).get(path).status_code for name, path in doors.items()}
    assert not [name for name, status in statuses.items() if status == 200], statuses
    learner.refresh_from_db(fields=["epoch"])
    assert learner.epoch > before
    feed = twin(browser).get(reverse("timetable:ics", args=[world.codes["feed"]]))
    assert feed.status_code == 404 or b"BEGIN:VEVENT" not in feed.content
