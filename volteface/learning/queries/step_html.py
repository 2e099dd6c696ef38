"""A step's page as HTML: the same for many readers but for a few places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.utils import timezone
from django.utils.translation import get_language, get_language_bidi
from markupsafe import Markup

from volteface.core.frames import Frames
from volteface.learning import events

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from volteface.learning.queries.pages import Block, StepPage
    from volteface.timetable.queries import CycleView


class _Notice(NamedTuple):
    """What was just done, as the layout reads it."""

    level_tag: str
    text: str

    def __str__(self) -> str:
        return self.text


class _Form(NamedTuple):
    """Everything the template decides by, or says to many in the same words."""

    cycle_code: str
    module_title: str
    is_staff: bool
    key: str
    title: str
    level: str
    minutes: int
    number: int
    in_all: int
    previous_url: str
    is_last: bool
    minutes_left: int
    minutes_all: int
    has_answers: bool
    is_closed: bool
    closes_at: dt.datetime
    path: str
    messages: tuple[_Notice, ...]
    theme: str
    language: str
    direction: str
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How and where a page is read."""

    path: str
    theme: str
    # The level and text of what was just done.
    notices: tuple[tuple[str, str], ...] = ()


_frames = Frames(
    "learning/step.html", places=("blocks_html", "progress_token", "position", "finish_token")
)


def step_html(reading: Reading, view: CycleView, page: StepPage) -> Markup:
    """The whole page for who asks; what is theirs alone stands in places, never in the frame."""
    values = {
        "blocks_html": Markup("\n".join(map(_block_html, page.blocks))),  # noqa: S704 - made of Markup
        "progress_token": page.progress_token,
        "position": page.position,
        "finish_token": page.finish_token,
    }
    return _frames.fill(_form(reading, view, page), values, _context)


def _form(reading: Reading, view: CycleView, page: StepPage) -> _Form:
    return _Form(
        cycle_code=view.cycle.code,
        module_title=view.module.title,
        is_staff=view.is_staff,
        key=page.key,
        title=page.title,
        level=page.level,
        minutes=page.minutes,
        number=page.number,
        in_all=page.count,
        previous_url=page.previous_url,
        is_last=page.is_last,
        minutes_left=page.minutes_left,
        minutes_all=page.minutes_all,
        has_answers=page.has_answers,
        is_closed=page.is_closed,
        closes_at=page.closes_at,
        path=reading.path,
        messages=tuple(_Notice(level, text) for level, text in reading.notices),
        theme=reading.theme,
        language=get_language() or "en",
        direction="rtl" if get_language_bidi() else "ltr",
        zone=timezone.get_current_timezone_name(),
    )


def _context(form: _Form, places: Mapping[str, str]) -> dict[str, object]:
    """What the template is rendered from; no request, so that nothing of one gets into a frame."""
    return {
        "step": form,
        "ways": [
            (way.label, way.path(form.cycle_code, form.key), way.icon, way.in_panel)
            for way in events.step_ways(is_staff=form.is_staff)
        ],
        "own": places,
        "messages": form.messages,
        "theme": form.theme,
        "language": form.language,
        "direction": form.direction,
        "zone": form.zone,
    }


def _block_html(block: Block) -> str:
    if block.card is not None:
        return block.card.html
    return f'<div class="prose">{block.html}</div>'
