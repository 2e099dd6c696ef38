"""What the techniques a course may use ask of a meeting: shipped, written here, shared."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from volteface.classroom import techniques
from volteface.classroom.rules.fits import ELSEWHERE, HERE, Fit

from .techniques import MOST_SHOWN, sheet_of, usable_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from volteface.classroom.models import OwnTechnique
    from volteface.classroom.techniques.sheet import Sheet
    from volteface.courses.models import Course


@dataclass(frozen=True, slots=True, kw_only=True)
class Usable:
    """What each technique asks, and the sheets of those that teachers wrote; both by name."""

    fits: Mapping[str, Fit]
    written: Mapping[str, Sheet]


def usable_for(course: Course) -> Usable:
    """Every technique a run sheet of this course may use.

    A sheet of teachers' own says enough with a goal and a room; its minutes and people are always
    there. One that is mostly talk is left for teachers to choose.
    """
    rows = {row.code: row for row in usable_rows(course)[:MOST_SHOWN]}
    sheets = {code: sheet_of(row) for code, row in rows.items()}
    written = {
        code: one
        for code, one in sheets.items()
        if one.goals and one.rooms and one.talk_minutes * 2 <= one.minutes
    }
    fits = {
        code: _fit(
            sheet,
            written=HERE if rows[code].course_id == course.pk else ELSEWHERE,
            title=rows[code].title,
            stands_for=_made_from(sheet, rows, code),
        )
        for code, sheet in written.items()
    }
    return Usable(fits={**shipped_fits(), **fits}, written=written)


@cache
def shipped_fits() -> dict[str, Fit]:
    """What the shipped techniques ask of a meeting."""
    return {sheet.name: _fit(sheet) for sheet in techniques.all_sheets()}


def _fit(sheet: Sheet, *, written: str = "", title: str = "", stands_for: str = "") -> Fit:
    beside: frozenset[str] = frozenset()
    if written and not stands_for:
        beside = frozenset(
            one.name for one in techniques.all_sheets() if sheet.goals[0] in one.goals
        )
    return Fit(
        name=sheet.name,
        talk=sheet.talk,
        rooms=sheet.rooms,
        least_people=sheet.least_people,
        most_people=sheet.most_people,
        least_minutes=sheet.least_minutes,
        minutes=sheet.minutes,
        most_minutes=sheet.most_minutes,
        after=sheet.after,
        written=written,
        title=title,
        stands_for=stands_for,
        beside=beside,
    )


def _made_from(sheet: Sheet, rows: Mapping[str, OwnTechnique], code: str) -> str:
    """The shipped technique it was adapted from, by way of others; nothing once no goal is left."""
    origin = rows[code].origin
    while origin in rows:
        origin = rows[origin].origin
    if origin in techniques.names() and {*techniques.get(origin).goals} & {*sheet.goals}:
        return origin
    return ""
