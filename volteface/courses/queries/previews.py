"""A module's draft as learners of one level will see it, nothing published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator

from volteface.courses.models import Step
from volteface.courses.queries import live_steps
from volteface.courses.queries.editor import PreviewBlock, preview_of

if TYPE_CHECKING:
    from volteface.courses.models import Module

STEPS_A_PAGE = 20
CORE, SUPPORT, STRETCH = Step.Level.CORE.value, Step.Level.SUPPORT.value, Step.Level.STRETCH.value
# Everybody gets the core; who is helped or goes further gets steps beside it.
_SHOWN = {CORE: {CORE}, SUPPORT: {CORE, SUPPORT}, STRETCH: {CORE, STRETCH}}


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPreview:
    """A step with its blocks."""

    step: Step
    blocks: tuple[PreviewBlock, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModulePreview:
    """The steps of one level, and how long they take."""

    level: str
    minutes: int
    # A page of them, and what stands on it.
    page: Page[Step]
    steps: tuple[StepPreview, ...]
    left_out: int


def module_preview(module: Module, level: str, number: str = "") -> ModulePreview:
    """What a learner of ``level`` (core when it is none) will go through, page by page."""
    wanted = level if level in _SHOWN else CORE
    steps = list(live_steps(module).select_related("module__course__bank"))
    shown = [step for step in steps if step.level in _SHOWN[wanted]]
    page = Paginator(shown, STEPS_A_PAGE).get_page(number)
    return ModulePreview(
        level=wanted,
        minutes=sum(step.minutes for step in shown),
        page=page,
        steps=tuple(
            StepPreview(step=step, blocks=tuple(preview_of(step, step.body))) for step in page
        ),
        left_out=len(steps) - len(shown),
    )
