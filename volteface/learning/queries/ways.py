"""The way into a cycle for its learner, kept for some seconds: steps are opened one after another.

What is kept goes with the subject's epoch, which every request reads anew, so a suspension counts
at once; a moved meeting or an extension is announced and drops it.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from django.conf import settings

from volteface.core.lanes.memory import memory
from volteface.timetable import queries as timetable
from volteface.timetable.queries.rows import cycle_by_code

if TYPE_CHECKING:
    import datetime as dt

    from volteface.accounts.models import Subject
    from volteface.timetable.models import Cycle
    from volteface.timetable.queries import CycleView

KEEP_SECONDS = 10.0
_MOST = 10_000
_MOST_ROWS = 200
_rows: dict[str, tuple[float, Cycle]] = {}
_views: dict[str, dict[tuple[int, int], tuple[float, CycleView]]] = {}


def cycle_for(subject: Subject, code: str, *, at: dt.datetime) -> CycleView:
    """The cycle as `timetable.queries.cycle_for` gives it; raises `Missing` like it."""
    if settings.LANE_INLINE:
        return timetable.cycle_for(subject, code, at=at)
    key = (subject.pk, subject.epoch)
    kept = _views.get(code, {}).get(key)
    if kept is not None and time.monotonic() - kept[0] < KEEP_SECONDS:
        return kept[1]
    view = timetable.cycle_for(subject, code, at=at, row=_row(code))
    views = _views.setdefault(code, {})
    if len(views) >= _MOST:
        views.clear()
    views[key] = (time.monotonic(), view)
    return view


def forget(code: str) -> None:
    """Something about the cycle has changed."""
    _views.pop(code, None)
    _rows.pop(code, None)


def _row(code: str) -> Cycle | None:
    """The cycle itself, the same for everybody who comes to it in these seconds."""
    kept = _rows.get(code)
    if kept is None or time.monotonic() - kept[0] > KEEP_SECONDS:
        row = cycle_by_code(code)
        if row is None:
            return None
        if len(_rows) >= _MOST_ROWS:
            _rows.clear()
        kept = _rows[code] = (time.monotonic(), row)
    return kept[1]


memory.listen("cycle", forget)
