"""Putting hints aside and taking them back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from volteface.accounts.actions import record
from volteface.courses.models import DismissedHint

if TYPE_CHECKING:
    import datetime as dt

    from volteface.accounts.models import Subject
    from volteface.courses.models import Module

_LONGEST = 120


def dismiss_hint(module: Module, mark: str, *, by: Subject, at: dt.datetime) -> DismissedHint:
    """Say no more about this; a repetition changes nothing."""
    with transaction.atomic():
        hint, made = DismissedHint.objects.get_or_create(
            module=module, mark=mark[:_LONGEST], defaults={"by": by, "at": at}
        )
        if made:
            record(by, "dismiss", noun="hint", code=module.code, at=at, detail={"mark": hint.mark})
    return hint


def show_hints(module: Module, *, by: Subject, at: dt.datetime) -> Module:
    """Say again everything that was put aside."""
    with transaction.atomic():
        count, _rows = DismissedHint.objects.filter(module=module).delete()
        if count:
            record(by, "show", noun="hints", code=module.code, at=at)
    return module
