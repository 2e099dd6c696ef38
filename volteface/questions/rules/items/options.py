"""What the wrong options do: who chooses them, and whether anybody does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.questions.rules.items.moments import mean

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

# Below, a rarely chosen option says nothing of the option.
FEWEST = 40
# Where nearly everybody is right, wrong options are rare by themselves.
TOO_EASY = 0.90
# Of the wrong answers.
FUNCTIONING = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One first answer: the options chosen, whether it is right, the learner's rest score."""

    chosen: Collection[str]
    correct: bool
    rest: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionUse:
    """How an option was used."""

    id: str
    is_right: bool
    count: int
    # Of all first answers.
    share: float
    # Mean rest score of who chose it, where anybody with one did.
    rest: float | None
    # Of a wrong option; nothing where it cannot be told.
    functions: bool | None


def option_uses(options: Mapping[str, bool], choices: Sequence[Choice]) -> list[OptionUse]:
    """Every option (id: is it right) with its choosers, in the options' order."""
    n = len(choices)
    wrong = [choice for choice in choices if not choice.correct]
    right_share = 1 - len(wrong) / n if n else 0.0
    can_tell = n >= FEWEST and right_share < TOO_EASY
    found = []
    for option, is_right in options.items():
        choosers = [choice for choice in choices if option in choice.chosen]
        rests = [choice.rest for choice in choosers if choice.rest is not None]
        in_wrong = sum(option in choice.chosen for choice in wrong)
        found.append(
            OptionUse(
                id=option,
                is_right=is_right,
                count=len(choosers),
                share=len(choosers) / n if n else 0.0,
                rest=mean(rests) if rests else None,
                functions=in_wrong >= FUNCTIONING * len(wrong)
                if can_tell and not is_right
                else None,
            )
        )
    return found
