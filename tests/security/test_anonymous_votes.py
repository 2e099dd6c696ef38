"""T23 across the domains: votes of an anonymous room reach no schedule, no readiness, no effect."""

from __future__ import annotations

import uuid

import pytest
import time_machine
from django.core import serializers

from volteface.accounts.models import Subject
from volteface.classroom.actions.ballots import vote_anonymously
from volteface.classroom.actions.rooms import add_check, close_room, move_round
from volteface.classroom.queries.ballots import vote_token
from volteface.classroom.rules.rounds import Phase
from volteface.classroom.testing import DURING, build_held, build_room, prepare
from volteface.core.jobs import tick_all
from volteface.core.lanes.testing import call
from volteface.insights.queries import effect_of
from volteface.learning.models import Draw, Response
from volteface.readiness.models import ReadinessState
from volteface.refreshers.models import ReviewLog, Schedule

pytestmark = pytest.mark.django_db


def _derived() -> list[str]:
    tables = (ReadinessState, Schedule, ReviewLog)
    return [serializers.serialize("json", table.objects.order_by("pk")) for table in tables]


def test_t23_readiness_schedules_and_effect_are_as_if_nobody_had_voted() -> None:
    with time_machine.travel(DURING, tick=False):
        held = build_held()
        prepare(held, held.world.ann, right=True)
        tick_all(DURING)
        before = _derived()
        effect = effect_of(held.world.cohort, held.cycle, at=DURING)
        room = vote_anonymously(build_room(held), anonymous=True, by=None, at=DURING)
        check = add_check(
            room, purpose=Draw.Purpose.OPENING_CHECK, versions=held.versions[:2], by=None, at=DURING
        )
        check = move_round(check, to=Phase.FIRST_VOTE, by=None, at=DURING)
        for _number in range(6):
            token = vote_token(check.first, uuid.uuid4(), DURING)
            for version in held.versions[:2]:
                fields = {"token": token, "version": version.code, "choice": "o3"}
                assert call("POST", "/v/", fields=fields, as_json=True).status == 200
        close_room(room, by=None, at=DURING)
        tick_all(DURING)
        assert Response.objects.filter(subject__kind=Subject.Kind.ANONYMOUS).count() == 12
        assert _derived() == before
        assert before[1] != "[]"
        assert effect_of(held.world.cohort, held.cycle, at=DURING) == effect
