"""What is worth another look for one learner, who went through everything but is not ready."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.courses.models import EditionQuestion
from volteface.questions.queries import versions_by_id
from volteface.readiness.models import ReadinessState
from volteface.readiness.queries.evidence import edition_of
from volteface.readiness.rules.ledger import CORE, tallies

if TYPE_CHECKING:
    from volteface.accounts.models import Subject
    from volteface.readiness.queries.worded import StateView
    from volteface.timetable.models import Cycle


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAgain:
    """How many core questions are wrong as things stand, and the first step that asks one."""

    count: int
    step_key: str


def to_look_at_again(cycle: Cycle, subject: Subject, state: StateView) -> LookAgain | None:
    """The questions that keep somebody from being ready; nothing for who is, or is under way."""
    if state.sight != "needs_help" and state.reason != "look_again":
        return None
    rows = ReadinessState.objects.filter(cycle=cycle, subject=subject)
    answers = rows.values_list("answers", flat=True)
    wrong = [tally.version for tally in tallies(answers) if not tally.correct]
    questions = {version.question_id for version in versions_by_id(wrong).values()}
    asked = EditionQuestion.objects.filter(
        edition=edition_of(cycle), step__level=CORE, version__question_id__in=questions
    )
    keys = list(asked.order_by("step__position", "position").values_list("step__key", flat=True))
    return LookAgain(count=len(keys), step_key=keys[0]) if keys else None
