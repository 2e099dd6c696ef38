"""The start page of a module for whoever has not begun: alike for many, so made once a minute."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, NamedTuple

from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language

from volteface.core import navigation
from volteface.core.db import reading
from volteface.core.frames import Frames
from volteface.core.jinja import page_context, theme_of
from volteface.learning import events
from volteface.learning.queries.module_page import module_page

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from django.http import HttpRequest
    from markupsafe import Markup

    from volteface.accounts.models import Subject
    from volteface.timetable.queries import CycleView

_TRACES = """
    SELECT EXISTS (SELECT 1 FROM learning_progress WHERE cycle_id = %s AND subject_id = %s)
        OR EXISTS (SELECT 1 FROM learning_shownobjective WHERE cycle_id = %s AND subject_id = %s)
        OR EXISTS (SELECT 1 FROM learning_meetingrole WHERE cycle_id = %s AND subject_id = %s)
        OR EXISTS (SELECT 1 FROM learning_response r JOIN learning_draw d ON d.id = r.draw_id
            WHERE d.cycle_id = %s AND r.subject_id = %s)
"""


class _Form(NamedTuple):
    """Everything by which the page of one newcomer differs from another's."""

    cycle: str
    edition: int | None
    factor: float
    closes_at: dt.datetime
    # What is measured and "in 3 hours" move on.
    minute: int
    main: tuple[navigation.Item, ...]
    account: tuple[navigation.Item, ...]
    path: str
    theme: str
    language: str
    zone: str


_frames = Frames("learning/module.html", places=("viewer", "csrf_token"))


def newcomers_page(
    request: HttpRequest, view: CycleView, subject: Subject, *, at: dt.datetime
) -> Markup | None:
    """The page, or nothing for staff and for whoever has left a trace in the module."""
    if view.is_staff or _has_begun(view, subject):
        return None
    form = _Form(
        cycle=view.cycle.code,
        edition=view.module.published_id,
        factor=view.factor,
        closes_at=view.closes_at,
        minute=int(at.timestamp()) // 60,
        main=tuple(navigation.items_for(request)),
        account=tuple(navigation.items_for(request, "account")),
        path=request.path,
        theme=theme_of(request),
        language=get_language() or "en",
        zone=timezone.get_current_timezone_name(),
    )

    def context(form: _Form, places: Mapping[str, str]) -> dict[str, object]:
        return page_context(request) | {
            "view": view,
            "page": module_page(view, subject, at=at),
            "notes": events.start_notes(request, view, subject, at),
            "request": _nobody(form.path, places["viewer"]),
            "navigation": form.main,
            "account_menu": form.account,
            "csrf_input": format_html(
                '<input type="hidden" name="csrfmiddlewaretoken" value="{}">', places["csrf_token"]
            ),
        }

    values = {"viewer": str(request.user), "csrf_token": get_token(request)}
    return _frames.fill(form, values, context)


def _has_begun(view: CycleView, subject: Subject) -> bool:
    return bool(reading.rows(_TRACES, [view.cycle.pk, subject.pk] * 4)[0][0])


def _nobody(path: str, viewer: str) -> SimpleNamespace:
    """A request with nothing of anybody's in it: a frame is for all."""
    user = SimpleNamespace(is_authenticated=True, name=viewer)
    return SimpleNamespace(user=user, path=path, get_full_path=lambda: path)
