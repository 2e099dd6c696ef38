"""Builders of courses for tests; they call the actions."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from volteface.courses.actions import create_course, publish_module, write_module
from volteface.courses.rules.document import (
    ModuleDocument,
    PlanItem,
    QuestionBlock,
    StepDocument,
    TextBlock,
)
from volteface.questions.queries.content import Content, Option

if TYPE_CHECKING:
    from volteface.accounts.models import Subject
    from volteface.courses.models import Course, Module

AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)

GAP = Content(
    kind="single",
    stem="When do you review?",
    options=(
        Option(id="o1", text="At once", fraction=0, feedback="Too early.", misconception="cram"),
        Option(id="o2", text="In six days", fraction=1, feedback="Right."),
        Option(id="o3", text="Never", fraction=0),
    ),
    explanation="A fifth of the wait.",
    certainty=True,
)
DOCUMENT = ModuleDocument(
    title="Spacing beats cramming",
    key="spacing",
    summary="Leave gaps.",
    why="The same hours last longer.",
    objectives=(("gap", "Choose a gap"),),
    key_points=("Gaps make it stick.",),
    misconceptions=(("cram", "The eve is best"),),
    session_plan=(PlanItem(technique="opening_check", minutes=5),),
    steps=(
        StepDocument(
            title="The gap",
            key="gap",
            minutes=4,
            blocks=(
                TextBlock(markdown="Leave a **gap**."),
                QuestionBlock(key="q7f3a", content=GAP, objectives=("gap",)),
            ),
        ),
        StepDocument(
            title="More gaps",
            key="more",
            level="stretch",
            minutes=2,
            blocks=(TextBlock(markdown="Leave more of them."),),
        ),
    ),
)


def build_course(code: str = "memory", *, by: Subject | None = None) -> Course:
    """An empty course, taught by ``by``."""
    return create_course(code=code, title="Remember it", by=by, at=AT)


def build_module(
    course: Course, document: ModuleDocument = DOCUMENT, *, published: bool = True
) -> Module:
    """A module with a question in it."""
    module = write_module(course, document, by=None, at=AT)
    if published:
        publish_module(module, by=None, at=AT)
    return module
