"""A step's page as HTML: the same for many readers but for a few places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.contrib.messages import get_messages
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language, get_language_bidi
from markupsafe import Markup

from volteface.core.frames import Frames
from volteface.core.jinja import theme_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from django.http import HttpRequest
    from django_stubs_ext import StrOrPromise

    from volteface.learning.queries.pages import Block, StepPage
    from volteface.timetable.queries import CycleView


class _Notice(NamedTuple):
    """What was just done, as the layout reads it."""

    level_tag: str
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """Everything the template decides by, or says to many in the same words."""

    cycle_code: str
    module_title: str
    is_staff: bool
    key: str
    title: str
    level: str
    minutes: int
    number: int
    count: int
    previous_url: str
    finish_url: str
    is_last: bool
    minutes_left: int
    minutes_all: int
    has_answers: bool
    is_closed: bool
    closes_at: dt.datetime
    # The label, address and icon of each way out, and whether it opens beside the step.
    ways: tuple[tuple[str, str, str, bool], ...]
    path: str
    messages: tuple[_Notice, ...]
    theme: str
    language: str
    direction: str
    zone: str


_frames = Frames(
    "learning/step.html", places=("blocks_html", "progress_token", "position", "csrf_token")
)


def step_html(
    request: HttpRequest,
    view: CycleView,
    page: StepPage,
    *,
    ways: Sequence[tuple[StrOrPromise, str, str, bool]],
) -> Markup:
    """The whole page for who asks; what is theirs alone stands in places, never in the frame."""
    values = {
        "blocks_html": Markup("\n").join(_block_html(block) for block in page.blocks),
        "progress_token": page.progress_token,
        "position": page.position,
        "csrf_token": get_token(request),
    }
    return _frames.fill(_form(request, view, page, ways=ways), values, _context)


def _form(
    request: HttpRequest,
    view: CycleView,
    page: StepPage,
    *,
    ways: Sequence[tuple[StrOrPromise, str, str, bool]],
) -> _Form:
    return _Form(
        cycle_code=view.cycle.code,
        module_title=view.module.title,
        is_staff=view.is_staff,
        key=page.key,
        title=page.title,
        level=page.level,
        minutes=page.minutes,
        number=page.number,
        count=page.count,
        previous_url=page.previous_url,
        finish_url=page.finish_url,
        is_last=page.is_last,
        minutes_left=page.minutes_left,
        minutes_all=page.minutes_all,
        has_answers=page.has_answers,
        is_closed=page.is_closed,
        closes_at=page.closes_at,
        ways=tuple((str(label), *rest) for label, *rest in ways),
        path=request.path,
        messages=tuple(_Notice(one.level_tag, str(one)) for one in get_messages(request)),
        theme=theme_of(request),
        language=get_language() or "en",
        direction="rtl" if get_language_bidi() else "ltr",
        zone=timezone.get_current_timezone_name(),
    )


def _context(form: _Form, places: Mapping[str, str]) -> dict[str, object]:
    """What the template is rendered from; no request, so that nothing of one gets into a frame."""
    return {
        "step": form,
        "own": places,
        "csrf_input": format_html(
            '<input type="hidden" name="csrfmiddlewaretoken" value="{}">', places["csrf_token"]
        ),
        "messages": form.messages,
        "theme": form.theme,
        "language": form.language,
        "direction": form.direction,
        "zone": form.zone,
    }


def _block_html(block: Block) -> Markup:
    if block.card is not None:
        return block.card.html
    return Markup('<div class="prose">%s</div>') % block.html
