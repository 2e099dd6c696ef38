"""Another key for the same words: what a regrade marks the answers given so far by."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from volteface.questions.rules.content import Content, Option
from volteface.questions.rules.marks import FULL

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

# Kinds whose key is which options are right, and those whose key is what may be typed.
CHOSEN = frozenset(("single", "multiple", "true_false"))
TYPED = frozenset(("numeric", "short_text"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mending:
    """What an author wants: which options are right, what else to accept, or no marks at all."""

    right: frozenset[str] = frozenset()
    accepted: tuple[str, ...] = ()
    dropped: bool = False


def mending_of(content: Content) -> Mending:
    """The key as it is, to begin with."""
    several = content.kind == "multiple"
    return Mending(
        right=frozenset(
            option.id
            for option in content.options
            if option.fraction >= FULL or (several and option.fraction > 0)
        ),
        dropped=content.settings.dropped,
    )


def mended(content: Content, mending: Mending) -> Content:
    """``content`` with another key and the same words.

    A dropped question keeps its key, so that it can be taken back. A now right option gives no
    belief away any more; an option that was right and no longer is earns nothing.
    """
    settings = replace(content.settings, dropped=mending.dropped)
    content = replace(content, settings=settings)
    if mending.dropped:
        return content
    if content.kind in CHOSEN:
        return replace(content, options=_with_key(content, mending.right))
    if content.kind in TYPED:
        return replace(content, options=_accepting(content, mending.accepted))
    return content


def _with_key(content: Content, right: Collection[str]) -> tuple[Option, ...]:
    share = 1 / len(right) if content.kind == "multiple" and right else 1.0
    before = mending_of(content).right
    if before == right:
        return content.options
    return tuple(
        replace(option, fraction=share, misconception="")
        if option.id in right
        else replace(option, fraction=0.0)
        if option.id in before
        else option
        for option in content.options
    )


def _accepting(content: Content, accepted: Sequence[str]) -> tuple[Option, ...]:
    known = {option.text: option for option in content.options}
    model = next((option for option in content.options if option.fraction >= FULL), None)
    tolerance = model.tolerance if model else None
    options = tuple(
        replace(option, fraction=1.0, misconception="") if option.text in accepted else option
        for option in content.options
    )
    fresh = tuple(
        Option(id="", text=text, fraction=1.0, tolerance=tolerance)
        for text in dict.fromkeys(accepted)
        if text and text not in known
    )
    return options + fresh
