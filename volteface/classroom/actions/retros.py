"""What its teachers note after a meeting: a tap on a block, a line, and whom they let read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from volteface.accounts.actions import record
from volteface.classroom.models import Activity, Retro
from volteface.classroom.queries.retros import measured_minutes
from volteface.courses.actions import add_vigilance

from .plans import save_plan

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from volteface.accounts.models import Subject
    from volteface.courses.models import Module
    from volteface.timetable.models import Cycle


def note_block(
    cycle: Cycle, activity: Activity, *, verdict: str, by: Subject, at: dt.datetime
) -> Retro:
    """How a block went for the one who says it; a second tap replaces the first."""
    with transaction.atomic():
        row, _made = Retro.objects.update_or_create(
            activity=activity,
            by=by,
            defaults={"verdict": verdict, "at": at},
            create_defaults=_fresh(cycle, activity, verdict, _measured(cycle), by, at),
        )
        record(by, "note_block", noun="cycle", code=cycle.code, at=at, detail={"said": verdict})
    return row


def note_all(cycle: Cycle, *, by: Subject, at: dt.datetime) -> int:
    """All as planned: every block that this person has not tapped yet worked."""
    plan = save_plan(cycle, by=by, at=at)
    measured = _measured(cycle)
    with transaction.atomic():
        tapped = set(Retro.objects.filter(cycle=cycle, by=by).values_list("activity_id", flat=True))
        rows = [
            Retro(**_fresh(cycle, activity, Retro.Verdict.WORKED, measured, by, at))
            for activity in plan.activities.all()
            if activity.pk not in tapped
        ]
        Retro.objects.bulk_create(rows, ignore_conflicts=True)
        if rows:
            record(by, "note_block", noun="cycle", code=cycle.code, at=at, detail={"said": "all"})
    return len(rows)


def add_words(row: Retro, *, line: str, minutes: int | None, at: dt.datetime) -> Retro:
    """The line and the minutes that go with a tap."""
    line = " ".join(line.split())
    if (row.line, row.minutes) != (line, minutes):
        with transaction.atomic():
            row.line, row.minutes, row.at = line, minutes, at
            row.save(update_fields=["line", "minutes", "at"])
            record(row.by, "note_line", noun="cycle", code=row.cycle.code, at=at)
    return row


def share_notes(cycle: Cycle, *, shared: bool, by: Subject, at: dt.datetime) -> int:
    """Let whoever teaches here read what this person noted of the meeting, or no longer."""
    with transaction.atomic():
        rows = Retro.objects.filter(cycle=cycle, by=by, shared_at__isnull=shared)
        changed = rows.update(shared_at=at if shared else None)
        if changed:
            verb = "share_notes" if shared else "unshare_notes"
            record(by, verb, noun="cycle", code=cycle.code, at=at)
    return changed


def add_to_sheet(module: Module, row: Retro, *, by: Subject, at: dt.datetime) -> Module:
    """Put a noted line among the points of vigilance of the module's own sheet."""
    return add_vigilance(module, row.line, by=by, at=at)


def _measured(cycle: Cycle) -> dict[int, int | None]:
    """By block: the minutes the room knows, kept with the tap and changed by typing others."""
    activities = list(Activity.objects.filter(plan__cycle=cycle))
    minutes = measured_minutes(cycle, activities)
    return {row.pk: found for row, found in zip(activities, minutes, strict=True)}


def _fresh(
    cycle: Cycle,
    activity: Activity,
    verdict: str,
    measured: Mapping[int, int | None],
    by: Subject,
    at: dt.datetime,
) -> dict[str, object]:
    return {
        "cycle": cycle,
        "activity": activity,
        "technique": activity.technique,
        "title": activity.title,
        "position": activity.position,
        "planned_minutes": activity.minutes,
        "minutes": measured.get(activity.pk),
        "verdict": verdict,
        "by": by,
        "at": at,
        # Who shares their notes of a meeting shares all of them.
        "shared_at": Retro.objects.filter(cycle=cycle, by=by).aggregate(at=Max("shared_at"))["at"],
    }
