"""The game itself: the open end asks, everybody may lay a tile, the key says which one answers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from volteface.classroom.games.game import Outcome
from volteface.classroom.games.minds import Minds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.classroom.games.game import Deck, Random

SECONDS_PER_TILE = 55
RULES_MINUTES = 3
LEAST_TILES, MOST_TILES = 10, 28
POINTS_AT_START = 3
# Who is not sure lays a tile all the same this often.
HOPEFUL = 0.45


def tiles_in(minutes: int) -> int:
    """Tiles of the ring that a table lays in the planned minutes; the first lies there already."""
    rounds = (minutes - RULES_MINUTES) * 60 // SECONDS_PER_TILE
    return max(LEAST_TILES, min(MOST_TILES, rounds + 1))


def usual_minutes(tiles: int, minutes: int) -> int:
    """When the ring is closed."""
    return min(minutes, RULES_MINUTES + math.ceil((tiles - 1) * SECONDS_PER_TILE / 60))


def simulate(deck: Deck, *, players: Sequence[float], minutes: int, rng: Random) -> Outcome:
    """One game: tile after tile joins the chain until it closes or the bell rings."""
    tiles = len(deck.cards)
    minds = Minds(players, rng)
    hands = dealt(tiles, len(players), rng)
    points = [POINTS_AT_START for _ in players]
    most = max(0, (minutes - RULES_MINUTES) * 60 // SECONDS_PER_TILE)
    played = 0
    # Tile 0 lies on the table; every next one in the ring answers the one before.
    for tile in range(1, tiles):
        if played >= most:
            break
        # The last one closes the ring and counts for nobody: there is nothing left to choose.
        if tile < tiles - 1:
            lay(tile, hands, points, minds, rng)
        played += 1
    return Outcome(
        seconds=RULES_MINUTES * 60 + played * SECONDS_PER_TILE,
        finished=played == tiles - 1,
        scores=tuple(float(count) for count in points),
        cards_played=played,
    )


def dealt(tiles: int, players: int, rng: Random) -> list[set[int]]:
    """All get as many; tile 0 and what is left over lie open on the table, nobody's."""
    order = list(range(1, tiles))
    rng.shuffle(order)
    alike = len(order) // players
    return [set(order[player * alike : (player + 1) * alike]) for player in range(players)]


def lay(tile: int, hands: list[set[int]], points: list[int], minds: Minds, rng: Random) -> None:
    """Everybody lays a tile face down or passes.

    The right one wins two, and one more for a reason the table accepts; a wrong one costs one.
    """
    for player, hand in enumerate(hands):
        if minds.knows(player, tile):
            # Sees the answer in the own hand, or sees that it is not there.
            laid = tile if tile in hand else None
        else:
            laid = rng.choice(sorted(hand)) if hand and rng.random() < HOPEFUL else None
        if laid == tile:
            points[player] += 3 if minds.explains(player, tile) else 2
        elif laid is not None:
            points[player] = max(0, points[player] - 1)
        minds.told(player, tile)
    for hand in hands:
        hand.discard(tile)
