"""What an author types about a question: any number of answers, kept as typed until it is sound."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from volteface.questions import kinds
from volteface.questions.rules import limits
from volteface.questions.rules.content import Content, Settings
from volteface.questions.rules.drafts import AnswerRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict


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
    # One a line: a name, an equals sign and the values it is drawn from.
    variables: str = ""
    picture: str = ""
    pool: str = ""
    objectives: tuple[str, ...] = ()
    edit: str = "auto"

    def beliefs(self) -> list[str]:
        """The misconceptions typed, in words."""
        return [row.misconception for row in self.rows if row.misconception]


def empty_form(kind: str) -> QuestionForm:
    """A form to begin with."""
    return QuestionForm(kind=kind, rows=kinds.get(kind).first_rows)


def form_of(
    content: Content, *, objectives: Iterable[str], beliefs: dict[str, str]
) -> QuestionForm:
    """The form that says what ``content`` says."""
    stem, rows = kinds.get(content.kind).fill_form(content)
    settings = content.settings
    return QuestionForm(
        kind=content.kind,
        stem=stem,
        rows=tuple(
            replace(row, misconception=beliefs.get(row.misconception, row.misconception))
            for row in rows
        ),
        explanation=content.explanation,
        certainty=content.certainty,
        fixed=not settings.shuffle,
        unit=settings.unit,
        placeholder=settings.placeholder,
        use=settings.use,
        variables="\n".join(f"{name} = {values}" for name, values in settings.variables),
        picture=settings.picture,
        pool=settings.pool,
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
        variables=_text(data, "variables", 2_000),
        picture=_line(data, "picture", 200),
        pool=_line(data, "pool", 40),
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
    stem, options = kinds.get(form.kind).read_form(form.stem, form.rows)
    return Content(
        kind=form.kind,
        stem=stem,
        options=tuple(
            replace(option, misconception=belief_keys.get(option.misconception, ""))
            for option in options
        ),
        explanation=form.explanation,
        certainty=form.certainty,
        settings=Settings(
            shuffle=not form.fixed,
            unit=form.unit,
            placeholder=form.placeholder,
            use=form.use,
            variables=_variables(form.variables),
            picture=form.picture,
            pool=form.pool,
        ),
    )


def _variables(typed: str) -> tuple[tuple[str, str], ...]:
    pairs = (line.partition("=") for line in typed.splitlines() if line.strip())
    return tuple((name.strip(), values.strip()) for name, _sign, values in pairs)


def _row(data: QueryDict, index: int, *, right: bool) -> AnswerRow:
    name = f"option-{index}-"
    return AnswerRow(
        number=index,
        id=_line(data, f"{name}id", 40),
        text=_text(data, f"{name}text", limits.OPTION),
        match=_text(data, f"{name}match", limits.OPTION),
        area=_line(data, f"{name}area", 200),
        right=right,
        fraction=_line(data, f"{name}fraction", 20),
        tolerance=_line(data, f"{name}tolerance", 20),
        feedback=_text(data, f"{name}feedback", limits.FEEDBACK),
        misconception=_line(data, f"{name}misconception", 500),
    )


def _text(data: QueryDict, name: str, longest: int) -> str:
    # One more than allowed, so that the rules can say that it is too long.
    text = data.get(name, "").replace("\x00", "")
    return text.strip()[: longest + 1]


def _line(data: QueryDict, name: str, longest: int) -> str:
    return " ".join(data.get(name, "").replace("\x00", "").split())[:longest]
