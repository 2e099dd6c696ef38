"""A text of one's own, marked by criteria: by its writer, and by a teacher."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.questions.kinds.rubric.criteria import (
    MOST_LEVELS,
    MOST_POINTS,
    criteria_of,
    read_levels,
    written,
)
from volteface.questions.rules.asked import Asked, stem_alone
from volteface.questions.rules.drafts import AnswerRow, empty_rows, filled, option_of
from volteface.questions.rules.drafts import fill_rows as fill_form
from volteface.questions.rules.essays import (
    grade_essay,
    no_right_essay,
    parse_essay,
    shown_essay,
    unreadable_essay,
)
from volteface.questions.rules.marks import no_parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.questions.rules.content import Content, Option

__all__ = ["fill_form"]

label = N_("Text with a rubric")
position = 7
judged = False
votable = False
shuffles = False
ids = "numbered"
wording = "typed"
first_rows = empty_rows(2)
stem = stem_alone
parts = no_parts
parse = parse_essay
unreadable = unreadable_essay
grade = grade_essay
shown = shown_essay
right = no_right_essay

_FEWEST_LEVELS = 2


def check(content: Content) -> list[str]:
    """Criteria with a name and at least two levels that bring different points."""
    problems = []
    criteria = criteria_of(content)
    if not criteria:
        problems.append(N_("Give at least one criterion."))
    if any(not criterion.words.strip() for criterion in criteria):
        problems.append(N_("Give every criterion a name."))
    for criterion in criteria:
        points = [level.points for level in criterion.levels]
        if not _FEWEST_LEVELS <= len(points) <= MOST_LEVELS or len(set(points)) < len(points):
            problems.append(
                N_("Give every criterion two to eight levels with different points, a line each.")
            )
            break
    if any(criterion.most > MOST_POINTS for criterion in criteria):
        problems.append(N_("Give 100 points at most for a criterion."))
    return problems


def ask(content: Content, *, seed: str) -> Asked:  # noqa: ARG001 - the face all kinds share
    """The stem and all criteria with their levels: they are known before."""
    criteria = criteria_of(content)
    return Asked(
        stem=content.stem,
        options=tuple((criterion.id, criterion.words) for criterion in criteria),
        lists=tuple((each.id, tuple(map(str, each.levels))) for each in criteria),
    )


def key(content: Content) -> object:
    """What the criteria's levels bring."""
    return {
        criterion.id: tuple(level.points for level in criterion.levels)
        for criterion in criteria_of(content)
    }


def read_form(stem: str, rows: Sequence[AnswerRow]) -> tuple[str, tuple[Option, ...]]:
    """A criterion for every row, its levels in one spelling, its share of all the points."""
    options = [_option(row, index) for index, row in enumerate(filled(rows), 1)]
    most = [
        max((level.points for level in read_levels(each.match)), default=0.0) for each in options
    ]
    whole = sum(most) or 1.0
    return stem, tuple(
        replace(option, fraction=points / whole)
        for option, points in zip(options, most, strict=True)
    )


def _option(row: AnswerRow, index: int) -> Option:
    option = option_of(row, index)
    levels = read_levels(row.match)
    return replace(option, match=written(levels) if levels else option.match)
