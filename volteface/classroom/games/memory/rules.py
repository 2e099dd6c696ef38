"""The game itself: a question and an answer are turned over, a claim is made, the key decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.classroom.games.game import Outcome
from volteface.classroom.games.minds import Minds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.classroom.games.game import Deck, Random

SECONDS_PER_TURN = 30
RULES_MINUTES = 3
LEAST_PAIRS, MOST_PAIRS = 8, 24
# There is something to lose from the first claim on.
POINTS_AT_START = 3
# Turns a table needs for a pair: so that nearly all end before the bell, and usually.
_TURNS_PER_PAIR, _USUAL_TURNS_PER_PAIR = 2.45, 2.05
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


def usual_minutes(pairs: int, minutes: int) -> int:
    """When a mixed table usually has taken so many pairs."""
    turns = pairs * _USUAL_TURNS_PER_PAIR
    return min(minutes, RULES_MINUTES + round(turns * SECONDS_PER_TURN / 60))


@dataclass(slots=True)
class Table:
    """What lies where: pairs still there, and which cards each player remembers the place of."""

    left: list[int]
    asks_seen: list[dict[int, bool]]
    answers_seen: list[dict[int, bool]]
    points: list[int]
    turns: int = 0


def simulate(deck: Deck, *, players: Sequence[float], minutes: int, rng: Random) -> Outcome:
    """One game: every turn one question and one answer are turned, until one pair is left.

    The last pair is nobody's: it takes no knowledge to see it.
    """
    minds = Minds(players, rng)
    table = Table(
        left=list(range(len(deck.key))),
        asks_seen=[{} for _ in players],
        answers_seen=[{} for _ in players],
        points=[POINTS_AT_START for _ in players],
    )
    while len(table.left) > 1 and table.turns < turns_in(minutes):
        turn(table, minds, player=table.turns % len(players), rng=rng)
        table.turns += 1
    return Outcome(
        seconds=RULES_MINUTES * 60 + table.turns * SECONDS_PER_TURN,
        finished=len(table.left) <= 1,
        scores=tuple(float(points) for points in table.points),
        cards_played=table.turns,
    )


def turn(table: Table, minds: Minds, *, player: int, rng: Random) -> None:
    """Turn a question, then an answer; whoever claims a pair is judged by the key.

    Without a claim nobody looks at the key and both cards are turned back, pair or not. With one,
    the judge reads the right answer to everybody, so that looking it up is nobody's advantage.
    """
    question = _asked(table, minds, player=player, rng=rng)
    answer = _answer_turned(table, minds, player=player, question=question, rng=rng)
    for asks, answers in zip(table.asks_seen, table.answers_seen, strict=True):
        asks[question] = rng.random() < REMEMBERED
        answers[answer] = rng.random() < REMEMBERED
    claimed = _claimed(table, minds, player=player, question=question, answer=answer, rng=rng)
    if answer == question and claimed:
        table.left.remove(question)
        table.points[claimed[0]] += 3 if minds.explains(claimed[0], question) else 2
    elif answer != question:
        for each in claimed:
            # A wrong claim costs a point, never below nothing.
            table.points[each] = max(0, table.points[each] - 1)
    if claimed:
        for each in range(len(table.points)):
            minds.told(each, question)


def _asked(table: Table, minds: Minds, *, player: int, rng: Random) -> int:
    """Who knows where both cards of a pair lie turns that pair; everybody else any question."""
    asks, answers = table.asks_seen[player], table.answers_seen[player]
    sure = [
        pair
        for pair in table.left
        if asks.get(pair) and answers.get(pair) and minds.knows(player, pair)
    ]
    return rng.choice(sure or table.left)


def _answer_turned(table: Table, minds: Minds, *, player: int, question: int, rng: Random) -> int:
    """Who knows the answer and where it lies turns it; everybody else turns one not seen yet."""
    answers = table.answers_seen[player]
    if minds.knows(player, question):
        if answers.get(question):
            return question
        unseen = [pair for pair in table.left if not answers.get(pair)]
        return rng.choice(unseen or table.left)
    return rng.choice(table.left)


def _claimed(
    table: Table, minds: Minds, *, player: int, question: int, answer: int, rng: Random
) -> list[int]:
    """Whose turn it is claims; or else whoever knocks, round the table to the left."""

    def sees(each: int, hopeful: float) -> bool:
        if minds.knows(each, question):
            return answer == question
        return rng.random() < hopeful

    count = len(table.points)
    if sees(player, HOPEFUL):
        return [player]
    others = ((player + step) % count for step in range(1, count))
    return [each for each in others if sees(each, KNOCKS)]
