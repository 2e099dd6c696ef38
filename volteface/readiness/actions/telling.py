"""Sending briefings when they are due: counted once, mailed once, never twice after a move."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from django.db import transaction

from volteface.messaging.actions import BOTH, Planned, plan_many
from volteface.readiness.actions import refresh_readiness
from volteface.readiness.models import BriefingCount
from volteface.readiness.queries.people import standings
from volteface.timetable.queries import dates_of, live_cycles, staff_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from volteface.accounts.models import Subject
    from volteface.timetable.models import Cycle

PRELIMINARY = "briefing_preliminary"
FINAL = "briefing_final"
PURPOSES = {BriefingCount.Kind.PRELIMINARY: PRELIMINARY, BriefingCount.Kind.FINAL: FINAL}


def send_due_briefings(*, at: dt.datetime) -> int:
    """Plan the mails of every briefing that is due; returns how many briefings that were.

    Asked again and again instead of planned ahead: a meeting that moves needs no bookkeeping, and
    what has been counted is never sent again.
    """
    due = [
        (cycle, kind)
        for cycle in live_cycles(meeting_after=at)
        for kind, due_at in kinds_of(cycle)
        if due_at <= at
    ]
    if not due:
        return 0
    sent = set(
        BriefingCount.objects.filter(cycle__in={cycle.pk for cycle, _kind in due}).values_list(
            "cycle_id", "kind"
        )
    )
    fresh = [(cycle, kind) for cycle, kind in due if (cycle.pk, kind) not in sent]
    if fresh:
        refresh_readiness(at=at)
    for kind, cycles in _at_once(fresh):
        send_briefings(cycles, kind=kind, at=at)
    return len(fresh)


def _at_once(due: Iterable[tuple[Cycle, str]]) -> Iterable[tuple[str, list[Cycle]]]:
    """Meetings on one module that begin at the same time are told of in one message."""
    found: dict[tuple[str, int, dt.datetime], list[Cycle]] = defaultdict(list)
    for cycle, kind in due:
        found[kind, cycle.module_id, cycle.meeting.starts_at].append(cycle)
    return ((kind, cycles) for (kind, _module, _starts), cycles in found.items())


def kinds_of(cycle: Cycle) -> list[tuple[str, dt.datetime]]:
    """When each briefing of a cycle is due: the last one is final, one before it preliminary."""
    moments = sorted(dates_of(cycle).briefing_ats)
    if not moments:
        return []
    final = [(str(BriefingCount.Kind.FINAL), moments[-1])]
    return [(str(BriefingCount.Kind.PRELIMINARY), moments[0])] * (len(moments) > 1) + final


def send_briefings(cycles: Sequence[Cycle], *, kind: str, at: dt.datetime) -> int:
    """Count who stands where and plan one message for every teacher and tutor; safe to repeat."""
    counts = [row for cycle in cycles for row in _counted(cycle, kind, at)]
    reads: dict[Subject, list[Cycle]] = defaultdict(list)
    for cycle in cycles:
        for place in staff_of(cycle, at=at):
            reads[place.subject].append(cycle)
    with transaction.atomic():
        plan_many(_messages(reads, kind, at), at=at)
        BriefingCount.objects.bulk_create(counts, ignore_conflicts=True)
    return len(reads)


def _counted(cycle: Cycle, kind: str, at: dt.datetime) -> list[BriefingCount]:
    here = standings(cycle, at=at)
    audience = Counter(here.groups.values()) or Counter({None: 0})
    counted = {
        sight: Counter(seat.group_id for seat in here.at_sight(sight))
        for sight in ("ready", "needs_help", "not_started")
    }
    return [
        BriefingCount(
            cycle=cycle,
            kind=kind,
            group_id=group,
            ready=counted["ready"][group],
            needs_help=counted["needs_help"][group],
            not_started=counted["not_started"][group],
            audience=count,
            counted_at=at,
        )
        for group, count in audience.items()
    ]


def _messages(reads: Mapping[Subject, list[Cycle]], kind: str, at: dt.datetime) -> list[Planned]:
    purpose = PURPOSES[BriefingCount.Kind(kind)]
    return [
        Planned(
            subject=subject,
            purpose=purpose,
            channel=channel,
            about=first.code,
            nonce=f"{purpose}:{first.code}:{subject.pk}:{channel}",
            due_at=at,
            context={"with": [cycle.code for cycle in others]} if others else {},
            useless_after=first.meeting.starts_at,
        )
        for subject, (first, *others) in reads.items()
        for channel in BOTH
    ]
