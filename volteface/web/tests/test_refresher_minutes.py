"""Home and the refreshers' page promise the same minutes."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from volteface.accounts.models import Subject
from volteface.readiness.testing import MEETING_AT, NOW, flipped_class
from volteface.refreshers.actions import refresh_schedules
from volteface.refreshers.models import Schedule
from volteface.rosters.actions import set_time_factor
from volteface.rosters.models import Membership

pytestmark = pytest.mark.django_db
LATER = MEETING_AT + dt.timedelta(days=4)


@pytest.mark.parametrize(("factor", "said"), [("1", 2), ("1.5", 3), ("2", 4), ("0", 2)])
def test_two_questions_take_the_same_minutes_on_both_pages(factor: str, said: int) -> None:
    with time_machine.travel(NOW, tick=False):
        world = flipped_class(learners=1)
        world.finishes(world.learners[0], "22")
        refresh_schedules(at=NOW)
        Schedule.objects.update(due_at=LATER - dt.timedelta(hours=1))
    place = Membership.objects.get(subject=world.learners[0], cohort=world.cohort)
    set_time_factor(place, Decimal(factor), by=world.teacher, at=NOW)
    person = Subject.objects.select_related("person").get(pk=world.learners[0].pk).person
    assert person is not None
    with time_machine.travel(LATER, tick=False):
        client = Client()
        client.force_login(person)
        home = client.get("/").content.decode()
        page = client.get(reverse("refreshers:due", args=[world.cohort.code])).content.decode()
    assert re.search(rf"2 questions · {said}\s*min", home)
    assert "2 questions are due" in page
    assert re.search(rf"about {said}\s*min", page)
