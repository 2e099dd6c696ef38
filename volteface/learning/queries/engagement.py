"""Who has really begun, who is through, and where somebody stopped."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db.models import Count, Max

from volteface.core.db.prepared import Prepared, PreparedObjects
from volteface.courses.queries import edition_steps
from volteface.learning.models import Draw, Progress, Response, ShownObjective
from volteface.learning.queries.log_rows import aware
from volteface.learning.rules import levels, pace

if TYPE_CHECKING:
    import datetime as dt

    from volteface.accounts.models import Subject
    from volteface.timetable.models import Cycle


# How long somebody must have been away before they are asked why.
AWAY = pace.AWAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Engagement:
    """What one learner did of a module so far."""

    seconds: int = 0
    answers: int = 0
    last_at: dt.datetime | None = None
    # Where they were last; empty when they have opened nothing.
    last_step: str = ""
    is_through: bool = False
    # They were through, and a later question has brought a step back: that is no stop.
    is_brought_back: bool = False

    @property
    def is_engaged(self) -> bool:
        """Three minutes in sight, or one answer."""
        return pace.is_engaged(seconds=self.seconds, answers=self.answers)


def engagement_of(cycle: Cycle, subject: Subject) -> Engagement:
    """One learner's engagement in a cycle; three small reads, for their start page asks it."""
    pages = [_pages.made(row) for row in _pages(cycle.pk, subject.pk)]
    moments = [aware(row[0]) for row in _answers(cycle.pk, subject.pk)]
    answered = (len(moments), max(moments)) if moments else None
    found = _engagement(pages, answered, _way(cycle))
    return replace(found, is_brought_back=bool(pages and _brought_back(cycle.pk, subject.pk)))


_pages = PreparedObjects[Progress](
    lambda cycle, subject: Progress.objects.filter(cycle=cycle, subject=subject).order_by(
        "opened_at", "pk"
    )
)
_answers = Prepared(
    lambda cycle, subject: Response.objects.filter(
        draw__cycle=cycle, draw__purpose=Draw.Purpose.PREPARATION, subject=subject
    ).values_list("accepted_at")
)
_brought_back = Prepared(
    lambda cycle, subject: ShownObjective.objects.filter(
        cycle=cycle, state=ShownObjective.State.BACK, subject=subject
    ).values_list("pk")
)


def engagements_in(cycle: Cycle) -> dict[int, Engagement]:
    """Everybody's engagement who left a trace, by subject id; three queries for all."""
    pages = Progress.objects.filter(cycle=cycle)
    given = Response.objects.filter(draw__cycle=cycle, draw__purpose=Draw.Purpose.PREPARATION)
    answered = {
        row["subject_id"]: (row["n"], row["latest"])
        for row in given.values("subject_id").annotate(n=Count("seq"), latest=Max("accepted_at"))
    }
    by_subject: dict[int, list[Progress]] = {}
    for row in pages.order_by("opened_at", "pk"):
        by_subject.setdefault(row.subject_id, []).append(row)
    back = set(
        ShownObjective.objects.filter(
            cycle=cycle, state=ShownObjective.State.BACK, subject_id__in=by_subject
        ).values_list("subject_id", flat=True)
    )
    way = _way(cycle)
    return {
        subject: replace(
            _engagement(by_subject.get(subject, []), answered.get(subject), way),
            is_brought_back=subject in back,
        )
        for subject in {*by_subject, *answered}
    }


def _way(cycle: Cycle) -> set[str]:
    edition = cycle.module.published
    return {step.key for step in levels.way(edition_steps(edition))} if edition else set()


def _engagement(
    rows: list[Progress], answered: tuple[int, dt.datetime] | None, way: set[str]
) -> Engagement:
    moments = [row.opened_at for row in rows]
    moments += [row.finished_at for row in rows if row.finished_at is not None]
    moments += [answered[1]] if answered else []
    unfinished = [row.step_key for row in rows if row.finished_at is None]
    done = {row.step_key for row in rows if row.finished_at is not None}
    read = [row.step_key for row in rows if row.skipped_at is None]
    return Engagement(
        seconds=sum(row.seconds for row in rows),
        answers=answered[0] if answered else 0,
        last_at=max(moments, default=None),
        last_step=(unfinished or read or [""])[-1],
        is_through=bool(way) and way <= done,
    )
