"""Accepted appeals: for a team and its people one more option counts as right."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from volteface.questions.queries.content import Mark

NOBODY: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Credits:
    """What counts beside the key: options by their question's code."""

    by_team: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    # Of people in these teams, by their number.
    teams: Mapping[int, int] = field(default_factory=dict)

    def of_team(self, number: int) -> Mapping[str, str]:
        """For a team's sheet."""
        return self.by_team.get(number, NOBODY)

    def of_person(self, subject_id: int) -> Mapping[str, str]:
        """For a member's own sheet."""
        return self.of_team(self.teams.get(subject_id, 0))


def is_credited(credited: Mapping[str, str], code: str, chosen: tuple[str, ...]) -> bool:
    """Whether somebody chose, and chose alone, what an appeal made right."""
    return code in credited and chosen == (credited[code],)


def with_credit(mark: Mark) -> Mark:
    """The mark of such an answer: right, and no belief given away."""
    return replace(mark, fraction=1.0, correct=True, misconceptions=())
