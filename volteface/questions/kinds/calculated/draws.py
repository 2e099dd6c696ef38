"""The variables of a calculated question: their ranges, and the values that a seed draws."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from volteface.core.words import N_
from volteface.questions.kinds.calculated.formula import (
    CONSTANTS,
    FUNCTIONS,
    BadFormula,
    read_formula,
    value_of,
)
from volteface.questions.rules.texts import number

# So few that neighbours may meet the same values, and pages are rendered once for many.
SEEDS = 1_000
MOST_VARIABLES = 12
MOST_VALUES = 100_000
_LARGEST = Decimal(10) ** 9
_DIGITS = 4

_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9_]{0,19}")
_RANGE = re.compile(
    r"\s*(?P<low>[-−+\d.,]*?\d)\s*(?:\.\.+|…|–|to)\s*(?P<high>[-−+\d.,]*\d)"
    r"(?:\s*(?:step|/)\s*(?P<step>[\d.,]*\d))?\s*"
)
_PLACE = re.compile(
    r"\{\s*(?:=(?P<formula>[^{}\n]{1,200})|(?P<name>[a-zA-Z][a-zA-Z0-9_]{0,19}))\s*\}"
)
# Formulas of the text: in TeX a value keeps its braces, so that \frac{a}{b} stays one.
_TEX = re.compile(r"(\$\$.+?\$\$|\$[^$\n]+\$)", re.DOTALL)

NO_RANGE = N_("Write each variable like this: a = 1..10 step 0.5")
NAME_TAKEN = N_("A variable has the name of another one, of a function or of a constant.")
BAD_RANGE = N_("A variable’s range must go up, in steps above 0, and hold at most 100,000 values.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """A name for a number between two others."""

    name: str
    low: Decimal
    high: Decimal
    step: Decimal

    @property
    def count(self) -> int:
        """How many values there are."""
        return int((self.high - self.low) / self.step) + 1


type Pairs = tuple[tuple[str, str], ...]


def read_variables(pairs: Pairs) -> tuple[Variable, ...]:
    """The variables that names and ranges describe; raises `BadFormula`."""
    if len(pairs) > MOST_VARIABLES:
        raise BadFormula(N_("Keep 12 variables at most."))
    names = [name for name, _range in pairs]
    if len(set(names)) < len(names) or set(names) & (CONSTANTS.keys() | FUNCTIONS.keys()):
        raise BadFormula(NAME_TAKEN)
    return tuple(_variable(name, written) for name, written in pairs)


def decimal_mark(pairs: Pairs) -> str:
    """The mark in the values shown: as the author writes it in the ranges."""
    return "," if any(re.search(r"\d,\d", written) for _name, written in pairs) else "."


def seed_of(key: str) -> int:
    """The small number that decides somebody's values: always the same for the same key."""
    return int.from_bytes(sha256(key.encode()).digest()[:8]) % SEEDS


def drawn(variables: tuple[Variable, ...], seed: int) -> dict[str, Decimal]:
    """The values that ``seed`` stands for."""
    return {
        variable.name: variable.low + variable.step * _pick(seed, variable)
        for variable in variables
    }


def edges(variables: tuple[Variable, ...]) -> tuple[dict[str, Decimal], ...]:
    """Both ends of all ranges, to see whether formulas hold there as well."""
    last = [
        (variable, variable.low + variable.step * (variable.count - 1)) for variable in variables
    ]
    low = {variable.name: variable.low for variable in variables}
    high = {variable.name: value for variable, value in last}
    mixed = [low | {name: high[name]} for name in high] + [high | {name: low[name]} for name in low]
    return (low, high, *mixed)


def filled(text: str, values: dict[str, Decimal], *, mark: str = ".") -> str:
    """``text`` with numbers where ``{a}`` and ``{= a * 2}`` stand; what is neither stays."""
    bits = _TEX.split(text)
    return "".join(
        _filled(bit, values, mark=mark, in_tex=index % 2 == 1) for index, bit in enumerate(bits)
    )


def plain(value: Decimal | float, mark: str = ".") -> str:
    """A number as people write it; what was worked out has four decimals, or digits, at most."""
    if isinstance(value, float):
        value = Decimal(f"{value:.{_DIGITS}{'f' if abs(value) >= 1 else 'g'}}")
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return ("0" if text in {"-0", ""} else text).replace(".", mark)


def _variable(name: str, written: str) -> Variable:
    found = _RANGE.fullmatch(written)
    if found is None or not _NAME.fullmatch(name):
        raise BadFormula(NO_RANGE)
    low, high = number(found["low"]), number(found["high"])
    if low is None or high is None:
        raise BadFormula(NO_RANGE)
    step = number(found["step"]) if found["step"] else _usual_step(low, high)
    if step is None or step <= 0 or low > high or max(abs(low), abs(high)) > _LARGEST:
        raise BadFormula(BAD_RANGE)
    variable = Variable(name=name, low=low, high=high, step=step)
    if variable.count > MOST_VALUES:
        raise BadFormula(BAD_RANGE)
    return variable


def _usual_step(low: Decimal, high: Decimal) -> Decimal:
    """One unit of the last decimal that the range is written with."""
    return Decimal(1).scaleb(min(0, *(_exponent(value) for value in (low, high))))


def _exponent(value: Decimal) -> int:
    found = value.normalize().as_tuple().exponent
    return found if isinstance(found, int) else 0


def _pick(seed: int, variable: Variable) -> int:
    digest = sha256(f"{seed}:{variable.name}".encode()).digest()
    return int.from_bytes(digest[:8]) % variable.count


def _filled(text: str, values: dict[str, Decimal], *, mark: str, in_tex: bool) -> str:
    comma = "{,}" if in_tex and mark == "," else mark

    def shown(found: re.Match[str]) -> str:
        words = _shown(found, values, comma)
        if words is None:
            return found.group()
        return f"{{{words}}}" if in_tex else words

    return _PLACE.sub(shown, text)


def _shown(found: re.Match[str], values: dict[str, Decimal], mark: str) -> str | None:
    if found["name"]:
        value = values.get(found["name"])
        return None if value is None else plain(value, mark)
    try:
        result = value_of(
            read_formula(found["formula"]), {name: float(v) for name, v in values.items()}
        )
    except BadFormula:
        return None
    return plain(result, mark)
