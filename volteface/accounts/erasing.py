"""Erasing a person (T24): what will become of what, a time to think it over, and doing it.

The pseudonym stays on answers and logs, so that counts and statistics go on; its link to the
person is cut, and what they wrote in free text goes. Rules: docs/operations/erasure.md.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import batched
from typing import TYPE_CHECKING

from django.db import transaction

from volteface.accounts.actions import (
    bump_epoch,
    end_sessions,
    keep_an_administrator,
    record,
    revoke,
)
from volteface.accounts.events import Ending, erasures, leavings, personal_data
from volteface.accounts.models import Grant, Person, Subject
from volteface.core import jobs
from volteface.core.models import Job

if TYPE_CHECKING:
    from collections.abc import Mapping

    from volteface.accounts.events import Erasure

ERASE = "accounts.erase"
TELL = "accounts.mail_erasure"
# Whoever asked may think better of it.
GRACE = dt.timedelta(days=14)
_CHUNK = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureLine:
    """A table, what becomes of its rows about a person, and how many there are."""

    label: str
    ending: str
    count: int


def erasure_lines(subject: Subject) -> list[ErasureLine]:
    """What an erasure would do, table by table; reads only."""
    labels = {held.model: str(held.label) for held in personal_data()}
    lines = [
        ErasureLine(
            label=labels.get(model, str(model._meta.verbose_name_plural)),  # noqa: SLF001 - Django documents it
            ending=erasure.ending.value,
            count=count,
        )
        for model, each in erasures().items()
        for erasure in each
        if (count := erasure.rows(subject).count())
    ]
    return sorted(lines, key=lambda line: (_ORDER[line.ending], line.label))


def erased_on(person: Person) -> dt.datetime | None:
    """When the person will be erased, if it was asked for."""
    job = _job(person)
    return job.run_at if job is not None else None


def ask_erasure(person: Person, *, by: Subject, at: dt.datetime) -> Job:
    """Have a person erased once the time to think it over is up; repeated, the first stands.

    Refuses the only administrator. Until then everything works, and may be called off.
    """
    _keep_an_administrator(person.subject, at)
    with transaction.atomic():
        job = _job(person)
        if job is None:
            # One that failed may be asked for again.
            Job.objects.filter(nonce=_nonce(person)).exclude(state=Job.State.RUNNING).delete()
            job = jobs.enqueue(
                ERASE, nonce=_nonce(person), payload={"person": person.code}, run_at=at + GRACE
            )
            record(by, "ask_erasure", noun="person", code=person.code, at=at)
            # Whoever asked, the person hears of it in time.
            jobs.enqueue(
                TELL,
                nonce=f"{TELL}:{person.code}:{at.isoformat()}",
                payload={"person": person.code},
                run_at=at,
            )
    return job


def call_off_erasure(person: Person, *, by: Subject, at: dt.datetime) -> Person:
    """The person stays; harmless where nothing was asked for."""
    with transaction.atomic():
        gone, _rows = Job.objects.filter(nonce=_nonce(person), state=Job.State.DUE).delete()
        if gone:
            record(by, "call_off_erasure", noun="person", code=person.code, at=at)
    return person


def run_erasure(payload: Mapping[str, object], at: dt.datetime) -> None:
    """The job: begun anew after a crash, it goes on where it stopped."""
    person = Person.objects.filter(code=str(payload["person"])).first()
    if person is not None:
        erase(person, at=at)


def erase(person: Person, *, at: dt.datetime) -> Subject:
    """Erase a person now; their pseudonym stays and leads to nobody.

    In short passages: first whatever they may do ends, then tables let go of them, last the
    account itself is deleted.
    """
    subject = person.subject
    _keep_an_administrator(subject, at)
    with transaction.atomic():
        person.is_active = False
        person.save(update_fields=["is_active"])
        end_sessions(person)
        bump_epoch(subject, at=at)
    for leave in leavings():
        leave(subject, at)
    for grant in Grant.objects.filter(subject=subject, until__isnull=True):
        revoke(grant, by=None, at=at)
    for each in erasures().values():
        for erasure in each:
            _carry_out(erasure, subject)
    with transaction.atomic():
        record(None, "erase", noun="person", code=person.code, at=at)
        # Codes that were mailed to them.
        Job.objects.filter(payload__email=person.email).delete()
        person.delete()
    subject.refresh_from_db()
    return subject


def _carry_out(erasure: Erasure, subject: Subject) -> None:
    if erasure.ending is not Ending.REMOVED and not erasure.values:
        return
    rows = erasure.rows(subject)
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    for chunk in batched(ids, _CHUNK):
        with transaction.atomic():
            some = rows.model._default_manager.filter(pk__in=chunk)  # noqa: SLF001 - Django documents it
            if erasure.ending is Ending.REMOVED:
                some.delete()
            else:
                some.update(**erasure.values)


def _keep_an_administrator(subject: Subject, at: dt.datetime) -> None:
    for grant in Grant.objects.active(at).filter(subject=subject):
        keep_an_administrator(grant, at)


def _job(person: Person) -> Job | None:
    return Job.objects.filter(nonce=_nonce(person), state=Job.State.DUE).first()


def _nonce(person: Person) -> str:
    return f"{ERASE}:{person.code}"


_ORDER = {ending.value: place for place, ending in enumerate(Ending)}
