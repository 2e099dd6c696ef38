"""What a plan needs on the tables and how people sit, summed up from its blocks."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# How an activity wants people to sit.
ANYWHERE, PAIRS, TEAMS, SIDES, WALK = "anywhere", "pairs", "teams", "sides", "walk"
SITTINGS = (ANYWHERE, PAIRS, TEAMS, SIDES, WALK)
EACH, PAIR, TEAM, ROOM = "each", "pair", "team", "room"
# People at a table where the technique does not say.
USUAL_TEAM = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Something a technique needs: for each, for each pair or team, or once for the room."""

    name: str
    per: str = EACH
    printed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What one block needs."""

    code: str
    sits: str = ANYWHERE
    team: int = 0
    things: tuple[Thing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many of a thing the whole meeting needs, and in which blocks."""

    thing: Thing
    count: int
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """How people sit from a block on; ``tables`` is how many groups that makes.

    ``team`` is 0 where they sit in the teams that were made for the meeting.
    """

    code: str
    sits: str
    team: int
    tables: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """What to print, what to bring, how to sit and how often people move."""

    to_print: tuple[Counted, ...]
    to_bring: tuple[Counted, ...]
    sittings: tuple[Sitting, ...]

    @property
    def moves(self) -> int:
        """How often people change places."""
        return max(0, len(self.sittings) - 1)


def how_many(thing: Thing, *, people: int, team: int, teams: int = 0) -> int:
    """The number of a thing for so many people in teams of so many; for nobody none.

    Where ``teams`` were made for the meeting, it is they who are counted.
    """
    if thing.per == TEAM and teams:
        return teams
    size = {EACH: 1, PAIR: 2, TEAM: team or USUAL_TEAM}.get(thing.per)
    return ceil(people / size) if size else 1


def provide(needs: Sequence[Need], *, people: int, teams: int = 0) -> Provision:
    """The same thing in two blocks is brought once: as many as the block that needs most.

    Whoever may sit anywhere stays as before, and so do pairs that sit in teams already. ``teams``
    is how many were made for the meeting: one does not make others for each activity.
    """
    most: dict[Thing, int] = {}
    blocks: dict[Thing, list[str]] = {}
    for need in needs:
        for thing in need.things:
            count = how_many(thing, people=people, team=need.team, teams=teams)
            most[thing] = max(most.get(thing, 0), count)
            blocks.setdefault(thing, []).append(need.code)
    found = [
        Counted(thing=thing, count=count, codes=tuple(blocks[thing]))
        for thing, count in most.items()
    ]
    return Provision(
        to_print=tuple(one for one in found if one.thing.printed),
        to_bring=tuple(one for one in found if not one.thing.printed),
        sittings=_sittings(needs, people, teams),
    )


def _sittings(needs: Sequence[Need], people: int, teams: int) -> tuple[Sitting, ...]:
    found: list[Sitting] = []
    for need in needs:
        in_teams = 0 if teams else need.team or USUAL_TEAM
        team = {TEAMS: in_teams, PAIRS: 2}.get(need.sits, 0)
        before = found[-1] if found else None
        if before is not None and (
            need.sits == ANYWHERE
            or (need.sits == PAIRS and before.sits == TEAMS)
            or (need.sits == before.sits and team == before.team)
        ):
            continue
        if need.sits == ANYWHERE and len(needs) > 1:
            continue
        tables = ceil(people / team) if team else teams if need.sits == TEAMS else 0
        found.append(Sitting(code=need.code, sits=need.sits, team=team, tables=tables))
    return tuple(found)
