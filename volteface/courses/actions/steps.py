"""Writing draft steps: a save that comes too late is kept as a draft, never lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from volteface.accounts.actions import record
from volteface.core.slugs import free_key, slug
from volteface.courses.actions.history import says, write_step
from volteface.courses.errors import StepHasChanged
from volteface.courses.models import Step, StepDraft
from volteface.courses.rules.merging import clashes, merge, settled

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from uuid import UUID

    from volteface.accounts.models import Subject
    from volteface.courses.models import Module

MINUTES = 3
LONGEST_BODY = 100_000


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
    base: Mapping[str, object] | None = None,
    settles: UUID | None = None,
    by: Subject,
    at: dt.datetime,
) -> Step:
    """Write a step that was at ``revision`` when its author began; the same text changes nothing.

    When somebody else saved meanwhile, the two are brought together by way of ``base``, what the
    author began with (its body, and its facts as far as known). Raises ``StepHasChanged`` when
    both changed the same paragraph, or without a base; what was typed is kept as a draft.
    ``settles`` names the author whose drafts the text was made from.
    """
    wanted: dict[str, object] = {"title": title, "level": level, "minutes": minutes, "body": body}
    with transaction.atomic():
        current = Step.objects.select_for_update().get(pk=step.pk)
        fits = current.revision == revision
        if not fits and base is not None:
            merged = _merged(current, wanted, base)
            wanted, fits = merged or wanted, merged is not None
        is_same = says(current) == wanted
        if is_same or fits:
            if not is_same:
                write_step(current, wanted, by=by, at=at)
            if settles is not None:
                drop_drafts(current, author=settles, by=by, at=at)
            return current
        draft = StepDraft.objects.create(step=current, by=by, body=body, at=at)
    message = _("Somebody else has changed this step meanwhile. Your text is kept.")
    raise StepHasChanged(message, draft.pk)


def drop_drafts(step: Step, *, author: UUID, by: Subject, at: dt.datetime) -> Step:
    """Let go of what ``author`` typed too late; the step stays as it is."""
    with transaction.atomic():
        count, _rows = StepDraft.objects.filter(step=step, by__code=author).delete()
        if count:
            record(by, "drop drafts", noun="step", code=step.code, at=at)
    return step


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


def _merged(
    current: Step, wanted: Mapping[str, object], base: Mapping[str, object]
) -> dict[str, object] | None:
    """Both authors' work in one, unless they changed the same place."""
    parts = merge(str(base.get("body", "")), mine=str(wanted["body"]), theirs=current.body)
    body = settled(parts)
    if clashes(parts) or len(body) > LONGEST_BODY:
        return None
    # A fact that its author left alone is the other's.
    facts = {
        name: getattr(current, name) if value == base.get(name) else value
        for name, value in wanted.items()
    }
    return facts | {"body": body}


def _set_archived(
    step: Step, archived_at: dt.datetime | None, *, verb: str, by: Subject, at: dt.datetime
) -> Step:
    with transaction.atomic():
        if (step.archived_at is None) != (archived_at is None):
            step.archived_at, step.changed_at = archived_at, at
            step.save(update_fields=["archived_at", "changed_at"])
            record(by, verb, noun="step", code=step.code, at=at)
    return step
