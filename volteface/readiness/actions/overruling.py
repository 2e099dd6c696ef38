"""Setting a learner's state by hand: for a reason both sides read, until more is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from volteface.accounts.actions import record
from volteface.readiness.actions import recompute
from volteface.readiness.errors import MeetingHasBegun
from volteface.readiness.models import Overruling, ReadinessState
from volteface.readiness.queries.overruled import outlasted
from volteface.readiness.rules.ledger import evidence_of
from volteface.readiness.rules.states import facts_from_json

if TYPE_CHECKING:
    import datetime as dt

    from volteface.accounts.models import Subject
    from volteface.timetable.models import Cycle


def overrule(
    cycle: Cycle, subject: Subject, *, state: str, note: str, by: Subject, at: dt.datetime
) -> Overruling:
    """Set a state with the reason for it; refused once the meeting has begun.

    It ends by itself as soon as the learner does something more, and when the meeting begins.
    """
    if at >= cycle.meeting.starts_at:
        raise MeetingHasBegun(_("The meeting has begun: what it was prepared with stays."))
    recompute({(cycle.pk, subject.pk)}, at=at)
    row = ReadinessState.objects.get(cycle=cycle, subject=subject)
    with transaction.atomic():
        _end(cycle, subject, at)
        made = Overruling.objects.create(
            cycle=cycle,
            subject=subject,
            by=by,
            state=state,
            note=note,
            evidence=evidence_of(facts_from_json(row.facts), row.answers),
            at=at,
        )
        detail = {"cycle": cycle.code, "state": state}
        record(by, "overrule_state", noun="subject", code=str(subject.code), at=at, detail=detail)
    recompute({(cycle.pk, subject.pk)}, at=at)
    return made


def lift(cycle: Cycle, subject: Subject, *, by: Subject, at: dt.datetime) -> None:
    """Let the rules speak again; harmless where nothing was set by hand."""
    with transaction.atomic():
        if _end(cycle, subject, at):
            detail = {"cycle": cycle.code}
            record(by, "lift_state", noun="subject", code=str(subject.code), at=at, detail=detail)
    recompute({(cycle.pk, subject.pk)}, at=at)


def end_outlasted(*, at: dt.datetime) -> int:
    """Let the rules speak again where a meeting has begun; returns for how many learners."""
    return recompute(outlasted(at), at=at)


def _end(cycle: Cycle, subject: Subject, at: dt.datetime) -> int:
    rows = Overruling.objects.filter(cycle=cycle, subject=subject, ended_at__isnull=True)
    return rows.update(ended_at=at, ended_because=Overruling.Ended.LIFTED)
