"""The game itself: a question and an answer are turned over, a claim is made, the key decides."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from volteface.classroom.games.game import Outcome
from volteface.classroom.games.minds import Minds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.classroom.games.game import Deck, Random

SECONDS_PER_TURN = 25
RULES_MINUTES = 3
LEAST_PAIRS, MOST_PAIRS = 8, 24
# Turns a table needs for a pair, on average and with nine games of ten before the bell.
_TURNS_PER_PAIR = 3.4
# A card seen before is found again this often.
REMEMBERED = 0.75
# Who does not know claims a pair they only hope for this often: in their own turn, in another's.
HOPEFUL, KNOCKS = 0.4, 0.08


def turns_in(minutes: int) -> int:
    """Turns a table takes in the planned minutes, after hearing the rules."""
    return max(1, (minutes - RULES_MINUTES) * 60 // SECONDS_PER_TURN)


def pairs_in(minutes: int) -> int:
    """Pairs that are found in the planned minutes."""
    return max(LEAST_PAIRS, min(MOST_PAIRS, int(turns_in(minutes) / _TURNS_PER_PAIR)))


@dataclass(slots=True)
class Table:
    """What lies where: pairs still there, and what each player has seen of the answers."""

    left: list[int]
    seen: list[dict[int, bool]]
    taken: list[int]
    points: list[int]
    turns: int = 0
    order: list[int] = field(default_factory=list)


def simulate(deck: Deck, *, players: Sequence[float], minutes: int, rng: Random) -> Outcome:
    """One game: every turn one question and one answer are turned, until all pairs are taken."""
    pairs = len(deck.key)
    minds = Minds(players, rng)
    table = Table(
        left=list(range(pairs)),
        seen=[{} for _ in players],
        taken=[0 for _ in players],
        points=[0 for _ in players],
    )
    while table.left and table.turns < turns_in(minutes):
        turn(table, minds, player=table.turns % len(players), rng=rng)
        table.turns += 1
    return Outcome(
        seconds=RULES_MINUTES * 60 + table.turns * SECONDS_PER_TURN,
        finished=not table.left,
        scores=tuple(float(points) for points in table.points),
        cards_played=table.turns,
    )


def turn(table: Table, minds: Minds, *, player: int, rng: Random) -> None:
    """Turn a question, then an answer; whoever claims a pair is judged by the key.

    Without a claim nobody looks at the key and both cards are turned back, pair or not.
    """
    question = rng.choice(table.left)
    answer = _answer_turned(table, minds, player=player, question=question, rng=rng)
    for memory in table.seen:
        memory[answer] = rng.random() < REMEMBERED
    claimed = _claimed(table, minds, player=player, question=question, answer=answer, rng=rng)
    if answer == question and claimed:
        table.left.remove(question)
        table.taken[claimed[0]] += 1
        table.points[claimed[0]] += 2
        for each in range(len(table.seen)):
            minds.told(each, question)
    elif answer != question:
        for each in claimed:
            # A wrong claim costs a point, never below nothing.
            table.points[each] = max(0, table.points[each] - 1)


def _answer_turned(table: Table, minds: Minds, *, player: int, question: int, rng: Random) -> int:
    """Who knows the answer and where it lies turns it; everybody else turns one not seen yet."""
    memory = table.seen[player]
    if minds.knows(player, question) and memory.get(question):
        return question
    known_elsewhere = {pair for pair, remembered in memory.items() if remembered}
    if minds.knows(player, question):
        unseen = [pair for pair in table.left if pair not in known_elsewhere]
        return rng.choice(unseen or table.left)
    return rng.choice(table.left)


def _claimed(
    table: Table, minds: Minds, *, player: int, question: int, answer: int, rng: Random
) -> list[int]:
    """Who says or knocks “pair”: whose turn it is first, then round the table to the left."""
    count = len(table.seen)
    claimed = []
    for step in range(count):
        each = (player + step) % count
        if minds.knows(each, question):
            sees = answer == question
        else:
            sees = rng.random() < (HOPEFUL if step == 0 else KNOCKS)
        if sees:
            claimed.append(each)
    return claimed
