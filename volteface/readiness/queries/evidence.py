"""What the rules are fed with: the module's outline, and what learners did, read from the log."""

from __future__ import annotations

from collections import defaultdict
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.db.models import Q

from volteface.core.db.prepared import Prepared
from volteface.courses.models import Edition, EditionQuestion, EditionStep
from volteface.learning.models import Draw, Grade, Progress
from volteface.learning.queries.variants import not_asked, pools_of
from volteface.questions.queries.content import unmarked_kinds
from volteface.readiness.rules.ledger import Attempt, Outline, Page, Visit

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping

    from volteface.timetable.models import Cycle

# Only what was done before the meeting says whether somebody is ready for it.
BEFORE_THE_MEETING = (
    Draw.Purpose.PREPARATION,
    Draw.Purpose.PRETEST,
    Draw.Purpose.VALIDATION,
)
UNMARKED_KINDS = unmarked_kinds()


def edition_of(cycle: Cycle) -> Edition | None:
    """The edition the cycle's learners work on: the draw's, else the one published now."""
    drawn = _edition_drawn(cycle.pk)
    published = cycle.module.published
    if not drawn or drawn[0][0] is None or (published and published.pk == drawn[0][0]):
        return published
    return Edition.objects.get(pk=drawn[0][0])


_edition_drawn = Prepared(
    lambda cycle: (
        Draw.objects.filter(cycle=cycle, purpose=Draw.Purpose.PREPARATION)
        .order_by("-pk")
        .values_list("edition_id")[:1]
    )
)


def outline_of(cycle: Cycle) -> Outline:
    """The published module as the rules see it; empty while nothing is published."""
    edition = edition_of(cycle)
    if edition is None:
        return Outline()
    steps = EditionStep.objects.filter(edition=edition).only("key", "title", "level", "minutes")
    rows = EditionQuestion.objects.filter(edition=edition).values_list(
        "version__question_id", "step__key", "position", "version__kind"
    )
    asked = list(rows)
    # Only the variants of a pool share a place.
    has_pools = len({(key, place) for _question, key, place, _kind in asked}) < len(asked)
    return Outline(
        pages=tuple(
            Page(key=step.key, title=step.title, level=step.level, minutes=step.minutes)
            for step in steps
        ),
        asked_on={
            question: key for question, key, _at, kind in asked if kind not in UNMARKED_KINDS
        },
        pools=pools_of(edition) if has_pools else (),
    )


def own_outline(outline: Outline, subject_id: int) -> Outline:
    """The outline with those questions of its pools only that this learner is asked."""
    return outline.without(not_asked(outline.pools, subject_id)) if outline.pools else outline


def attempts_in(
    cycle: Cycle,
    subject_ids: Collection[int],
    instead: Mapping[int, tuple[bool, str]] = MappingProxyType({}),
) -> dict[int, list[Attempt]]:
    """What these learners answered in time before the meeting; ``instead`` marks some otherwise."""
    rows = (
        Grade.objects.filter(
            response__draw__cycle=cycle,
            response__draw__purpose__in=BEFORE_THE_MEETING,
            response__subject_id__in=subject_ids,
            response__countable=True,
            response__late=False,
        )
        # A regrade adds a row: the newest of a response comes last and replaces the others.
        .order_by("response_id", "pk")
        .values_list(
            "response_id",
            "response__subject_id",
            "response__version__question_id",
            "response__version_id",
            "correct",
            "response__certainty",
            "chosen",
            "misconceptions",
        )
    )
    found: dict[int, dict[int, Attempt]] = defaultdict(dict)
    for seq, subject, question, version, was_correct, certainty, chosen, had in rows:
        correct, keys = instead.get(seq, (was_correct, had))
        found[subject][seq] = Attempt(
            question=question,
            version=version,
            correct=correct,
            certainty=certainty,
            chosen=chosen,
            misconceptions="" if correct else keys,
        )
    return {subject: list(by_seq.values()) for subject, by_seq in found.items()}


def visits_in(cycle: Cycle, subject_ids: Collection[int]) -> dict[int, list[Visit]]:
    """The pages these learners opened."""
    rows = Progress.objects.filter(cycle=cycle, subject_id__in=subject_ids).values_list(
        "subject_id", "step_key", "finished_at", "seconds", "skipped_at"
    )
    found: dict[int, list[Visit]] = defaultdict(list)
    for subject, key, finished_at, seconds, skipped_at in rows.order_by("pk"):
        visit = Visit(
            key=key,
            finished=finished_at is not None,
            seconds=seconds,
            skipped=skipped_at is not None,
        )
        found[subject].append(visit)
    return found


def subjects_at_work(cycle: Cycle) -> set[int]:
    """Everybody who left any trace before the meeting."""
    answered = Grade.objects.filter(
        response__draw__cycle=cycle, response__draw__purpose__in=BEFORE_THE_MEETING
    ).values_list("response__subject_id", flat=True)
    opened = Progress.objects.filter(cycle=cycle).values_list("subject_id", flat=True)
    return set(answered.distinct()) | set(opened.distinct())


def pages_turned_since(since: dt.datetime | None) -> set[tuple[int, int]]:
    """(cycle, subject) of every page opened or gone on from since then: pages carry no sequence."""
    rows = Progress.objects.all()
    if since is not None:
        rows = rows.filter(Q(opened_at__gte=since) | Q(finished_at__gte=since))
    return set(rows.values_list("cycle_id", "subject_id").distinct())
