"""Formulas of office documents as LaTeX: fractions, roots, powers, sums, brackets, matrices."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from volteface.interop.rules.safe_xml import local

if TYPE_CHECKING:
    from collections.abc import Callable

_DEEPEST = 40
_SIGNS = {
    "×": r"\times ", "÷": r"\div ", "±": r"\pm ", "∓": r"\mp ", "·": r"\cdot ", "⋅": r"\cdot ",
    "≤": r"\le ", "≥": r"\ge ", "≠": r"\ne ", "≈": r"\approx ", "≡": r"\equiv ", "∼": r"\sim ",
    "∞": r"\infty ", "∂": r"\partial ", "∇": r"\nabla ", "∈": r"\in ", "∉": r"\notin ",
    "⊂": r"\subset ", "⊆": r"\subseteq ", "∪": r"\cup ", "∩": r"\cap ", "∅": r"\emptyset ",
    "→": r"\to ", "←": r"\leftarrow ", "⇒": r"\Rightarrow ", "⇔": r"\Leftrightarrow ",
    "∀": r"\forall ", "∃": r"\exists ", "∑": r"\sum ", "∏": r"\prod ", "∫": r"\int ",
    "∬": r"\iint ", "∮": r"\oint ", "√": r"\surd ", "∝": r"\propto ", "…": r"\dots ",
    "α": r"\alpha ", "β": r"\beta ", "γ": r"\gamma ", "δ": r"\delta ", "ε": r"\epsilon ",
    "ϵ": r"\epsilon ", "ζ": r"\zeta ", "η": r"\eta ", "θ": r"\theta ", "κ": r"\kappa ",
    "λ": r"\lambda ", "μ": r"\mu ", "µ": r"\mu ", "ν": r"\nu ", "ξ": r"\xi ", "π": r"\pi ",
    "ρ": r"\rho ", "σ": r"\sigma ", "τ": r"\tau ", "φ": r"\phi ", "ϕ": r"\phi ", "χ": r"\chi ",
    "ψ": r"\psi ", "ω": r"\omega ", "Γ": r"\Gamma ", "Δ": r"\Delta ", "Θ": r"\Theta ",
    "Λ": r"\Lambda ", "Π": r"\Pi ", "Σ": r"\Sigma ", "Φ": r"\Phi ", "Ψ": r"\Psi ",
    "Ω": r"\Omega ", "−": "-", "\u2061": "", "\u00a0": " ",
}  # fmt: skip
_SPECIAL = re.compile(r"[#$%&_{}^~\\]")
_NAMES = {"sin", "cos", "tan", "log", "ln", "exp", "lim", "min", "max", "det", "dim", "gcd"}
_ACCENTS = {"̂": "hat", "̃": "tilde", "̅": "bar", "⃗": "vec", "̇": "dot", "̈": "ddot", "¯": "bar"}
_OPEN = {"{": r"\{", "}": r"\}", "‖": r"\|", "⟨": r"\langle ", "⟩": r"\rangle ", "": "."}


class NoFormula(Exception):
    """A construct without a counterpart."""


def latex(element: Any) -> str:
    """The formula of an ``m:oMath``; raises ``NoFormula`` for what has no counterpart."""
    return re.sub(r" {2,}", " ", _all(element, 0)).strip()


def words_in(element: Any) -> str:
    """The signs of a formula one after the other, for whoever writes it anew."""
    return "".join(part.text or "" for part in element.iter() if local(part.tag) == "t")


def _all(element: Any, depth: int) -> str:
    if depth > _DEEPEST:
        raise NoFormula
    return "".join(_one(child, depth + 1) for child in element)


def _one(element: Any, depth: int) -> str:
    name = local(element.tag)
    if name.endswith("Pr") or name in {"bookmarkStart", "bookmarkEnd", "proofErr"}:
        return ""
    if name == "r":
        return "".join(_text(part.text or "") for part in element if local(part.tag) == "t")
    if name in {"e", "num", "den", "sub", "sup", "deg", "fName", "oMath", "box", "borderBox"}:
        return _all(element, depth)
    if name == "phant":
        return ""
    writer = _WRITERS.get(name)
    if writer is None:
        raise NoFormula(name)
    return writer(element, depth)


def _text(text: str) -> str:
    if text.strip() in _NAMES:
        return f"\\{text.strip()} "
    words = _SPECIAL.sub(lambda match: f"\\{match[0]}" if match[0] in "#$%&_{}" else " ", text)
    return "".join(_SIGNS.get(sign, sign) for sign in words)


def _part(element: Any, name: str, depth: int) -> str:
    found = next((child for child in element if local(child.tag) == name), None)
    return "" if found is None else _all(found, depth).strip()


def _value(element: Any, name: str, usual: str) -> str:
    for part in element.iter():
        if local(part.tag) == name:
            given = [value for key, value in part.attrib.items() if local(key) == "val"]
            return given[0] if given else ""
    return usual


def _fraction(element: Any, depth: int) -> str:
    top, bottom = _part(element, "num", depth), _part(element, "den", depth)
    return f"\\frac{{{top}}}{{{bottom}}}"


def _scripts(element: Any, depth: int) -> str:
    base, low, high = (_part(element, name, depth) for name in ("e", "sub", "sup"))
    return f"{{{base}}}" + (f"_{{{low}}}" if low else "") + (f"^{{{high}}}" if high else "")


def _root(element: Any, depth: int) -> str:
    degree, inside = _part(element, "deg", depth), _part(element, "e", depth)
    return f"\\sqrt[{degree}]{{{inside}}}" if degree else f"\\sqrt{{{inside}}}"


def _sum(element: Any, depth: int) -> str:
    sign = _SIGNS.get(_value(element, "chr", "∫"), r"\int ")
    low, high, inside = (_part(element, name, depth) for name in ("sub", "sup", "e"))
    limits = (f"_{{{low}}}" if low else "") + (f"^{{{high}}}" if high else "")
    return f"{sign.strip()}{limits} {inside}"


def _bracket(element: Any, depth: int) -> str:
    left, right = _value(element, "begChr", "("), _value(element, "endChr", ")")
    parts = [_all(child, depth).strip() for child in element if local(child.tag) == "e"]
    inside = _value(element, "sepChr", ",").join(parts)
    return f"\\left{_OPEN.get(left, left)}{inside}\\right{_OPEN.get(right, right)}"


def _function(element: Any, depth: int) -> str:
    return f"{_part(element, 'fName', depth)} {_part(element, 'e', depth)}"


def _accent(element: Any, depth: int) -> str:
    command = _ACCENTS.get(_value(element, "chr", "̂"), "hat")
    return f"\\{command}{{{_part(element, 'e', depth)}}}"


def _bar(element: Any, depth: int) -> str:
    command = "overline" if _value(element, "pos", "bot") == "top" else "underline"
    return f"\\{command}{{{_part(element, 'e', depth)}}}"


def _limit(element: Any, depth: int) -> str:
    sign = "_" if local(element.tag) == "limLow" else "^"
    return f"{_part(element, 'e', depth)}{sign}{{{_part(element, 'lim', depth)}}}"


def _matrix(element: Any, depth: int) -> str:
    rows = [
        " & ".join(_all(cell, depth).strip() for cell in row if local(cell.tag) == "e")
        for row in element
        if local(row.tag) == "mr"
    ]
    return "\\begin{matrix}" + r" \\ ".join(rows) + "\\end{matrix}"


def _lines(element: Any, depth: int) -> str:
    rows = [_all(row, depth).strip() for row in element if local(row.tag) == "e"]
    return "\\begin{matrix}" + r" \\ ".join(rows) + "\\end{matrix}"


_WRITERS: dict[str, Callable[[Any, int], str]] = {
    "f": _fraction,
    "sSup": _scripts,
    "sSub": _scripts,
    "sSubSup": _scripts,
    "rad": _root,
    "nary": _sum,
    "d": _bracket,
    "func": _function,
    "acc": _accent,
    "bar": _bar,
    "limLow": _limit,
    "limUpp": _limit,
    "m": _matrix,
    "eqArr": _lines,
}
