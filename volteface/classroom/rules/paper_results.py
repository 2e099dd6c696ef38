"""What the sheets of a test say together: how many right, and a team beside its best member."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share with what it is a share of; nothing without anybody."""

    right: int
    n: int

    @property
    def value(self) -> float | None:
        """Between 0 and 1."""
        return self.right / self.n if self.n else None


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideTheBest:
    """Teams of which at least two members' own sheets are known, beside the best of these.

    Counted on the questions both have, the team at its first try. The best of several is partly
    luck, so a small lead of the team says little.
    """

    teams: int
    # Of the teams, how many had more right than their best member, and how many as much.
    above: int
    level: int
    team_share: float
    best_share: float


def shares(answered: Iterable[Mapping[str, bool]], questions: Sequence[str]) -> dict[str, Share]:
    """For each question how many of the sheets that answered it have it right."""
    sheets = list(answered)
    return {
        code: Share(
            right=sum(sheet.get(code, False) for sheet in sheets),
            n=sum(code in sheet for sheet in sheets),
        )
        for code in questions
    }


def mean_right(answered: Iterable[Mapping[str, bool]], questions: int) -> float | None:
    """The mean share of a test's questions that a sheet has right; a blank is not right."""
    sheets = [sum(sheet.values()) for sheet in answered]
    return fmean(sheets) / questions if sheets and questions else None


def beside_the_best(
    teams: Mapping[int, Mapping[str, bool]],
    members: Mapping[int, Sequence[Mapping[str, bool]]],
) -> BesideTheBest | None:
    """Each team at its first try beside its best member; ``teams`` and ``members`` by number."""
    pairs = []
    for number, team in teams.items():
        own = members.get(number, ())
        if len(own) >= 2 and team:  # noqa: PLR2004 - one member is no team
            best = max(sum(sheet.get(code, False) for code in team) for sheet in own)
            pairs.append((sum(team.values()), best, len(team)))
    if not pairs:
        return None
    return BesideTheBest(
        teams=len(pairs),
        above=sum(team > best for team, best, _of in pairs),
        level=sum(team == best for team, best, _of in pairs),
        team_share=fmean(team / of for team, _best, of in pairs),
        best_share=fmean(best / of for _team, best, of in pairs),
    )
