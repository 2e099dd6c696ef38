"""A number is worked out from values that are drawn for each learner."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.questions.kinds.calculated.deal import (
    PERCENT,
    deal,
    floats,
    is_near,
    results,
    seed_in,
)
from volteface.questions.kinds.calculated.draws import (
    SEEDS,
    drawn,
    edges,
    plain,
    read_variables,
    seed_of,
)
from volteface.questions.kinds.calculated.formula import (
    BadFormula,
    names_in,
    read_formula,
    value_of,
)
from volteface.questions.rules.asked import Asked
from volteface.questions.rules.drafts import AnswerRow, empty_rows, fill_rows, filled, option_of
from volteface.questions.rules.edits import key_of_words
from volteface.questions.rules.marks import (
    FULL,
    NOTHING,
    Form,
    Mark,
    decode_text,
    first_text,
    mark_of,
    no_parts,
)
from volteface.questions.rules.texts import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.questions.rules.content import Content, Option

label = N_("Calculated")
position = 14
judged = True
votable = False
shuffles = False
ids = "numbered"
wording = "typed"
first_rows = empty_rows(2)
parts = no_parts

LONGEST = 100
NO_NUMBER = N_("Write a number, for example 3.5")
_PREVIEWED = 5
_CHECKED_SEEDS = 60
# Without a tolerance an answer must be one that can be written down.
_MOST_DECIMALS = 4


def check(content: Content) -> list[str]:
    """Ranges that can be drawn from, formulas that have a value all over them, and one right."""
    problems = []
    if not any(option.fraction >= FULL for option in content.options):
        problems.append(N_("Give the formula of the right answer."))
    if any((option.tolerance or 0) < 0 for option in content.options):
        problems.append(N_("Give a tolerance of 0 or more."))
    try:
        found = _results_everywhere(content)
    except BadFormula as error:
        return [*problems, str(error)]
    if any(_needs_tolerance(option, result) for option, result in found):
        problems.append(N_("Give a tolerance: some right values have more than four decimals."))
    return problems


def parse(form: Form, content: Content) -> str | None:  # noqa: ARG001 - the face all kinds share
    """The number as typed, with the seed of the values it was worked out from."""
    value = first_text(form, "value", longest=LONGEST)
    posted = first_text(form, "seed", longest=4)
    seed = int(posted) % SEEDS if posted.isascii() and posted.isdecimal() else 0
    return _encoded(value, seed) if value else None


def unreadable(answer: str, content: Content) -> str:  # noqa: ARG001 - the face all kinds share
    """What is no number is no answer: it is neither right nor wrong."""
    value = decode_text(answer, "value")
    return NO_NUMBER if number(value) is None or len(value) > LONGEST else ""


def grade(content: Content, answer: str) -> Mark:
    """The best formula that comes near, else a wrong one that is recognised."""
    typed = number(decode_text(answer, "value"))
    if typed is None:
        return NOTHING
    seed = seed_in(answer)
    near = [each.id for each, result in results(content, seed) if is_near(typed, each, result)]
    dealt = [option for option in deal(content, seed).options if option.id in near]
    if not dealt:
        return NOTHING
    best = max(dealt, key=lambda option: option.fraction)
    return mark_of([best], fraction=best.fraction, correct=best.fraction >= FULL)


def shown(content: Content, answer: str) -> str:
    """The number as typed, with the question's unit when none was."""
    value = decode_text(answer, "value")
    unit = content.settings.unit
    bare = bool(value) and value[-1].isdigit()
    return f"{value} {unit}" if unit and bare else value


def right(content: Content, answer: str) -> tuple[str, ...]:
    """The right numbers for the values that were asked; the formulas where none were."""
    dealt = deal(content, seed_in(answer)) if answer else content
    return tuple(
        f"{option.text} {content.settings.unit}".strip() + _in_words(option)
        for option in dealt.options
        if option.fraction >= FULL
    )


def explained(content: Content, answer: str) -> str:
    """The explanation with the values that were asked."""
    return deal(content, seed_in(answer)).explanation


def ask(content: Content, *, seed: str) -> Asked:
    """The stem with this learner's own values; their seed goes with the answer."""
    own = seed_of(seed)
    return Asked(stem=deal(content, own).stem, more=(("seed", str(own)),))


def stem(content: Content) -> str:
    """The stem with its variables' names."""
    return content.stem


def key(content: Content) -> object:
    """The formulas, and what their values are drawn from."""
    percents = tuple(option.match for option in content.options)
    return key_of_words(content), percents, content.settings.variables


def read_form(stem: str, rows: Sequence[AnswerRow]) -> tuple[str, tuple[Option, ...]]:
    """A tolerance is a number, or one in per cent; it may also stand behind the formula."""
    return stem, tuple(_read(row, index) for index, row in enumerate(filled(rows), 1))


def fill_form(content: Content) -> tuple[str, tuple[AnswerRow, ...]]:
    """The rows as they are, the per cent sign beside its number."""
    words, rows = fill_rows(content)
    return words, tuple(
        replace(row, tolerance=f"{row.tolerance} {row.match}".strip(), match="") for row in rows
    )


def preview(content: Content) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Five draws as an author checks them: the stem, and the right answers."""
    return tuple(
        (deal(content, seed).stem, right(content, _encoded("", seed))) for seed in range(_PREVIEWED)
    )


def _encoded(value: str, seed: int) -> str:
    return json.dumps({"value": value, "seed": seed}, ensure_ascii=False, separators=(",", ":"))


def _results_everywhere(content: Content) -> list[tuple[Option, float]]:
    """Every formula's results at the ends of the ranges and for many seeds; `BadFormula`."""
    variables = read_variables(content.settings.variables)
    formulas = [(option, read_formula(option.text)) for option in content.options]
    known = {variable.name for variable in variables}
    if any(names_in(formula) - known for _option, formula in formulas):
        raise BadFormula(N_("A formula uses a variable that has no range."))
    draws = [drawn(variables, seed) for seed in range(_CHECKED_SEEDS)]
    return [
        (option, value_of(formula, floats(values)))
        for values in (*edges(variables), *draws)
        for option, formula in formulas
    ]


def _needs_tolerance(option: Option, result: float) -> bool:
    if option.tolerance or option.fraction < FULL:
        return False
    return abs(result - round(result, _MOST_DECIMALS)) > abs(result) * 1e-9


def _in_words(option: Option) -> str:
    if not option.tolerance:
        return ""
    return f" (± {plain(option.tolerance)}{' %' if option.match == PERCENT else ''})"


def _read(row: AnswerRow, index: int) -> Option:
    text, sign, width = row.text.partition("±")
    width = (row.tolerance or width if sign else row.tolerance).strip()
    is_share = width.endswith(PERCENT)
    typed = number(width.removesuffix(PERCENT)) if width else None
    return replace(
        option_of(row, index),
        text=text.strip(),
        tolerance=None if typed is None else float(typed),
        match=PERCENT if is_share and typed is not None else "",
    )
