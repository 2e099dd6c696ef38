"""T26: a stolen session takes no names of hundreds along unnoticed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse

from volteface.accounts.models import AuditEntry
from volteface.accounts.testing import (
    PASSWORD,
    build_administrator,
    build_person,
    build_subject,
    give_password,
)
from volteface.core import clock
from volteface.courses.actions import create_course
from volteface.messaging.actions.sending import send_due
from volteface.messaging.models import OutboxMessage
from volteface.rosters.actions import enrol, export
from volteface.rosters.testing import build_cohort
from volteface.rosters.views import places

if TYPE_CHECKING:
    from volteface.rosters.models import Cohort

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort() -> Cohort:
    at = clock.now()
    teacher = build_subject("Tess Teacher")
    course = create_course(code="remember", title="Remember it", by=teacher, at=at)
    return build_cohort(course, teacher=teacher, at=at)


def test_t26_a_large_export_asks_again_and_is_told_to_the_owners(
    cohort: Cohort, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "LARGE", 1)
    monkeypatch.setattr(export, "LARGE", 1)
    at = clock.now()
    for number in range(2):
        person = build_person(f"Learner {number}", email=f"p{number}@example.org")
        enrol(cohort, subject=person.subject, by=None, at=at)
    owner = build_administrator("Ow Ner", at=at)
    thief = give_password(build_administrator("Th Ief", at=at))
    client = Client()
    # A session that was taken over long after its beginning.
    client.force_login(thief)
    asked = client.post(reverse("rosters:export", args=[cohort.code]), {"format": "csv"})
    assert asked.headers["Location"].startswith(reverse("accounts:again"))
    assert not AuditEntry.objects.filter(verb="export roster").exists()
    wrong = client.post(asked.headers["Location"], {"secret": "guess"})
    assert wrong.status_code == 422
    right = client.post(
        reverse("accounts:again"), {"secret": PASSWORD, "next": f"/cohorts/{cohort.code}/"}
    )
    assert right.headers["Location"] == f"/cohorts/{cohort.code}/"
    assert (
        b"Learner 1"
        in client.post(reverse("rosters:export", args=[cohort.code]), {"format": "csv"}).content
    )
    told = OutboxMessage.objects.filter(purpose=export.EXPORTED, channel="page")
    assert owner.subject.pk in told.values_list("subject", flat=True)
    assert thief.subject.pk not in told.values_list("subject", flat=True)
    send_due(at + dt.timedelta(minutes=1))
    assert "2 learners" in told.get(subject=owner.subject).body
