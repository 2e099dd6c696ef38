"""Charts drawn on the server as SVG: classes only, fluid width, every count with its n.

Widths are percentages of the space there is and text keeps its size, so a chart reads the same on
a phone and on a desk. Each has a text equivalent; labels are HTML wherever they can be.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from volteface.core.icons import icon

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A share of a whole; ``tone`` is ready, help, waiting, line, ink or accent."""

    label: str
    count: int
    tone: str
    shape: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar of a list; ``mark`` draws ✓ beside the right one."""

    label: str
    count: int
    letter: str = ""
    mark: str = ""
    before: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A value between 0 and 1 with its interval, from ``n`` people; none where n is too small.

    Of others than people ``who`` says whom: such a point stands apart, and no line leads to it.
    """

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    n: int = 0
    who: str = ""

    @property
    def counted(self) -> str:
        """Whom the value was counted from."""
        return self.who or f"n = {self.n}"


def share_bar(parts: Sequence[Part], *, label: str) -> Markup:
    """One bar of parts beside each other, with a key that says each count."""
    total = sum(part.count for part in parts)
    drawn, at = [], 0.0
    for part in parts:
        width = 100 * part.count / total if total else 0
        if width:
            gap = 0.25 if at else 0
            drawn.append(
                _drawn(
                    '<rect class="tone-{}" x="{:.2f}%" width="{:.2f}%" height="22"/>',
                    part.tone,
                    at + gap,
                    max(width - gap, 0.4),
                )
            )
        at += width
    if not total:
        drawn = [Markup('<rect class="tone-line" width="100%" height="22"/>')]
    key = Markup("").join(
        _drawn(
            "<li>{}<span><b>{}</b> {}</span></li>",
            icon(part.shape, size=14) if part.shape else "",
            part.count,
            part.label,
        )
        for part in parts
    )
    return _drawn(
        '<figure class="share"><svg class="chart-flip" width="100%" height="22" aria-hidden="true"'
        ' focusable="false">{}</svg><ul class="share-key" aria-label="{}">{}</ul></figure>',
        Markup("").join(drawn),
        label,
        key,
    )


def bars(rows: Sequence[Bar], *, total: int, label: str, shares: bool = True) -> Markup:
    """A bar for each row with its count of ``total``; ``before`` draws the first vote above it."""
    lines = Markup("").join(_bar(row, total, shares=shares) for row in rows)
    note = _("%(n)s answers") % {"n": total}
    return _drawn(
        '<figure class="bars-figure"><ul class="bars" aria-label="{}">{}</ul>'
        '<figcaption class="muted small">{}</figcaption></figure>',
        label,
        lines,
        note,
    )


def _bar(row: Bar, total: int, *, shares: bool) -> Markup:
    share = 100 * row.count / total if total else 0
    tone = "ready" if row.mark == "right" else "ink"
    before = Markup("")
    was = ""
    if row.before is not None:
        first = 100 * row.before / total if total else 0
        before = _drawn('<rect class="tone-waiting" width="{:.2f}%" height="5" rx="2.5"/>', first)
        was = _(", was %(count)s") % {"count": row.before}
    percent = f" · {share:.0f} %" if shares and total else ""
    letter = _drawn('<b aria-hidden="true">{}</b>', row.letter) if row.letter else ""
    mark = icon("right", size=14, label=_("right answer")) if row.mark == "right" else ""
    return _drawn('<li class="bar"><span class="bar-label">{}<span>{}</span>{}</span>'
        '<span class="bar-count"><b>{}</b><span class="muted">{}{}</span></span>'
        '<svg class="chart-flip" width="100%" height="{}" aria-hidden="true" focusable="false">'
        '{}<rect class="tone-line" y="{}" width="100%" height="12" rx="6"/>'
        '<rect class="tone-{}" y="{}" width="{:.2f}%" height="12" rx="6"/></svg></li>',
        letter, row.label, mark, row.count, percent, was,
        20 if before else 12, before, 8 if before else 0, tone, 8 if before else 0, share,
    )  # fmt: skip


_TOP, _BOTTOM, _HEIGHT = 24, 164, 172


def lines(points: Sequence[Point], *, label: str, ceiling: float = 1.0) -> Markup:
    """A line through ``points`` with an interval at each, labelled directly; gaps stay gaps."""
    step = 100 / max(len(points), 1)
    places = [(step * (index + 0.5), point) for index, point in enumerate(points)]
    drawn = [
        _drawn('<line class="axis" x1="0" x2="100%" y1="{0:.1f}" y2="{0:.1f}"/>', _y(tick, 1))
        for tick in (0, 0.5, 1)
    ]
    known = [(x, point.value) for x, point in places if point.value is not None and not point.who]
    for (x1, v1), (x2, v2) in pairwise(known):
        drawn.append(
            _drawn(
                '<line class="tone-ink interval" x1="{:.2f}%" y1="{:.1f}"'
                ' x2="{:.2f}%" y2="{:.1f}"/>',
                x1,
                _y(v1, ceiling),
                x2,
                _y(v2, ceiling),
            )
        )
    drawn += [_dot(x, point, ceiling) for x, point in places]
    names = Markup("").join(
        _drawn("<li>{}<br>{}</li>", point.label, point.counted if point.n else "–")
        for point in points
    )
    return _drawn(
        '<figure class="chart"><svg width="100%" height="{}" role="img" aria-label="{}"'
        ' focusable="false">{}</svg><ul class="chart-names" aria-hidden="true">{}</ul></figure>',
        _HEIGHT,
        f"{label}: {describe(points)}",
        Markup("").join(drawn),
        names,
    )


def describe(points: Sequence[Point]) -> str:
    """The same in words: ``preparation 58 % (51 to 65 %, n = 112); …``."""
    said = []
    for point in points:
        if point.value is None:
            said.append(_("%(label)s: too few answers") % {"label": point.label})
            continue
        words = f"{point.label} {100 * point.value:.0f} %"
        if point.low is not None and point.high is not None:
            words += f" ({100 * point.low:.0f}–{100 * point.high:.0f} %, {point.counted})"
        said.append(words)
    return "; ".join(said)


def _y(value: float, ceiling: float) -> float:
    return _BOTTOM - (_BOTTOM - _TOP) * min(max(value / ceiling, 0), 1)


def _dot(x: float, point: Point, ceiling: float) -> Markup:
    if point.value is None:
        return Markup("")
    y = _y(point.value, ceiling)
    interval = Markup("")
    if point.low is not None and point.high is not None:
        interval = _drawn(
            '<line class="tone-muted interval" x1="{0:.2f}%" x2="{0:.2f}%"'
            ' y1="{1:.1f}" y2="{2:.1f}"/>',
            x,
            _y(point.low, ceiling),
            _y(point.high, ceiling),
        )
    top = _y(point.high, ceiling) if point.high is not None else y
    return _drawn(
        '{0}<circle class="tone-ink{5}" cx="{1:.2f}%" cy="{2:.1f}" r="5"/>'
        '<text class="strong" x="{1:.2f}%" y="{3:.1f}" text-anchor="middle">{4:.0f} %</text>',
        interval,
        x,
        y,
        min(top, y) - 9,
        100 * point.value,
        " is-apart" if point.who else "",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One of many narrow columns; ``inner`` is a part of ``value``, both between 0 and 1."""

    value: float | None
    inner: float = 0.0


def columns(
    rows: Sequence[Column],
    *,
    label: str,
    spots: Sequence[tuple[float, float, str]] = (),
    marks: Sequence[tuple[float, str]] = (),
    ends: tuple[str, str] = ("", ""),
) -> Markup:
    """Columns side by side, as along a film; ``spots`` are shares of the width that stand out.

    ``marks`` are lines with a short word at a share of the width; ``label`` is all a screen reader
    hears, so a table goes beside it.
    """
    drawn = [
        *(_spot(start, end, words) for start, end, words in spots),
        *_column_pairs(rows),
        *(_mark_line(at, words) for at, words in marks),
    ]
    return _drawn(
        '<figure class="chart columns"><svg width="100%" height="{}" role="img" aria-label="{}"'
        ' focusable="false">{}</svg><p class="chart-ends small muted" aria-hidden="true">'
        "<span>{}</span><span>{}</span></p></figure>",
        _HEIGHT,
        label,
        Markup("").join(drawn),
        *ends,
    )


def _spot(start: float, end: float, words: str) -> Markup:
    return _drawn(
        '<rect class="chart-spot" x="{:.2f}%" width="{:.2f}%" y="0" height="{}"/>'
        '<text class="strong" x="{:.2f}%" y="16" text-anchor="middle">{}</text>',
        100 * start,
        max(100 * (end - start), 1),
        _BOTTOM,
        min(max(50 * (start + end), 8), 92),
        words,
    )


def _column_pairs(rows: Sequence[Column]) -> list[Markup]:
    width = 100 / max(len(rows), 1)
    return [
        _drawn(
            '<rect class="tone-{}" x="{:.3f}%" width="{:.3f}%" y="{:.1f}" height="{:.1f}"/>',
            tone,
            width * place,
            # Wide columns stand apart, narrow ones close up.
            width * (0.92 if width > 1 else 1.02),
            _y(value, 1),
            _BOTTOM - _y(value, 1),
        )
        for place, row in enumerate(rows)
        for tone, value in (("waiting", row.value), ("accent", row.inner))
        if row.value is not None and value
    ]


def _mark_line(at: float, words: str) -> Markup:
    return _drawn(
        '<line class="axis" x1="{0:.2f}%" x2="{0:.2f}%" y1="{1}" y2="{2}"/>'
        '<text x="{0:.2f}%" y="{2}" dx="4">{3}</text>',
        100 * at,
        _TOP,
        _HEIGHT,
        words,
    )


def dots(values: Sequence[tuple[str, int]], *, label: str) -> Markup:
    """A dot for each person in each of a few places: for small groups."""
    rows = Markup("").join(
        _drawn(
            '<li class="bar"><span class="bar-label">{}</span><b>{}</b>{}</li>',
            name,
            count,
            _dot_row(count),
        )
        for name, count in values
    )
    return _drawn('<ul class="bars" aria-label="{}">{}</ul>', escape(label), rows)


def _dot_row(count: int) -> Markup:
    circles = Markup("").join(
        _drawn('<circle class="tone-ink" cx="{}" cy="6" r="5"/>', 6 + 14 * index)
        for index in range(min(count, 40))
    )
    return _drawn(
        '<svg width="100%" height="12" aria-hidden="true" focusable="false">{}</svg>', circles
    )


def _drawn(drawing: str, *words: object) -> Markup:
    """A drawing of ours with ``words`` filled in; whatever is not a drawing itself is escaped."""
    return Markup(drawing).format(*words)  # noqa: S704 - ours, and what is filled in is escaped
