"""Queries compiled once give what the query itself would give."""

from __future__ import annotations

import datetime as dt

import pytest

from volteface.core.db.prepared import Prepared
from volteface.core.models import Job

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


def _job(kind: str, hours: int) -> None:
    Job.objects.create(
        kind=kind, nonce=f"{kind}{hours}", payload={}, run_at=NOON + dt.timedelta(hours=hours)
    )


def test_it_answers_for_each_value() -> None:
    for kind, hours in (("a", 1), ("a", 3), ("b", 2)):
        _job(kind, hours)
    find = Prepared(
        lambda kind, at: (
            Job.objects.filter(kind=kind, run_at__gt=at).order_by("run_at").values_list("nonce")
        )
    )
    assert [row[0] for row in find("a", NOON)] == ["a1", "a3"]
    assert [row[0] for row in find("a", NOON + dt.timedelta(hours=2))] == ["a3"]
    assert [row[0] for row in find("b", NOON)] == ["b2"]


def test_a_value_the_query_does_not_use_is_a_mistake() -> None:
    find = Prepared(lambda kind, at: Job.objects.filter(kind=kind).values_list("nonce"))
    with pytest.raises(ValueError, match="does not use"):
        find("a", NOON)
