"""Arithmetic for calculated questions: read a formula, and work it out; never anything else.

Known are numbers, ``+ - * / ^``, parentheses, a minus before a value, the functions of
`FUNCTIONS`, ``pi``, ``e`` and names of variables. Nothing is ever handed to Python to execute.
Whatever the text, only `BadFormula` is raised, and soon.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from volteface.core.words import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

LONGEST = 400
DEEPEST = 40
MOST_OPERATIONS = 100
# Beyond these, results say nothing to anybody.
BIGGEST = 1e15
BIGGEST_EXPONENT = 200
_MOST_ARGUMENTS = 10
_MOST_DIGITS = 12
_BITS = re.compile(
    r"\s*(?:(?P<number>(?:[0-9]{1,18}(?:\.[0-9]{0,18})?|\.[0-9]{1,18})(?:[eE][-+]?[0-9]{1,2})?)"
    r"|(?P<name>[a-zA-Z][a-zA-Z0-9_]{0,19})|(?P<sign>[-+*/^(),;]))"
)

NOT_READABLE = N_("This formula cannot be read.")
TOO_LONG = N_("Shorten the formula.")
TOO_DEEP = N_("This formula is nested too deeply.")
UNKNOWN_NAME = N_("The formula uses a name that is neither a variable nor a function.")
WRONG_COUNT = N_("A function of the formula has too many or too few values.")
NO_NUMBER = N_("The formula has no value for some of the variables, for example a division by 0.")
TOO_BIG = N_("The formula’s value is too big.")


class BadFormula(ValueError):
    """Why a formula cannot be read or has no value, as a sentence to translate."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written."""

    value: float


@dataclass(frozen=True, slots=True)
class Name:
    """A variable or a constant."""

    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """An operation or a function, and what it is done to."""

    name: str
    arguments: tuple[Formula, ...]


type Formula = Number | Name | Call


def read_formula(text: str) -> Formula:
    """The formula that ``text`` writes; raises `BadFormula`."""
    if len(text) > LONGEST:
        raise BadFormula(TOO_LONG)
    return _Reader(text).whole()


def names_in(formula: Formula) -> frozenset[str]:
    """The variables a formula uses; constants left out."""
    if isinstance(formula, Name):
        return frozenset() if formula.name in CONSTANTS else frozenset((formula.name,))
    if isinstance(formula, Call):
        return frozenset().union(*map(names_in, formula.arguments))
    return frozenset()


def value_of(formula: Formula, values: Mapping[str, float]) -> float:
    """What a formula comes to; raises `BadFormula` where it comes to nothing."""
    try:
        found = _value(formula, values)
    except BadFormula:
        raise
    except (ArithmeticError, ValueError):
        raise BadFormula(NO_NUMBER) from None
    if abs(found) > BIGGEST:
        raise BadFormula(TOO_BIG)
    # No learner has to know of a zero with a minus.
    return found + 0.0


def _value(formula: Formula, values: Mapping[str, float]) -> float:
    if isinstance(formula, Number):
        return formula.value
    if isinstance(formula, Name):
        known = CONSTANTS.get(formula.name, values.get(formula.name))
        if known is None:
            raise BadFormula(UNKNOWN_NAME)
        return known
    function = _SIGNS.get(formula.name) or FUNCTIONS[formula.name].function
    found = function(*(_value(argument, values) for argument in formula.arguments))
    if not math.isfinite(found):
        raise BadFormula(NO_NUMBER)
    return found


def _power(base: float, exponent: float) -> float:
    if abs(exponent) > BIGGEST_EXPONENT:
        raise BadFormula(TOO_BIG)
    # math.pow knows real numbers only: a root of a negative number is an error.
    return math.pow(base, exponent)


def _rounded(value: float, digits: float = 0) -> float:
    """Half away from zero, as it is taught; on the number as it is written."""
    if digits != int(digits) or not 0 <= digits <= _MOST_DIGITS:
        raise BadFormula(NO_NUMBER)
    unit = Decimal(1).scaleb(-int(digits))
    return float(Decimal(repr(value)).quantize(unit, rounding=ROUND_HALF_UP))


@dataclass(frozen=True, slots=True)
class _Function:
    function: Callable[..., float]
    fewest: int = 1
    most: int = 1


CONSTANTS = {"pi": math.pi, "e": math.e}
FUNCTIONS = {
    "sqrt": _Function(math.sqrt),
    "abs": _Function(math.fabs),
    "min": _Function(min, 2, _MOST_ARGUMENTS),
    "max": _Function(max, 2, _MOST_ARGUMENTS),
    "round": _Function(_rounded, 1, 2),
    "floor": _Function(lambda value: float(math.floor(value))),
    "ceil": _Function(lambda value: float(math.ceil(value))),
    "exp": _Function(math.exp),
    "ln": _Function(math.log),
    "log": _Function(math.log10),
    "sin": _Function(math.sin),
    "cos": _Function(math.cos),
    "tan": _Function(math.tan),
}
_SIGNS: dict[str, Callable[..., float]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
    "^": _power,
    "minus": lambda value: -value,
}


class _Reader:
    """Reads from left to right, one rule of precedence a method."""

    def __init__(self, text: str) -> None:
        # Signs as word processors write them.
        plain = text.replace("×", "*").replace("·", "*").replace("−", "-").replace("÷", "/")
        self._bits = list(_bits(plain))
        self._at = 0
        self._depth = 0
        self._operations = 0

    def whole(self) -> Formula:
        formula = self._sum()
        if self._at != len(self._bits):
            raise BadFormula(NOT_READABLE)
        return formula

    def _sum(self) -> Formula:
        left = self._product()
        while (sign := self._next()) in {"+", "-"}:
            self._at += 1
            left = self._call(sign, (left, self._product()))
        return left

    def _product(self) -> Formula:
        left = self._signed()
        while (sign := self._next()) in {"*", "/"}:
            self._at += 1
            left = self._call(sign, (left, self._signed()))
        return left

    def _signed(self) -> Formula:
        """A minus binds less than a power: -2^2 is -4."""
        sign = self._next()
        if sign not in {"+", "-"}:
            return self._raised()
        self._at += 1
        self._enter()
        inner = self._signed()
        self._depth -= 1
        return self._call("minus", (inner,)) if sign == "-" else inner

    def _raised(self) -> Formula:
        base = self._atom()
        if self._next() != "^":
            return base
        self._at += 1
        self._enter()
        exponent = self._signed()
        self._depth -= 1
        return self._call("^", (base, exponent))

    def _atom(self) -> Formula:
        kind, text = self._bits[self._at] if self._at < len(self._bits) else ("", "")
        self._at += 1
        if kind == "number":
            return Number(float(text))
        if kind == "name":
            return self._function(text) if self._next() == "(" else self._name(text)
        if text != "(":
            raise BadFormula(NOT_READABLE)
        (inner,) = self._inside(most=1)
        return inner

    def _name(self, text: str) -> Formula:
        if text in FUNCTIONS:
            raise BadFormula(NOT_READABLE)
        return Name(text)

    def _function(self, name: str) -> Formula:
        if name not in FUNCTIONS:
            raise BadFormula(UNKNOWN_NAME)
        self._at += 1
        arguments = self._inside(most=_MOST_ARGUMENTS)
        known = FUNCTIONS[name]
        if not known.fewest <= len(arguments) <= known.most:
            raise BadFormula(WRONG_COUNT)
        return self._call(name, arguments)

    def _inside(self, *, most: int) -> tuple[Formula, ...]:
        """What stands between parentheses, the first of which is read already."""
        self._enter()
        found = [self._sum()]
        while self._next() in {",", ";"}:
            self._at += 1
            found.append(self._sum())
            if len(found) > most:
                raise BadFormula(NOT_READABLE if most == 1 else WRONG_COUNT)
        if self._next() != ")":
            raise BadFormula(NOT_READABLE)
        self._at += 1
        self._depth -= 1
        return tuple(found)

    def _call(self, name: str, arguments: tuple[Formula, ...]) -> Formula:
        self._operations += 1
        if self._operations > MOST_OPERATIONS:
            raise BadFormula(TOO_LONG)
        return Call(name, arguments)

    def _next(self) -> str:
        return self._bits[self._at][1] if self._at < len(self._bits) else ""

    def _enter(self) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise BadFormula(TOO_DEEP)


def _bits(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    end = len(text.rstrip())
    while at < end:
        found = _BITS.match(text, at)
        if found is None:
            raise BadFormula(NOT_READABLE)
        at = found.end()
        yield found.lastgroup or "", found.group(found.lastgroup or 0)
