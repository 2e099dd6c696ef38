"""A calculated question with the values of one seed in its words and its answers."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from volteface.questions.kinds.calculated.draws import (
    SEEDS,
    decimal_mark,
    drawn,
    filled,
    plain,
    read_variables,
)
from volteface.questions.kinds.calculated.formula import BadFormula, read_formula, value_of
from volteface.questions.rules.marks import decode_seed

if TYPE_CHECKING:
    from volteface.questions.rules.content import Content, Option

# An option whose tolerance is a share of the right value, in per cent.
PERCENT = "%"
# What arithmetic in binary costs, as a share of the value.
_ROUNDING = Decimal("1e-9")
_DIGITS = 4


@lru_cache(maxsize=4_000)
def deal(content: Content, seed: int) -> Content:
    """The question as it is asked to this seed; formulas become their results."""
    try:
        variables = read_variables(content.settings.variables)
    except BadFormula:
        return content
    values = drawn(variables, seed)
    mark = decimal_mark(content.settings.variables)
    options = tuple(
        replace(
            option,
            text=plain(result, mark),
            feedback=filled(option.feedback, values, mark=mark),
            tolerance=_width(option, result) or None,
            match="",
        )
        for option, result in results(content, seed)
    )
    return replace(
        content,
        stem=filled(content.stem, values, mark=mark),
        explanation=filled(content.explanation, values, mark=mark),
        options=options,
    )


def results(content: Content, seed: int) -> list[tuple[Option, float]]:
    """What each formula comes to for this seed; one without a value is left out."""
    try:
        values = drawn(read_variables(content.settings.variables), seed)
    except BadFormula:
        return []
    found = []
    for option in content.options:
        try:
            found.append((option, value_of(read_formula(option.text), floats(values))))
        except BadFormula:
            continue
    return found


def is_near(typed: Decimal, option: Option, result: float) -> bool:
    """Whether a typed number is the result, within the tolerance."""
    target = Decimal(repr(result))
    return abs(typed - target) <= Decimal(repr(_width(option, result))) + abs(target) * _ROUNDING


def floats(values: dict[str, Decimal]) -> dict[str, float]:
    """The values as arithmetic takes them."""
    return {name: float(value) for name, value in values.items()}


def seed_in(answer: str) -> int:
    """The seed a stored answer was given to."""
    seed = decode_seed(answer)
    return int(seed) % SEEDS if len(seed) <= _DIGITS and seed.isdecimal() else 0


def _width(option: Option, result: float) -> float:
    width = option.tolerance or 0.0
    return abs(result) * width / 100 if option.match == PERCENT else width
