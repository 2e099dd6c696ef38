"""Formulas in a line, between dollar signs, wherever in the line they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdit_py_plugins.dollarmath.index import math_inline_dollar

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_rule = math_inline_dollar(allow_space=False, allow_digits=False)


def read_first_signs_too(parser: MarkdownIt) -> None:
    """Mend how ``parser`` reads a formula that begins its text.

    The library looks at the character before a dollar sign, and before the first one it finds the
    text's last: in “$x$ is 5”, or before a last backslash, the signs would show.
    """
    parser.inline.ruler.at("math_inline", _formula)


def _formula(state: StateInline, silent: bool) -> bool:
    if state.pos:
        return _rule(state, silent)
    text = state.src
    # Whatever stands last is seen by the rule only from before the first character.
    state.src = f"{text} "
    try:
        return _rule(state, silent)
    finally:
        state.src = text
