"""Teams on the day: the absent go, the late come, and as few people as possible change places.

Nobody moves unless their own team has fallen under three.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.classroom.rules.teams import LEAST, MOST, pair_cost, sizes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from volteface.classroom.rules.teams import Candidate, Wishes

    type Numbered = dict[int, list[int]]

# What one more person in a team costs where teams differ in size: even teams come first, unless
# somebody would have to sit far away or among another group.
CROWD_COST = 4.0
# A team that has nobody ready, for somebody who is.
READY_GAIN = 8.0


def reflow(
    teams: Mapping[int, Sequence[int]],
    *,
    gone: Collection[int],
    late: Sequence[int] = (),
    back: Mapping[int, int] | None = None,
    people: Iterable[Candidate],
    wishes: Wishes,
) -> Numbered:
    """The teams by number without ``gone`` and with ``late``; a team that is dissolved is left out.

    ``back`` tells the team that somebody late was in before. Where every team is full, three who
    wait make a new one; before that they sit as a seventh. Where nobody can take in the rest of a
    team, it stays as it is: the page says so.
    """
    known = {one.key: one for one in people}
    here = {
        number: [key for key in team if key not in gone and key not in late]
        for number, team in teams.items()
    }
    here = {number: team for number, team in here.items() if team}
    _take_in(here, late, back or {}, known, wishes)
    for number in sorted(here, key=lambda each: (len(here[each]), each)):
        if number in here and len(here[number]) < LEAST:
            _save(here, number, known, wishes)
    return here


def moved(before: Mapping[int, Sequence[int]], after: Mapping[int, Sequence[int]]) -> set[int]:
    """Who is in another team than before, of those who were in one and still are."""
    was = {key: number for number, team in before.items() for key in team}
    return {key for number, team in after.items() for key in team if was.get(key, number) != number}


def _take_in(
    here: Numbered,
    late: Sequence[int],
    back: Mapping[int, int],
    known: Mapping[int, Candidate],
    wishes: Wishes,
) -> None:
    """Put who is late into teams: their own, one that fell under three, then where they fit."""
    waiting = []
    for key in late:
        own = back.get(key)
        if own in here and len(here[own]) < MOST:
            here[own].append(key)
            continue
        small = [number for number, team in here.items() if len(team) < LEAST]
        chosen = _best(here, known[key], small or _open(here), known, wishes)
        if chosen is None:
            waiting.append(key)
        else:
            here[chosen].append(key)
    if len(waiting) >= LEAST or not here:
        for length in sizes(len(waiting), wishes.size):
            here[_free_number(here)], waiting = waiting[:length], waiting[length:]
        return
    for key in waiting:
        chosen = _best(here, known[key], list(here), known, wishes)
        if chosen is not None:
            here[chosen].append(key)


def _save(here: Numbered, number: int, known: Mapping[int, Candidate], wishes: Wishes) -> None:
    """Let a team under three go into others: two such teams become one, fewer people moving."""
    team = here[number]
    others = [each for each in here if each != number]
    small = [each for each in others if len(here[each]) < LEAST]
    if small:
        into = max(small, key=lambda each: (len(here[each]), -each))
        if len(here[into]) < len(team):
            number, into = into, number
        here[into] += here.pop(number)
        return
    if sum(MOST - len(here[each]) for each in others if len(here[each]) < MOST) < len(team):
        return
    del here[number]
    for key in team:
        chosen = _best(here, known[key], _open(here), known, wishes)
        if chosen is not None:
            here[chosen].append(key)


def _best(
    here: Numbered,
    one: Candidate,
    among: Sequence[int],
    known: Mapping[int, Candidate],
    wishes: Wishes,
) -> int | None:
    """The team in which somebody costs least."""

    def cost(number: int) -> tuple[float, int]:
        team = [known[key] for key in here[number]]
        pairs = sum(pair_cost(one, other, wishes) for other in team) / max(1, len(team))
        helps = one.ready and not any(other.ready for other in team)
        return pairs + CROWD_COST * len(team) - READY_GAIN * helps, number

    return min(among, key=cost, default=None)


def _open(here: Numbered) -> list[int]:
    return [number for number, team in here.items() if len(team) < MOST]


def _free_number(here: Numbered) -> int:
    return next(number for number in range(1, len(here) + 2) if number not in here)
