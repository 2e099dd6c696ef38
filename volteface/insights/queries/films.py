"""Films as their author looks at them: the curve, where to look, what is said and asked there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from volteface.core import charts
from volteface.courses.queries.document import time_text
from volteface.learning.queries.watching import FEWEST, FilmCurve, film_curves

if TYPE_CHECKING:
    from markupsafe import Markup

    from volteface.courses.models import Module
    from volteface.learning.queries.watching import SpotView

_MOST_COLUMNS = 240
_MOST_ROWS = 40
_NEAR = 15
_ROOM = 0.19


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A part worth a look: when, why, what is said there, and the questions near it."""

    start: float
    time: str
    why: str
    said: str
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of the table: a stretch of the film with its viewers."""

    time: str
    viewers: str
    again: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmPage:
    """A film with everything said of it."""

    curve: FilmCurve
    chart: Markup | None
    looks: tuple[Look, ...]
    lines: tuple[Line, ...]
    fewest: int = FEWEST


def films_page(module: Module) -> list[FilmPage]:
    """The module's films as their author sees them."""
    return [
        FilmPage(
            curve=curve,
            chart=None if curve.is_hidden else _chart(curve),
            looks=tuple(_look(curve, spot) for spot in curve.spots),
            lines=() if curve.is_hidden else _lines(curve),
        )
        for curve in film_curves(module)
    ]


def _chart(curve: FilmCurve) -> Markup:
    """At most 240 columns, each the mean of what it stands for."""
    rows = curve.stretches
    each = max(1, -(-len(rows) // _MOST_COLUMNS))
    groups = [rows[place : place + each] for place in range(0, len(rows), each)]
    most = max(curve.viewers, 1)
    length = max(len(rows) * 5, 1)
    drawn = [
        charts.Column(value=None)
        if all(one.is_hidden for one in group)
        else charts.Column(
            value=sum(one.viewers for one in group) / len(group) / most,
            inner=sum(one.again for one in group) / len(group) / most,
        )
        for group in groups
    ]
    return charts.columns(
        drawn,
        label=_("Viewers of “%(film)s” from beginning to end; the table below says the same.")
        % {"film": curve.film.title or curve.film.source},
        spots=_spots(curve, length),
        marks=[
            (mark.at / length, f"?{number}") for number, mark in enumerate(curve.film.questions, 1)
        ],
        ends=(time_text(0), time_text(length)),
    )


def _spots(curve: FilmCurve, length: float) -> list[tuple[float, float, str]]:
    """The parts that stand out; words only where they do not run into the ones before."""
    spots: list[tuple[float, float, str]] = []
    written = -1.0
    for spot in curve.spots:
        start, end = spot.start / length, min(spot.end / length, 1)
        has_room = (start + end) / 2 - written > _ROOM
        spots.append((start, end, _("look here") if has_room else ""))
        written = (start + end) / 2 if has_room else written
    return spots


def _look(curve: FilmCurve, spot: SpotView) -> Look:
    percent = {"percent": round(100 * spot.share)}
    why = (
        _("%(percent)s %% of those who saw it played it again.") % percent
        if spot.why == "again"
        else _("%(percent)s %% of all viewers leave here.") % percent
    )
    said = [cue.words for cue in curve.film.cues if spot.start - 5 <= cue.at < spot.end]
    return Look(
        start=spot.start,
        time=f"{time_text(spot.start)}–{time_text(spot.end)}",
        why=why,
        said=" ".join(said),
        asked=tuple(
            f"{mark.time} {mark.words}"
            for mark in curve.film.questions
            if spot.start - _NEAR <= mark.at <= spot.end + _NEAR
        ),
    )


def _lines(curve: FilmCurve) -> tuple[Line, ...]:
    rows = curve.stretches
    each = max(1, -(-len(rows) // _MOST_ROWS))
    lines = []
    for place in range(0, len(rows), each):
        one = max(rows[place : place + each], key=lambda stretch: stretch.again)
        end = rows[place].at + each * 5
        few = _("fewer than %(fewest)s") % {"fewest": FEWEST}
        marks = [
            *(mark.words for mark in curve.film.chapters if rows[place].at <= mark.at < end),
            *(
                f"? {mark.words}"
                for mark in curve.film.questions
                if rows[place].at <= mark.at < end
            ),
        ]
        lines.append(
            Line(
                time=time_text(rows[place].at),
                viewers=few if one.is_hidden else str(one.viewers),
                again="–" if one.is_hidden else str(one.again),
                what=" · ".join(marks),
            )
        )
    return tuple(lines)
