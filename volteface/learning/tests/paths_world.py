"""A module of two objectives with questions kept aside, and what learners do in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from volteface.courses.actions import publish_module, write_module
from volteface.courses.queries.document import (
    ModuleDocument,
    QuestionBlock,
    StepDocument,
    TextBlock,
)
from volteface.learning.actions import ensure_preparation_draw, record_response
from volteface.learning.actions.paths import ensure_beside
from volteface.learning.models import Draw
from volteface.learning.queries import draw_versions
from volteface.learning.queries.measured import forget_paces
from volteface.learning.queries.paths import forget_outlines
from volteface.learning.testing import AT, CAPITAL
from volteface.questions.queries import parse_answer
from volteface.questions.queries.content import Settings
from volteface.timetable.testing import build_cycle, build_world

if TYPE_CHECKING:
    from volteface.accounts.models import Subject
    from volteface.learning.answer_log import Saved
    from volteface.timetable.models import Cycle
    from volteface.timetable.testing import World

SURE = replace(CAPITAL, certainty=True)
MINUTE = dt.timedelta(minutes=1)


def _asks(key: str, objective: str, use: str = "") -> QuestionBlock:
    content = replace(SURE, stem=f"Question {key}?", settings=Settings(use=use))
    return QuestionBlock(key=key, content=content, objectives=(objective,))


DOCUMENT = ModuleDocument(
    title="Gaps and mixes",
    key="gaps",
    objectives=(("gap", "Choose a gap"), ("mix", "Mix topics")),
    steps=(
        StepDocument(
            title="The gap",
            key="gap",
            minutes=4,
            blocks=(
                TextBlock(markdown="Leave a gap."),
                _asks("gap1", "gap"),
                _asks("gap2", "gap"),
                _asks("gap-p1", "gap", "pretest"),
                _asks("gap-p2", "gap", "pretest"),
                _asks("gap-v", "gap", "validation"),
                _asks("gap-x", "gap", "practice"),
            ),
        ),
        StepDocument(
            title="Gaps again",
            key="help",
            level="support",
            minutes=3,
            blocks=(TextBlock(markdown="Slowly."), _asks("gap3", "gap")),
        ),
        StepDocument(
            title="The mix",
            key="mix",
            minutes=6,
            blocks=(TextBlock(markdown="Mix."), _asks("mix1", "mix"), _asks("mix2", "mix")),
        ),
        StepDocument(
            title="Beyond",
            key="beyond",
            level="stretch",
            minutes=5,
            blocks=(TextBlock(markdown="Go on."),),
        ),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PathWorld:
    """The published module, planned, for Ann and Bob."""

    world: World
    cycle: Cycle
    ann: Subject
    at: dt.datetime

    def draw(self, purpose: str) -> Draw:
        return Draw.objects.get(cycle=self.cycle, purpose=purpose)

    def answer(
        self,
        key: str,
        *,
        right: bool,
        purpose: str = "preparation",
        certainty: int | None = 2,
        who: Subject | None = None,
        at: dt.datetime | None = None,
        seconds: int | None = None,
    ) -> Saved:
        """Answer the question with this key in the cycle's draw of a purpose."""
        draw = self.draw(purpose)
        version = next(one for one in draw_versions(draw) if one.question.key == key)
        return record_response(
            who or self.ann,
            draw=draw,
            version=version,
            answer=parse_answer(version, {"choice": ["o1" if right else "o2"]}) or "",
            certainty=certainty,
            seconds=seconds,
            at=at or self.at,
        )


def path_world(document: ModuleDocument = DOCUMENT) -> PathWorld:
    """Everything published and opened, as the handlers do it."""
    forget_outlines()
    forget_paces()
    world = build_world()
    module = write_module(world.cohort.course, document, by=None, at=AT)
    publish_module(module, by=None, at=AT)
    module.refresh_from_db()
    cycle = build_cycle(world, module=module)
    ensure_preparation_draw(cycle, at=AT)
    ensure_beside(cycle, at=AT)
    return PathWorld(world=world, cycle=cycle, ann=world.ann, at=AT + MINUTE)
