"""How typed words and numbers are compared: kindly, and always the same way."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

_NUMBER = re.compile(
    r"(?P<sign>[-+]?)(?P<digits>\d[\d.,]{0,40}|[.,]\d{1,40})"
    r"(?:(?:[eE]|[x×*·]10\^?)(?P<exponent>[-+]?\d{1,3})(?!\d))?"
)
_SPACES_IN_NUMBERS = re.compile(r"(?<=\d)[\s'’_\u00a0\u202f](?=\d{3}(?!\d))")
_LEADING_WORDS = re.compile(r"^[^\d.,+-]{0,12}(?=[-+.,]?\d)")
_THOUSANDS = 3


def folded(text: str) -> str:
    """``text`` without what does not count: case, accents, outer signs and repeated spaces."""
    straight = text.replace("’", "'").replace("‘", "'").replace("–", "-").replace("‑", "-")
    plain = unicodedata.normalize("NFKD", straight).casefold()
    apart = unicodedata.normalize("NFKD", plain)
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(bare.split()).strip(' .;:!?"«»“”')


def number(text: str) -> Decimal | None:
    """The number somebody typed, whatever the decimal mark and the unit behind it.

    ``3,14`` is 3.14; ``1 500,5 €`` is 1500.5; when both marks occur, the last one is the decimal
    mark; ``1.5e3`` and ``1.5 × 10^3`` are 1500. None when there is no number.
    """
    plain = unicodedata.normalize("NFKC", text[:200]).replace("−", "-").replace("٫", ",")
    plain = _SPACES_IN_NUMBERS.sub("", plain.strip())
    plain = re.sub(r"\s*([x×*·])\s*10\s*\^?\s*", r"×10^", plain)
    plain = re.sub(r"^([-+])\s+", r"\1", _LEADING_WORDS.sub("", plain))
    found = _NUMBER.match(plain)
    if not found:
        return None
    digits = _with_decimal_point(found["digits"])
    if digits is None:
        return None
    return Decimal(f"{found['sign']}{digits}e{found['exponent'] or 0}")


def _with_decimal_point(digits: str) -> str | None:
    digits = digits.rstrip(".,") if digits[-1] in ".," else digits
    dots, commas = digits.count("."), digits.count(",")
    if dots and commas:
        decimal = max(digits.rfind("."), digits.rfind(","))
        if digits.count(digits[decimal]) > 1:
            return None
        whole = digits[:decimal].replace(".", "").replace(",", "")
        return f"{whole}.{digits[decimal + 1 :]}"
    if dots + commas > 1:
        groups = re.split(r"[.,]", digits)
        if all(len(group) == _THOUSANDS for group in groups[1:]):
            return "".join(groups)
        return None
    return digits.replace(",", ".")
