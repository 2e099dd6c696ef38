"""Queries compiled once give what the query itself would give."""

from __future__ import annotations

import datetime as dt

import pytest

from volteface.core.db.prepared import Prepared, PreparedObjects
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


def test_whole_rows_are_the_objects_that_django_makes() -> None:
    _job("a", 1)
    find = PreparedObjects[Job](lambda kind: Job.objects.filter(kind=kind))
    (row,) = find("a")
    made, usual = find.made(row), Job.objects.get()
    assert made == usual
    for field in Job._meta.concrete_fields:
        assert getattr(made, field.attname) == getattr(usual, field.attname)
    made.attempts = 3
    made.save()
    assert Job.objects.get().attempts == 3
