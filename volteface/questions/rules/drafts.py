"""What an author types about a question's answers, and the options it comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.questions.rules.content import Option
from volteface.questions.rules.texts import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.questions.rules.content import Content


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """One answer as typed."""

    number: int
    id: str = ""
    text: str = ""
    match: str = ""
    area: str = ""
    right: bool = False
    fraction: str = ""
    tolerance: str = ""
    feedback: str = ""
    # The belief's words in a form; its key in an option.
    misconception: str = ""


def empty_rows(count: int) -> tuple[AnswerRow, ...]:
    """So many rows to fill in."""
    return tuple(AnswerRow(number=index + 1) for index in range(count))


def filled(rows: Sequence[AnswerRow]) -> list[AnswerRow]:
    """The rows in which anything was written."""
    return [row for row in rows if any((row.text.strip(), row.match.strip(), row.feedback))]


def option_of(row: AnswerRow, index: int, *, usual: float = 1.0) -> Option:
    """What a row says; a share left empty is the ``usual`` one if the row is right."""
    share = number(row.fraction) if row.fraction.strip() else None
    return Option(
        id=row.id or f"new{index}",
        text=row.text.strip(),
        fraction=float(share) if share is not None else (usual if row.right else 0.0),
        feedback=row.feedback,
        misconception=row.misconception,
        match=row.match.strip(),
        area=row.area.strip(),
    )


def row_of(option: Option, index: int, *, usual: float = 1.0) -> AnswerRow:
    """The row that says what ``option`` says."""
    right = option.fraction > 0
    as_usual = option.fraction == (usual if right else 0)
    return AnswerRow(
        number=index,
        id=option.id,
        text=option.text,
        match=option.match,
        area=option.area,
        right=right,
        fraction="" if as_usual else f"{option.fraction:g}",
        tolerance="" if option.tolerance is None else f"{option.tolerance:g}",
        feedback=option.feedback,
        misconception=option.misconception,
    )


def read_rows(stem: str, rows: Sequence[AnswerRow]) -> tuple[str, tuple[Option, ...]]:
    """The stem as typed and an option for every row that is not empty."""
    return stem, tuple(option_of(row, index) for index, row in enumerate(filled(rows), 1))


def fill_rows(content: Content) -> tuple[str, tuple[AnswerRow, ...]]:
    """The stem, and a row for every option."""
    return content.stem, tuple(row_of(each, index) for index, each in enumerate(content.options, 1))
