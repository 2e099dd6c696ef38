"""Each learner's share of the marks in each check of a cycle."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Max, Min

from volteface.learning.models import Grade, Response
from volteface.questions.queries.content import unmarked_kinds

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from volteface.timetable.models import Cycle

PURPOSES = ("preparation", "opening_check", "exit_ticket", "delayed_check")
_UNMARKED = unmarked_kinds()


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """A check: each learner's share between 0 and 1, and all answers together."""

    shares: Mapping[int, float] = field(default_factory=dict)
    right: int = 0
    answers: int = 0


def marks_in(cycle: Cycle, learners: Collection[int]) -> dict[str, Marks]:
    """The four checks of a cycle, one query each.

    Of the preparation the first answers count: the later ones follow the feedback. Of the checks
    the last in time.
    """
    return {purpose: _marks(cycle, purpose, learners) for purpose in PURPOSES}


def _marks(cycle: Cycle, purpose: str, learners: Collection[int]) -> Marks:
    answered = Response.objects.filter(
        draw__cycle=cycle, draw__purpose=purpose, countable=True, late=False
    ).exclude(version__kind__in=_UNMARKED)
    which = Min("seq") if purpose == "preparation" else Max("seq")
    counted = answered.order_by().values("subject_id", "version_id").annotate(one=which)
    rows = (
        Grade.objects.filter(response_id__in=counted.values("one"))
        .order_by("response_id", "pk")
        .values_list("response_id", "response__subject_id", "fraction", "correct")
    )
    # A regrade adds a row: the newest of a response comes last.
    newest = {
        seq: (subject, fraction, correct)
        for seq, subject, fraction, correct in rows
        if subject in learners
    }
    fractions: dict[int, list[float]] = defaultdict(list)
    for subject, fraction, _correct in newest.values():
        fractions[subject].append(min(1.0, max(0.0, fraction)))
    return Marks(
        shares={subject: sum(all_) / len(all_) for subject, all_ in fractions.items()},
        right=sum(bool(correct) for _subject, _fraction, correct in newest.values()),
        answers=len(newest),
    )
