"""Texts that could not become a step's because somebody else had saved: who typed them, when."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import BooleanField, ExpressionWrapper, F, Q

from volteface.core.errors import Missing
from volteface.courses.models import StepDraft

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from uuid import UUID

    from volteface.courses.models import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftNote:
    """One author's newest text for a step, as the module's page says it."""

    author: UUID
    # Empty for somebody who was erased.
    name: str
    at: dt.datetime


def drafts_of(steps: Iterable[Step]) -> dict[int, tuple[DraftNote, ...]]:
    """What each step's authors typed that is not its text, by the step's row id; one query."""
    is_the_text = ExpressionWrapper(Q(body=F("step__body")), output_field=BooleanField())
    rows = (
        StepDraft.objects.filter(step__in=[step.pk for step in steps])
        .annotate(taken_over=is_the_text)
        .order_by("at", "pk")
        .values_list("step_id", "by__code", "by__person__name", "at", "taken_over")
    )
    # Each save that came too late is kept; the last of an author says what they meant.
    newest = {(row[0], row[1]): row for row in rows}
    found: dict[int, list[DraftNote]] = defaultdict(list)
    for step_id, author, name, at, taken_over in newest.values():
        if not taken_over:
            found[step_id].append(DraftNote(author=author, name=name or "", at=at))
    return {step_id: tuple(notes) for step_id, notes in found.items()}


def draft_for(step: Step, author: UUID) -> StepDraft:
    """An author's newest text for a step; raises ``Missing`` when there is none."""
    drafts = StepDraft.objects.select_related("by__person").filter(step=step, by__code=author)
    draft = drafts.order_by("at", "pk").last()
    if draft is None:
        raise Missing
    return draft
