"""What to look at again for a question: the step that teaches it, and what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.core.phrases import address
from volteface.courses.queries import edition_steps
from volteface.learning.queries.paths import outline_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from volteface.questions.models import QuestionVersion
    from volteface.timetable.queries import CycleView


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Where a question comes from; empty where nothing is known."""

    # The first of its objectives, in its author's words.
    objective: str = ""
    step_title: str = ""
    step_url: str = ""


def look_of(view: CycleView, version: QuestionVersion) -> Look:
    """The step that asks a question, else the first that serves what it is about."""
    edition = view.module.published
    if edition is None:
        return Look()
    outline = outline_of(edition)
    keys = objectives_of(version, outline.objectives)
    own = outline.step_of.get(version.question_id)
    serving = (step.key for step in outline.steps if step.objectives.intersection(keys))
    key = own or next(serving, "")
    titles = {step.key: step.title for step in edition_steps(edition)}
    return Look(
        objective=outline.title_of(keys[0]) if keys else "",
        step_title=titles.get(key, ""),
        step_url=address("learning:step", view.cycle.code, key) if key else "",
    )


def objectives_of(version: QuestionVersion, known: Mapping[int, frozenset[str]]) -> tuple[str, ...]:
    """The short keys of what a question is about; one query for one outside the steps."""
    found = known.get(version.question_id)
    if found is not None:
        return tuple(sorted(found))
    return tuple(version.question.objectives.order_by("pk").values_list("key", flat=True))
