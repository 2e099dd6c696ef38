"""Who sits in which team: neighbours, somebody ready in each, different answers, few repeats.

Chance comes from outside: the same people, wishes and generator make the same teams. The costs and
their reasons are in docs/algorithms/teams.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from volteface.classroom.rules.seats import apart, row_place

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Mapping, Sequence

    from volteface.classroom.rules.seats import Spot

    type Assignment = tuple[tuple[int, ...], ...]

LEAST, MOST = 3, 6

# What two people in one team cost, each once a pair.
MET_COST = 6.0
SEAT_COST = 3.0
SAME_ANSWER_COST = 2.0
SAME_GROUP_COST = 1.0
# Where groups are kept, nobody goes to another one while there is a way around it.
OTHER_GROUP_COST = 50.0

# Teams improved together; exchanges tried for each person, and with how far a team.
_WINDOW, _TRIES, _REACH = 64, 100, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody to be put into a team."""

    key: int
    group: str = ""
    ready: bool = False
    # What they answered to the key question; empty for nothing.
    answer: str = ""
    seat: Spot | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the teacher chose, and who was in a team with whom before."""

    size: int = 4
    # Each group among itself; else mixed.
    together: bool = True
    # How many earlier meetings two people, the smaller key first, were in one team.
    met: Mapping[tuple[int, int], int] = field(default_factory=dict)


def sizes(people: int, wished: int) -> list[int]:
    """How large each team is: 3 to 6 from three people on, as near to what is wished as can be.

    One or two people are one team; nobody, none.
    """
    if people < LEAST:
        return [people] if people else []
    least, most = -(-people // MOST), people // LEAST
    teams = max(least, min(most, round(people / wished)))
    small, larger = divmod(people, teams)
    return [small + 1] * larger + [small] * (teams - larger)


def make_teams(people: Iterable[Candidate], wishes: Wishes, rng: random.Random) -> Assignment:
    """Everybody once. At least one ready member a team wherever there are as many as teams."""
    everybody = sorted(people, key=lambda one: one.key)
    teams: list[tuple[int, ...]] = []
    for pool in _pools(everybody, together=wishes.together):
        line = _line(pool, rng)
        cut = _cut(line, sizes(len(line), wishes.size))
        _spread_ready(cut)
        for start in range(0, len(cut), _WINDOW):
            _improve(cut[start : start + _WINDOW], wishes, rng)
        teams += [tuple(one.key for one in team) for team in cut]
    return tuple(teams)


def pair_cost(one: Candidate, other: Candidate, wishes: Wishes) -> float:
    """What it costs to have these two in one team."""
    pair = (one.key, other.key) if one.key < other.key else (other.key, one.key)
    cost = MET_COST * wishes.met.get(pair, 0)
    if one.answer and one.answer == other.answer:
        cost += SAME_ANSWER_COST
    if wishes.together:
        cost += OTHER_GROUP_COST * (one.group != other.group)
    elif one.group and one.group == other.group:
        cost += SAME_GROUP_COST
    if one.seat is not None and other.seat is not None:
        cost += SEAT_COST * apart(one.seat, other.seat)
    return cost


def cost_of(teams: Iterable[Sequence[int]], people: Iterable[Candidate], wishes: Wishes) -> float:
    """The sum over all pairs of all teams; lower is better."""
    known = {one.key: one for one in people}
    return sum(
        pair_cost(known[team[i]], known[team[j]], wishes)
        for team in teams
        for i in range(len(team))
        for j in range(i)
    )


def _pools(people: Sequence[Candidate], *, together: bool) -> list[list[Candidate]]:
    """Who may be mixed: everybody, or each group; a group of one or two joins the smallest one."""
    if not together:
        return [list(people)] if people else []
    by_group: dict[str, list[Candidate]] = {}
    for one in people:
        by_group.setdefault(one.group, []).append(one)
    pools = [by_group[name] for name in sorted(by_group)]
    few = [pool for pool in pools if len(pool) < LEAST]
    large = [pool for pool in pools if len(pool) >= LEAST]
    rest = [one for pool in few for one in pool]
    if not large or len(rest) >= LEAST:
        return large + ([rest] if rest else [])
    min(large, key=len).extend(rest)
    return large


def _line(pool: Sequence[Candidate], rng: random.Random) -> list[Candidate]:
    """Everybody in a row that can be cut: by their seats, two rows at a time to and fro."""
    mixed = rng.sample(pool, len(pool))
    seated = [(one, one.seat) for one in mixed if one.seat is not None]

    def place(item: tuple[Candidate, Spot]) -> tuple[int, int, int]:
        _one, seat = item
        row = row_place(seat.row)
        band = (row + 1) // 2
        return band, seat.number if band % 2 else -seat.number, row

    return [one for one, _seat in sorted(seated, key=place)] + [
        one for one in mixed if one.seat is None
    ]


def _cut(line: Sequence[Candidate], lengths: Iterable[int]) -> list[list[Candidate]]:
    teams, start = [], 0
    for length in lengths:
        teams.append(list(line[start : start + length]))
        start += length
    return teams


def _spread_ready(teams: list[list[Candidate]]) -> None:
    """Give each team without a ready member one of the nearest team that has two."""
    ready = [sum(one.ready for one in team) for team in teams]
    for place, team in enumerate(teams):
        if ready[place]:
            continue
        rich = [other for other in range(len(teams)) if ready[other] > 1]
        if not rich:
            return
        giver = min(rich, key=lambda other: abs(other - place))
        given = next(at for at, one in enumerate(teams[giver]) if one.ready)
        team[0], teams[giver][given] = teams[giver][given], team[0]
        ready[place], ready[giver] = 1, ready[giver] - 1


def _improve(teams: list[list[Candidate]], wishes: Wishes, rng: random.Random) -> None:
    """Let two people change places where that costs less and takes no team's only ready member."""
    people = [one for team in teams for one in team]
    cost = [[pair_cost(one, other, wishes) for other in people] for one in people]
    for place in range(len(people)):
        cost[place][place] = 0.0
    number = {one.key: place for place, one in enumerate(people)}
    here = [[number[one.key] for one in team] for team in teams]
    ready = [sum(one.ready for one in team) for team in teams]
    reach = min(len(here) - 1, _REACH if any(one.seat for one in people) else len(here))
    for _try in range(_TRIES * len(people) if reach else 0):
        first = int(rng.random() * len(here))
        second = (first + 1 + int(rng.random() * reach)) % len(here)
        left, right = here[first], here[second]
        i, j = int(rng.random() * len(left)), int(rng.random() * len(right))
        one, other = left[i], right[j]
        gain = people[other].ready - people[one].ready
        if (gain < 0 and ready[first] == 1) or (gain > 0 and ready[second] == 1):
            continue
        row, column = cost[one].__getitem__, cost[other].__getitem__
        change = sum(map(column, left)) - sum(map(row, left)) - 2 * row(other)
        if change + sum(map(row, right)) - sum(map(column, right)) < 0:
            left[i], right[j] = other, one
            ready[first] += gain
            ready[second] -= gain
    for team, places in zip(teams, here, strict=True):
        team[:] = [people[place] for place in places]
