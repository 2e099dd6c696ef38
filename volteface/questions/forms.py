"""What an author types about a question: any number of answers, kept as typed until it is sound."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from volteface.questions import kinds
from volteface.questions.rules import limits
from volteface.questions.rules.content import Content, Option, Settings
from volteface.questions.rules.texts import number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict

_EMPTY_ROWS = {"choice": 3, "value": 2, "text": 2, "none": 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """One answer as typed."""

    number: int
    id: str = ""
    text: str = ""
    right: bool = False
    fraction: str = ""
    tolerance: str = ""
    feedback: str = ""
    # The belief's words; its key is the bank's business.
    misconception: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionForm:
    """A question as typed."""

    kind: str
    stem: str = ""
    rows: tuple[AnswerRow, ...] = ()
    explanation: str = ""
    certainty: bool = False
    fixed: bool = False
    unit: str = ""
    placeholder: str = ""
    use: str = ""
    objectives: tuple[str, ...] = ()
    edit: str = "auto"

    def beliefs(self) -> list[str]:
        """The misconceptions typed, in words."""
        return [row.misconception for row in self.rows if row.misconception]


def empty_form(kind: str) -> QuestionForm:
    """A form to begin with; three options are the default."""
    answers = kinds.get(kind).answers
    rows: tuple[AnswerRow, ...] = (
        AnswerRow(number=1, id="true", text="True"),
        AnswerRow(number=2, id="false", text="False"),
    )
    if answers != "truth":
        rows = tuple(AnswerRow(number=index + 1) for index in range(_EMPTY_ROWS[answers]))
    return QuestionForm(kind=kind, rows=rows)


def form_of(
    content: Content, *, objectives: Iterable[str], beliefs: dict[str, str]
) -> QuestionForm:
    """The form that says what ``content`` says."""
    usual = _usual(content.kind, sum(option.fraction > 0 for option in content.options))
    rows = []
    for index, option in enumerate(content.options, 1):
        right = option.fraction > 0
        as_usual = option.fraction == (usual if right else 0)
        rows.append(
            AnswerRow(
                number=index,
                id=option.id,
                text=option.text,
                right=right,
                fraction="" if as_usual else f"{option.fraction:g}",
                tolerance="" if option.tolerance is None else f"{option.tolerance:g}",
                feedback=option.feedback,
                misconception=beliefs.get(option.misconception, option.misconception),
            )
        )
    return QuestionForm(
        kind=content.kind,
        stem=content.stem,
        rows=tuple(rows),
        explanation=content.explanation,
        certainty=content.certainty,
        fixed=not content.settings.shuffle,
        unit=content.settings.unit,
        placeholder=content.settings.placeholder,
        use=content.settings.use,
        objectives=tuple(objectives),
    )


def posted_form(data: QueryDict, *, kind: str) -> QuestionForm:
    """The form as posted; nothing is judged yet."""
    count = data.get("rows", "0")
    rows = min(int(count), limits.OPTIONS) if count.isdecimal() else 0
    right = set(data.getlist("right"))
    return QuestionForm(
        kind=kind,
        stem=_text(data, "stem", limits.STEM),
        rows=tuple(_row(data, index, right=str(index) in right) for index in range(1, rows + 1)),
        explanation=_text(data, "explanation", limits.EXPLANATION),
        certainty="certainty" in data,
        fixed="fixed" in data,
        unit=_line(data, "unit", 40),
        placeholder=_line(data, "placeholder", 100),
        use=_line(data, "use", 40),
        objectives=tuple(data.getlist("objective"))[:40],
        edit=data.get("edit", "auto"),
    )


def with_another_row(form: QuestionForm) -> QuestionForm:
    """The form with one more answer to fill in."""
    if len(form.rows) >= limits.OPTIONS:
        return form
    return replace(form, rows=(*form.rows, AnswerRow(number=len(form.rows) + 1)))


def content_from(form: QuestionForm, *, belief_keys: dict[str, str]) -> Content:
    """What the form says; rows left empty are left out, shares left empty are the usual ones."""
    answers = kinds.get(form.kind).answers
    rows = [row for row in form.rows if answers == "truth" or row.text.strip() or row.feedback]
    usual = _usual(form.kind, sum(row.right for row in rows))
    options = tuple(
        _option(row, index, usual, answers, belief_keys) for index, row in enumerate(rows, 1)
    )
    return Content(
        kind=form.kind,
        stem=form.stem,
        options=() if answers == "none" else options,
        explanation=form.explanation,
        certainty=form.certainty,
        settings=Settings(
            shuffle=not form.fixed, unit=form.unit, placeholder=form.placeholder, use=form.use
        ),
    )


def _option(
    row: AnswerRow, index: int, usual: float, answers: str, belief_keys: dict[str, str]
) -> Option:
    text, tolerance = row.text, row.tolerance
    if answers == "value" and "±" in text:
        text, _, width = text.partition("±")
        tolerance = tolerance or width
    width_typed = number(tolerance) if tolerance.strip() else None
    share = number(row.fraction) if row.fraction.strip() else None
    return Option(
        id=row.id or f"new{index}",
        text=text.strip(),
        fraction=float(share) if share is not None else (usual if row.right else 0.0),
        feedback=row.feedback,
        misconception=belief_keys.get(row.misconception, ""),
        tolerance=float(width_typed) if answers == "value" and width_typed is not None else None,
    )


def _usual(kind: str, right: int) -> float:
    return 1 / right if kind == "multiple" and right else 1.0


def _row(data: QueryDict, index: int, *, right: bool) -> AnswerRow:
    name = f"option-{index}-"
    return AnswerRow(
        number=index,
        id=_line(data, f"{name}id", 40),
        text=_text(data, f"{name}text", limits.OPTION) or _word(data.get(f"{name}id", "")),
        right=right,
        fraction=_line(data, f"{name}fraction", 20),
        tolerance=_line(data, f"{name}tolerance", 20),
        feedback=_text(data, f"{name}feedback", limits.FEEDBACK),
        misconception=_line(data, f"{name}misconception", 500),
    )


def _word(option_id: str) -> str:
    return {"true": "True", "false": "False"}.get(option_id, "")


def _text(data: QueryDict, name: str, longest: int) -> str:
    # One more than allowed, so that the rules can say that it is too long.
    text = data.get(name, "").replace("\r\n", "\n").replace("\x00", "")
    return text.strip()[: longest + 1]


def _line(data: QueryDict, name: str, longest: int) -> str:
    return " ".join(data.get(name, "").replace("\x00", "").split())[:longest]
