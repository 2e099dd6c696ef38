"""A place of a picture is pointed at, or chosen from the names of places."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.questions.kinds.hotspot.shapes import WHOLE, apart, read_point, read_shape
from volteface.questions.rules.asked import Asked, stem_alone
from volteface.questions.rules.choices import shown_order
from volteface.questions.rules.drafts import empty_rows, fill_rows, filled, option_of
from volteface.questions.rules.drawing import Drawing, DrawnArea
from volteface.questions.rules.marks import (
    NOTHING,
    Form,
    Mark,
    Part,
    always_readable,
    decode_list,
    encode,
    mark_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.questions.kinds.hotspot.shapes import Point
    from volteface.questions.rules.content import Content, Option
    from volteface.questions.rules.drafts import AnswerRow

label = N_("Place in a picture")
position = 11
judged = True
votable = False
shuffles = False
ids = "numbered"
wording = "typed"
first_rows = empty_rows(3)
unreadable = always_readable
stem = stem_alone
fill_form = fill_rows

_FEWEST = 2
# Behind “x,y” of a point: what a place without a name is called, in thousandths of the picture.
_SHARE = 10


def check(content: Content) -> list[str]:
    """A picture, areas with names that lie apart, one of them right and one wrong."""
    problems = []
    shapes = [read_shape(option.area) for option in content.options]
    drawn = [shape for shape in shapes if shape is not None]
    if not content.settings.picture:
        problems.append(N_("Choose the picture."))
    if len(drawn) < len(shapes):
        problems.append(N_("Draw every area: as a rectangle, a circle or a polygon."))
    if any(not option.text.strip() for option in content.options):
        problems.append(N_("Give every area a name: some learners choose from a list."))
    if not any(option.fraction > 0 for option in content.options):
        problems.append(N_("Mark the right area."))
    if len(shapes) < _FEWEST or all(option.fraction > 0 for option in content.options):
        problems.append(N_("Add a wrong area: in a list, a single name gives itself away."))
    if not apart(drawn):
        problems.append(N_("Two areas lie on each other: move one of them."))
    if any(not -1 <= option.fraction <= 1 for option in content.options):
        problems.append(N_("Give each option a share of the mark between −1 and 1."))
    return problems


def parse(form: Form, content: Content) -> str | None:
    """The points, as many as there are right areas; a name stands for the middle of its area."""
    points = []
    for value in form.get("point") or ():
        option = content.option(value)
        shape = read_shape(option.area) if option else None
        point = shape.middle() if shape else read_point(value)
        if point is not None and point not in points:
            points.append(point)
    most = max(1, len(_right(content)))
    return encode("points", [list(point) for point in points[:most]]) if points else None


def grade(content: Content, answer: str) -> Mark:
    """The shares of the right areas hit, less what wrong points cost.

    A point outside all areas, or in a wrong one without a price, costs nothing where one point is
    asked for, and as much as a right one brings where there are several.
    """
    points = _points(answer)
    right = _right(content)
    if not points or not right:
        return NOTHING
    hits = [_hit(content, point) for point in points]
    chosen = list(dict.fromkeys(option for option in hits if option is not None))
    whole = sum(option.fraction for option in right)
    total = sum(option.fraction for option in chosen if option.fraction > 0) / whole
    if len(right) > 1:
        wrong = [option for option in hits if option is None or option.fraction <= 0]
        total -= sum(-(option.fraction if option else 0) or 1 / len(right) for option in wrong)
    else:
        total += sum(option.fraction for option in chosen if option.fraction < 0)
    correct = set(chosen) == set(right) and len(hits) == len(right)
    return mark_of(chosen, fraction=1.0 if correct else max(0.0, min(1.0, total)), correct=correct)


def shown(content: Content, answer: str) -> str:
    """The names of the areas hit; a place without a name by its distances in per cent."""
    return " · ".join(_name(content, point) for point in _points(answer))


def right(content: Content, answer: str) -> tuple[str, ...]:  # noqa: ARG001 - the face all kinds share
    """The right areas' names."""
    return tuple(option.text for option in _right(content))


def parts(content: Content, answer: str) -> tuple[Part, ...]:
    """Each right area, where there are several, and whether it was hit."""
    hit = {option.id for point in _points(answer) if (option := _hit(content, point))}
    areas = _right(content)
    return tuple(Part(each.id, each.text, each.id in hit) for each in areas) if areas[1:] else ()


def drawing(content: Content, answer: str) -> Drawing:
    """The right areas and the wrong ones that were met, for after the answer only."""
    points = _points(answer)
    met = {option.id for point in points if (option := _hit(content, point))}
    shapes = [(option, read_shape(option.area)) for option in content.options]
    areas = (
        DrawnArea(
            words=option.text,
            right=option.fraction > 0,
            met=option.id in met,
            form=shape.name,
            numbers=shape.numbers,
        )
        for option, shape in shapes
        if shape is not None and (option.fraction > 0 or option.id in met)
    )
    return Drawing(areas=tuple(areas), points=tuple(points))


def ask(content: Content, *, seed: str) -> Asked:
    """All areas' names in this learner's order, and how many places are asked for."""
    shown_areas = shown_order(content, seed=seed)
    return Asked(
        stem=content.stem,
        options=tuple((option.id, option.text) for option in shown_areas),
        more=(("places", str(max(1, len(_right(content))))),),
    )


def key(content: Content) -> object:
    """Where the areas are, and what they bring."""
    return {option.id: (option.fraction, option.area) for option in content.options}


def read_form(stem: str, rows: Sequence[AnswerRow]) -> tuple[str, tuple[Option, ...]]:
    """The areas in one spelling; what is none stays as typed, so that the check can tell."""
    options = []
    for index, row in enumerate((row for row in rows if row.area or row in filled([row])), 1):
        shape = read_shape(row.area)
        option = option_of(row, index)
        options.append(option if shape is None else replace(option, area=str(shape)))
    return stem, tuple(options)


def _right(content: Content) -> list[Option]:
    return [option for option in content.options if option.fraction > 0]


def _points(answer: str) -> list[Point]:
    return [
        (each[0], each[1])
        for each in decode_list(answer, "points")
        if isinstance(each, list) and [type(one) for one in each] == [int, int]
    ]


def _hit(content: Content, point: Point) -> Option | None:
    """The best area that holds the point."""
    inside = [
        option
        for option in content.options
        if (shape := read_shape(option.area)) is not None and shape.holds(point)
    ]
    return max(inside, key=lambda option: option.fraction, default=None)


def _name(content: Content, point: Point) -> str:
    option = _hit(content, point)
    if option is not None:
        return option.text
    return f"({point[0] // _SHARE} %, {point[1] // _SHARE} %)" if max(point) <= WHOLE else ""
