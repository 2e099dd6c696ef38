"""Change a meeting's plan. The first change saves the proposal with it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.db import transaction

from volteface.accounts.actions import record
from volteface.classroom.models import Activity, Plan
from volteface.classroom.queries.plans import (
    block_of,
    proposed_blocks,
    technique_in,
    technique_title,
)
from volteface.classroom.rules.plan import Block, moved, place_for, talk_of
from volteface.core.codes import public_code
from volteface.timetable.queries import audience_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from volteface.accounts.models import Subject
    from volteface.classroom.queries.run_sheets import Asked, SheetView
    from volteface.timetable.models import Cycle

# What of a plan goes and comes back with its blocks.
_KEPT = ("check_in_minutes", "room", "seats", "sheet")


def save_plan(
    cycle: Cycle, *, by: Subject | None, at: dt.datetime, blocks: Sequence[Block] | None = None
) -> Plan:
    """Keep the proposed plan (or ``blocks``) as the cycle's; one that is there stays as it is."""
    kept = Plan.objects.filter(cycle=cycle).first()
    if kept is not None:
        return kept
    if blocks is None:
        blocks = proposed_blocks(cycle, people=audience_of(cycle).count())
    with transaction.atomic():
        plan, made = Plan.objects.get_or_create(cycle=cycle, defaults={"changed_at": at})
        if made:
            _write(plan, blocks)
            record(by, "save_plan", noun="plan", code=plan.code, at=at)
    return plan


def choose_sheet(
    cycle: Cycle, sheet: SheetView, *, asked: Asked, by: Subject | None, at: dt.datetime
) -> Plan:
    """Make a generated run sheet the plan, in the place of its blocks; ``put_back`` undoes it."""
    plan = save_plan(cycle, by=by, at=at)
    with transaction.atomic():
        undo = _kept(plan)
        plan.activities.all().delete()
        _write(plan, sheet.blocks)
        plan.sheet = sheet.name
        plan.check_in_minutes = sheet.check_in
        plan.room, plan.seats = asked.room, asked.seats
        _touch(plan, "sheet", "check_in_minutes", "room", "seats", undo=undo, at=at)
        record(by, "choose_run_sheet", noun="plan", code=plan.code, at=at)
    return plan


def add_activity(
    cycle: Cycle,
    *,
    technique: str,
    title: str,
    minutes: int,
    objective: str = "",
    misconception: str = "",
    by: Subject | None,
    at: dt.datetime,
) -> Activity:
    """A new block at the end, or before the exit ticket when the plan closes with one.

    A mini-fix comes first, after whatever opens the meeting.
    """
    plan = save_plan(cycle, by=by, at=at)
    with transaction.atomic():
        rows = list(plan.activities.all())
        place = place_for(technique, [row.technique for row in rows])
        activity = _made(plan, technique, minutes, position=place)
        activity.title = title or activity.title
        activity.objective, activity.misconception = objective, misconception
        activity.save()
        _number([*rows[:place], activity, *rows[place:]])
        _changed(plan, "add_activity", activity, by=by, at=at)
    return activity


def swap_activity(
    activity: Activity, *, technique: str, minutes: int, by: Subject | None, at: dt.datetime
) -> Activity:
    """Another technique in a block's place, for the same objective; ``put_back`` undoes it."""
    plan = activity.plan
    undo = _kept(plan, without=activity.title)
    with transaction.atomic():
        made = _made(plan, technique, minutes, position=activity.position)
        made.objective = activity.objective
        made.save()
        activity.delete()
        _changed(plan, "swap_activity", made, undo=undo, by=by, at=at)
    return made


def change_activity(
    activity: Activity,
    *,
    title: str,
    minutes: int,
    talk_minutes: int,
    notes: str,
    objective: str,
    by: Subject | None,
    at: dt.datetime,
) -> Activity:
    """New words and minutes for a block; the teacher's talk never exceeds the block."""
    with transaction.atomic():
        activity.title = title
        activity.minutes = minutes
        activity.talk_minutes = min(talk_minutes, minutes)
        activity.notes = notes
        activity.objective = objective
        activity.save()
        _changed(activity.plan, "change_activity", activity, by=by, at=at)
    return activity


def move_activity(activity: Activity, *, up: bool, by: Subject | None, at: dt.datetime) -> Activity:
    """Let a block change places with its neighbour; at an end nothing happens."""
    with transaction.atomic():
        rows = {row.code: row for row in activity.plan.activities.all()}
        order = moved(list(rows), activity.code, up=up)
        _number([rows[code] for code in order])
        _changed(activity.plan, "move_activity", activity, by=by, at=at)
    return activity


def arrange(
    cycle: Cycle, times: Sequence[tuple[str, int, int]], *, by: Subject | None, at: dt.datetime
) -> Plan:
    """The blocks in this order, each with its minutes and minutes of talk, by their codes.

    A block that was taken out meanwhile is passed over; one that was added stays at the end.
    """
    plan = save_plan(cycle, by=by, at=at)
    with transaction.atomic():
        rows = {row.code: row for row in plan.activities.all()}
        given = {code: (minutes, talk) for code, minutes, talk in times if code in rows}
        for code, (minutes, talk) in given.items():
            rows[code].minutes = minutes
            rows[code].talk_minutes = min(talk, minutes)
        ordered = [rows[code] for code in [*given, *(code for code in rows if code not in given)]]
        for place, row in enumerate(ordered):
            row.position = place
        Activity.objects.bulk_update(ordered, ["position", "minutes", "talk_minutes"])
        _touch(plan, at=at)
        record(by, "arrange_plan", noun="plan", code=plan.code, at=at)
    return plan


def tell_room(
    cycle: Cycle, *, room: str, seats: int | None, by: Subject | None, at: dt.datetime
) -> Plan:
    """How people sit and on how many seats: run sheets, offers and seating go by it."""
    plan = save_plan(cycle, by=by, at=at)
    with transaction.atomic():
        plan.room, plan.seats = room, seats
        _touch(plan, "room", "seats", at=at)
        record(by, "tell_room", noun="plan", code=plan.code, at=at)
    return plan


def begin(cycle: Cycle, *, by: Subject | None, at: dt.datetime) -> Plan:
    """The meeting begins now, whatever the timetable says: the teleprompter counts from here."""
    plan = save_plan(cycle, by=by, at=at)
    with transaction.atomic():
        plan.began_at = at
        plan.save(update_fields=["began_at"])
        record(by, "begin_meeting", noun="plan", code=plan.code, at=at)
    return plan


def remove_activity(activity: Activity, *, by: Subject | None, at: dt.datetime) -> Plan:
    """Take a block out of the plan; ``put_back`` undoes it."""
    plan = activity.plan
    with transaction.atomic():
        undo = _kept(plan, without=activity.title)
        _changed(plan, "remove_activity", activity, undo=undo, by=by, at=at)
        activity.delete()
        _number(list(plan.activities.all()))
    return plan


def set_check_in(cycle: Cycle, *, minutes: int, by: Subject | None, at: dt.datetime) -> Plan:
    """How long people may take to arrive before the first block."""
    plan = save_plan(cycle, by=by, at=at)
    with transaction.atomic():
        plan.check_in_minutes = minutes
        _touch(plan, "check_in_minutes", at=at)
        record(by, "set_check_in", noun="plan", code=plan.code, at=at)
    return plan


def start_again(cycle: Cycle, *, by: Subject | None, at: dt.datetime) -> None:
    """Go back to the proposed plan; ``put_back`` undoes it."""
    plan = save_plan(cycle, by=by, at=at)
    blocks = proposed_blocks(cycle, people=audience_of(cycle).count())
    with transaction.atomic():
        record(by, "start_plan_again", noun="plan", code=plan.code, at=at)
        undo = _kept(plan)
        plan.activities.all().delete()
        _write(plan, blocks)
        plan.sheet = ""
        _touch(plan, "sheet", undo=undo, at=at)


def put_back(cycle: Cycle, *, by: Subject | None, at: dt.datetime) -> Plan | None:
    """Undo what replaced the plan or took a block out of it; nothing is there to undo: nothing.

    Blocks come back with their notes, and under the codes they had.
    """
    with transaction.atomic():
        plan = Plan.objects.select_for_update().filter(cycle=cycle).exclude(undo={}).first()
        if plan is None:
            return None
        kept = plan.undo
        stayed = {row.code: row for row in plan.activities.all()}
        blocks = [Block(**one) for one in kept["blocks"]]
        plan.activities.exclude(code__in=[block.code for block in blocks]).delete()
        _write(plan, [block for block in blocks if block.code not in stayed], same=True)
        rows = {row.code: row for row in plan.activities.all()}
        _number([rows[block.code] for block in blocks])
        for name in _KEPT:
            setattr(plan, name, kept[name])
        _touch(plan, *_KEPT, at=at)
        record(by, "put_plan_back", noun="plan", code=plan.code, at=at)
    return plan


def _kept(plan: Plan, *, without: str = "") -> dict[str, object]:
    """The plan as it stands, to be put back; ``without`` is the title of what is taken out."""
    blocks = [asdict(block_of(row)) for row in plan.activities.all()]
    return {"without": without, "blocks": blocks} | {name: getattr(plan, name) for name in _KEPT}


def _write(plan: Plan, blocks: Iterable[Block], *, same: bool = False) -> None:
    """The blocks as activities of the plan; the ``same`` as before keep their codes."""
    Activity.objects.bulk_create(
        Activity(
            plan=plan,
            code=block.code if same else public_code(),
            position=place,
            technique=block.technique,
            title=block.title or technique_title(block.technique),
            minutes=block.minutes,
            talk_minutes=block.talk_minutes,
            reason=block.reason,
            objective=block.objective,
            misconception=block.misconception,
            notes=block.notes,
        )
        for place, block in enumerate(blocks)
    )


def _made(plan: Plan, technique: str, minutes: int, *, position: int) -> Activity:
    """A block as its technique's sheet has it; not saved yet."""
    sheet = technique_in(plan.cycle.module.course, technique)
    return Activity(
        plan=plan,
        position=position,
        technique=technique,
        title=str(sheet.title) if sheet else technique_title(technique),
        minutes=minutes,
        talk_minutes=talk_of(technique, minutes, {technique: sheet.talk} if sheet else {}),
    )


def _number(rows: Sequence[Activity]) -> None:
    for place, row in enumerate(rows):
        row.position = place
    Activity.objects.bulk_update(rows, ["position"])


def _changed(
    plan: Plan,
    verb: str,
    activity: Activity,
    *,
    undo: dict[str, object] | None = None,
    by: Subject | None,
    at: dt.datetime,
) -> None:
    _touch(plan, undo=undo, at=at)
    record(by, verb, noun="activity", code=activity.code, at=at)


def _touch(
    plan: Plan, *fields: str, undo: dict[str, object] | None = None, at: dt.datetime
) -> None:
    """Save what changed; what could be undone before this change no longer can."""
    plan.changed_at, plan.undo = at, undo or {}
    plan.save(update_fields=[*fields, "undo", "changed_at"])
