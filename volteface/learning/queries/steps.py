"""Published steps as the learner's pages need them; editions never change, so they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from volteface.courses.models import EditionStep

if TYPE_CHECKING:
    from volteface.courses.models import Edition

NO_HTML = Markup()
_KEPT = 500
_steps: dict[str, tuple[StepView, ...]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockView:
    """Text or a film as HTML, or a question by its version."""

    html: Markup = NO_HTML
    version_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """A step of an edition."""

    key: str
    title: str
    level: str
    minutes: int
    blocks: tuple[BlockView, ...]


def edition_steps(edition: Edition) -> tuple[StepView, ...]:
    """The edition's steps in order."""
    steps = _steps.get(edition.code)
    if steps is None:
        rows = EditionStep.objects.filter(edition_id=edition.pk).order_by("position")
        steps = tuple(
            StepView(
                key=row.key,
                title=row.title,
                level=row.level,
                minutes=row.minutes,
                blocks=tuple(_block(block) for block in row.blocks),
            )
            for row in rows
        )
        if len(_steps) >= _KEPT:
            _steps.clear()
        _steps[edition.code] = steps
    return steps


def _block(stored: dict[str, Any]) -> BlockView:
    if "question" in stored:
        return BlockView(version_id=int(stored["question"]))
    return BlockView(html=Markup(stored.get("html", "")))  # noqa: S704 - sanitised when published
