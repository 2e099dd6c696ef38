"""Grants: the only source of access, and what every change leaves behind."""

from __future__ import annotations

import datetime as dt

import pytest

from volteface.accounts.actions import (
    ensure_person,
    grant_role,
    revoke,
    suspend,
    suspend_person,
    unsuspend,
)
from volteface.accounts.errors import BadAddress, LastAdministrator
from volteface.accounts.models import AuditEntry, Grant, Subject
from volteface.accounts.queries import active_grants, has_role, is_administrator, scope_codes
from volteface.accounts.testing import build_administrator, build_person, build_subject
from volteface.core import clock
from volteface.core.models import Batch, Change

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def teacher_of(subject: Subject, code: str = "x", **given: object) -> Grant:
    return grant_role(
        subject, role="teacher", scope="course", scope_code=code, by=None, at=AT, **given
    )


def holds(subject: Subject, at: dt.datetime = AT) -> bool:
    return has_role(subject, role="teacher", scope="course", scope_code="x", at=at)


def test_a_grant_counts_from_when_to_when() -> None:
    ann = build_subject("Ann")
    teacher_of(ann, until=AT + HOUR)
    assert [holds(ann, AT - HOUR), holds(ann), holds(ann, AT + HOUR)] == [False, True, False]


def test_suspending_a_grant_is_one_write_and_resuming_undoes_it() -> None:
    ann = build_subject("Ann")
    grant = teacher_of(ann)
    suspend(grant, by=None, at=AT)
    assert not holds(ann)
    assert teacher_of(ann).suspended_at is not None
    unsuspend(grant, by=None, at=AT)
    assert holds(ann)


def test_an_ended_grant_begins_anew() -> None:
    ann = build_subject("Ann")
    revoke(teacher_of(ann), by=None, at=AT)
    assert not holds(ann)
    grant_role(ann, role="teacher", scope="course", scope_code="x", by=None, at=AT + HOUR)
    assert holds(ann, AT + HOUR)


def test_grants_of_an_unfinished_import_do_not_count() -> None:
    ann = build_subject("Ann")
    batch = Batch.objects.create(kind="roster", created_at=AT)
    teacher_of(ann, batch=batch)
    assert not holds(ann)
    Batch.objects.update(current_at=AT)
    assert holds(ann)


def test_a_suspended_person_holds_nothing() -> None:
    ann = build_subject("Ann")
    teacher_of(ann)
    assert ann.person is not None
    suspend_person(ann.person, by=None, at=AT)
    assert not active_grants(ann, AT).exists()


def test_every_change_raises_the_epoch_and_is_announced_and_recorded() -> None:
    ann, boss = build_subject("Ann"), build_administrator("Max", at=AT).subject
    Change.objects.all().delete()
    grant = grant_role(ann, role="tutor", scope="group", scope_code="g", by=boss, at=AT)
    for act in (suspend, unsuspend, revoke):
        act(grant, by=boss, at=AT)
    ann.refresh_from_db()
    assert ann.epoch == 4
    assert Change.objects.filter(topic="epoch", key=str(ann.pk)).count() == 4
    verbs = AuditEntry.objects.filter(by=boss).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["grant", "suspend", "unsuspend", "revoke"]


def test_a_repeated_call_changes_nothing() -> None:
    ann = build_subject("Ann")
    teacher_of(ann)
    before = AuditEntry.objects.count()
    teacher_of(ann)
    assert AuditEntry.objects.count() == before


def test_the_last_administrator_stays() -> None:
    boss = build_administrator("Max", at=AT)
    grant = boss.subject.grants.get()
    for attempt in (
        lambda: suspend(grant, by=None, at=AT),
        lambda: revoke(grant, by=None, at=AT),
        lambda: suspend_person(boss, by=None, at=AT),
    ):
        with pytest.raises(LastAdministrator):
            attempt()
    build_administrator("Eva", at=AT)
    suspend_person(boss, by=None, at=AT)
    assert not is_administrator(boss.subject, AT)


def test_scopes_are_listed_by_role() -> None:
    ann = build_subject("Ann")
    for code in ("x", "y"):
        teacher_of(ann, code)
    assert scope_codes(ann, roles=("teacher",), scope="course", at=AT) == {"x", "y"}
    assert scope_codes(ann, roles=("tutor",), scope="course", at=AT) == set()


def test_addresses_are_people_whatever_their_case() -> None:
    ann = build_person("Ann", email="Ann@Example.org")
    assert ensure_person(" ANN@example.ORG ", name="Other").pk == ann.pk
    with pytest.raises(BadAddress):
        ensure_person("nobody", name="X")


def test_who_is_signed_in_costs_one_query(client, django_assert_num_queries) -> None:
    ann = build_person("Ann")
    client.force_login(ann)
    client.get("/account/")
    # The person with their subject, the roles for the navigation, the badge of messages.
    with django_assert_num_queries(3):
        client.get("/account/")
    assert clock.now().tzinfo is not None
