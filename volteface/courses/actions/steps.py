"""Writing draft steps: a save that comes too late is kept as a draft, never lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from volteface.accounts.actions import record
from volteface.core.slugs import free_key, slug
from volteface.courses.errors import StepHasChanged
from volteface.courses.models import Step, StepDraft

if TYPE_CHECKING:
    import datetime as dt

    from volteface.accounts.models import Subject
    from volteface.courses.models import Module

MINUTES = 3


def create_step(
    module: Module, *, title: str, body: str = "", by: Subject | None, at: dt.datetime
) -> Step:
    """A step at the module's end."""
    with transaction.atomic():
        rows = list(module.steps.values_list("key", "position"))
        step = Step.objects.create(
            module=module,
            key=free_key(slug(title, "step"), {key for key, _ in rows}),
            position=max((position for _, position in rows), default=0) + 1,
            title=title,
            minutes=MINUTES,
            body=body,
            changed_at=at,
        )
        record(by, "create", noun="step", code=step.code, at=at)
    return step


def save_step(
    step: Step,
    *,
    title: str,
    level: str,
    minutes: int,
    body: str,
    revision: int,
    by: Subject,
    at: dt.datetime,
) -> Step:
    """Write a step that was at ``revision`` when its author began; the same text changes nothing.

    Raises ``StepHasChanged`` when somebody else saved meanwhile; what was typed is kept as a draft.
    """
    wanted = {"title": title, "level": level, "minutes": minutes, "body": body}
    with transaction.atomic():
        current = Step.objects.select_for_update().get(pk=step.pk)
        if all(getattr(current, name) == value for name, value in wanted.items()):
            return current
        if current.revision == revision:
            for name, value in wanted.items():
                setattr(current, name, value)
            current.revision += 1
            current.changed_at = at
            current.save(update_fields=[*wanted, "revision", "changed_at"])
            record(by, "save", noun="step", code=current.code, at=at)
            return current
        draft = StepDraft.objects.create(step=current, by=by, body=body, at=at)
    message = _("Somebody else has changed this step meanwhile. Your text is kept.")
    raise StepHasChanged(message, draft.pk)


def move_step(step: Step, *, up: bool, by: Subject, at: dt.datetime) -> Step:
    """Change places with the step above or below; at the end of the list nothing happens."""
    with transaction.atomic():
        steps = list(
            Step.objects.filter(module=step.module_id, archived_at__isnull=True).order_by(
                "position", "pk"
            )
        )
        here = next((index for index, each in enumerate(steps) if each.pk == step.pk), None)
        there = None if here is None else here - 1 if up else here + 1
        if here is None or there is None or not 0 <= there < len(steps):
            return step
        steps[here], steps[there] = steps[there], steps[here]
        for position, each in enumerate(steps, 1):
            each.position = position
        Step.objects.bulk_update(steps, ["position"])
        Step.objects.filter(pk=step.pk).update(changed_at=at)
        record(by, "move", noun="step", code=step.code, at=at)
    return step


def archive_step(step: Step, *, by: Subject, at: dt.datetime) -> Step:
    """Take a step out of its module; it can be taken back."""
    return _set_archived(step, at, verb="archive", by=by, at=at)


def restore_step(step: Step, *, by: Subject, at: dt.datetime) -> Step:
    """Put an archived step back in its place."""
    return _set_archived(step, None, verb="restore", by=by, at=at)


def _set_archived(
    step: Step, archived_at: dt.datetime | None, *, verb: str, by: Subject, at: dt.datetime
) -> Step:
    with transaction.atomic():
        if (step.archived_at is None) != (archived_at is None):
            step.archived_at, step.changed_at = archived_at, at
            step.save(update_fields=["archived_at", "changed_at"])
            record(by, verb, noun="step", code=step.code, at=at)
    return step
