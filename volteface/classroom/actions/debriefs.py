"""Write a meeting's debrief, and let learners read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from volteface.accounts.actions import record
from volteface.classroom.errors import NothingWritten
from volteface.classroom.models import Debrief
from volteface.core import jobs

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from volteface.accounts.models import Subject
    from volteface.questions.models import Question
    from volteface.timetable.models import Cycle

TELL_MISSED = "classroom.tell_missed"


def write_debrief(
    cycle: Cycle,
    *,
    text: str,
    carried: Iterable[Question] | None = None,
    by: Subject | None,
    at: dt.datetime,
) -> Debrief:
    """What the room came to, and (where given) the questions it carries over to a next meeting.

    Learners read it once it is released; what is written after that they read at once.
    """
    with transaction.atomic():
        debrief, _made = Debrief.objects.update_or_create(
            cycle=cycle, defaults={"text": text, "changed_at": at}
        )
        if carried is not None:
            debrief.carried.set(carried)
        record(by, "write_debrief", noun="cycle", code=cycle.code, at=at)
    return debrief


def release_debrief(cycle: Cycle, *, by: Subject | None, at: dt.datetime) -> Debrief:
    """Show it to the learners, and tell those who were missing; harmless when repeated.

    Whoever was told once is not told again after it was taken back. Raises `NothingWritten`.
    """
    with transaction.atomic():
        debrief = Debrief.objects.select_for_update().filter(cycle=cycle).first()
        if debrief is None or not debrief.text.strip():
            raise NothingWritten(_("Write the debrief first: two lines are enough."))
        if debrief.released_at is None:
            debrief.released_at = at
            debrief.save(update_fields=["released_at"])
            record(by, "release_debrief", noun="cycle", code=cycle.code, at=at)
            jobs.enqueue(
                TELL_MISSED,
                nonce=f"{TELL_MISSED}:{cycle.code}:{at.isoformat()}",
                payload={"cycle": cycle.pk},
                run_at=at,
            )
    return debrief


def take_debrief_back(cycle: Cycle, *, by: Subject | None, at: dt.datetime) -> None:
    """Hide it from the learners again; what was written stays."""
    with transaction.atomic():
        if Debrief.objects.filter(cycle=cycle, released_at__isnull=False).update(released_at=None):
            record(by, "take_debrief_back", noun="cycle", code=cycle.code, at=at)
