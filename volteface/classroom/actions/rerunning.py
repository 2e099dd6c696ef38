"""Teach a module again: a draft of the meeting with last time's plan, corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from volteface.accounts.actions import record
from volteface.classroom.models import Plan, Rerun
from volteface.timetable.actions.copying import plan_like

from .plans import save_plan, set_check_in

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from volteface.accounts.models import Subject
    from volteface.classroom.queries.again import Audience
    from volteface.classroom.rules.plan import Block
    from volteface.questions.models import Question
    from volteface.timetable.models import Cycle


def teach_again(
    cycle: Cycle,
    *,
    audience: Audience,
    starts_at: dt.datetime,
    minutes: int,
    place: str,
    blocks: Sequence[Block],
    questions: Iterable[Question],
    by: Subject,
    at: dt.datetime,
) -> Cycle:
    """A draft cycle with its plan and the questions it asks again; learners see nothing of it.

    Raises `AlreadyPlanned`, `BadTimes`.
    """
    last = Plan.objects.filter(cycle=cycle).first()
    with transaction.atomic():
        made = plan_like(
            cycle,
            cohort=audience.cohort,
            group=audience.group,
            starts_at=starts_at,
            minutes=minutes,
            place=place,
            by=by,
            at=at,
        )
        save_plan(made, blocks=blocks, by=by, at=at)
        if last is not None:
            set_check_in(made, minutes=last.check_in_minutes, by=by, at=at)
        rerun = Rerun.objects.create(cycle=made, of=cycle, made_at=at)
        rerun.questions.set(questions)
        record(by, "teach_again", noun="cycle", code=made.code, at=at, detail={"of": cycle.code})
    return made
