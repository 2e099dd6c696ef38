"""What a step said before: a version for each author's stretch of work, and bringing one back."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction

from volteface.accounts.actions import record
from volteface.courses.models import Step, StepVersion

if TYPE_CHECKING:
    from collections.abc import Mapping

    from volteface.accounts.models import Subject

STRETCH = dt.timedelta(minutes=10)
FACTS = ("title", "level", "minutes", "body")


def write_step(
    step: Step,
    wanted: Mapping[str, object],
    *,
    verb: str = "save",
    anew: bool = False,
    by: Subject,
    at: dt.datetime,
) -> Step:
    """Make a locked step say ``wanted`` and keep what it says now and said before.

    Within ten minutes an author's version grows; ``anew`` begins another one.
    """
    newest = step.versions.last()
    before = says(step)
    if newest is None or says(newest) != before:
        newest = _version(step, newest, before, by=None, at=step.changed_at or at)
    for name, value in wanted.items():
        setattr(step, name, value)
    step.revision += 1
    step.changed_at = at
    step.save(update_fields=[*wanted, "revision", "changed_at"])
    if newest.by_id == by.pk and not anew and at - newest.began_at <= STRETCH:
        for name, value in wanted.items():
            setattr(newest, name, value)
        newest.at = at
        newest.save(update_fields=[*wanted, "at"])
    else:
        _version(step, newest, says(step), by=by, at=at)
    record(by, verb, noun="step", code=step.code, at=at)
    return step


def restore_version(version: StepVersion, *, by: Subject, at: dt.datetime) -> Step:
    """Make the step say what it said then; what it says now stays in its history."""
    with transaction.atomic():
        step = Step.objects.select_for_update().get(pk=version.step_id)
        wanted = says(version)
        if says(step) != wanted:
            write_step(step, wanted, verb="bring back", anew=True, by=by, at=at)
    return step


def says(row: Step | StepVersion) -> dict[str, object]:
    """What a step or a version of it says."""
    return {name: getattr(row, name) for name in FACTS}


def _version(
    step: Step,
    newest: StepVersion | None,
    facts: Mapping[str, object],
    *,
    by: Subject | None,
    at: dt.datetime,
) -> StepVersion:
    number = newest.number + 1 if newest else 1
    return StepVersion.objects.create(step=step, number=number, by=by, began_at=at, at=at, **facts)
