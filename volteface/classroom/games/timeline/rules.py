"""The rules as states and legal moves, and tables that play by them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING, cast

from volteface.classroom.games.game import Outcome
from volteface.classroom.games.minds import Minds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.classroom.games.game import Deck, Random

# Hearing the rules and sorting the rows.
RULES_SECONDS = 210
CARD_SECONDS = 68
# Steps of the pawn: right and wrong, for “perhaps” and for “sure”. Being sure pays off from two
# chances in three on: p = 2p - 2(1 - p).
PERHAPS, SURE = (1, 0), (2, -2)
START = 2
REASON = 1

BET, EXPLAIN, OVER = "bet", "explain", "over"


class IllegalMove(ValueError):
    """The rules do not allow this now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bet:
    """Where a player says the card belongs: before the ``place``-th card of the row, from 0."""

    player: int
    place: int
    sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Explain:
    """The reason given by one who was right; the table accepts it or not."""

    player: int
    accepted: bool


type Move = Bet | Explain


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A table in the middle of a game; cards are numbers, ``ranks`` say which comes first."""

    ranks: tuple[float, ...]
    players: int
    phase: str
    # The row on the table, the card to be placed, what is left of the row, and the rows to come.
    placed: tuple[int, ...]
    card: int
    waiting: tuple[int, ...]
    rows: tuple[tuple[int, ...], ...]
    planned: int
    bets: tuple[Bet, ...] = ()
    explainer: int = -1
    scores: tuple[int, ...] = ()
    to_talk_about: frozenset[int] = frozenset()
    played: int = 0


def cards_in(minutes: int) -> int:
    """Cards a table places in the planned minutes, after hearing the rules."""
    return max(1, (minutes * 60 - RULES_SECONDS) // CARD_SECONDS)


def usual_minutes(played: int) -> int:
    """How long a table takes to place so many cards."""
    return ceil((RULES_SECONDS + played * CARD_SECONDS) / 60)


def start(
    rows: Sequence[Sequence[int]], ranks: Sequence[float], *, players: int, planned: int
) -> State:
    """The first row begins with its first card; rows are shuffled, each with two cards or more."""
    first, *later = (tuple(row) for row in rows)
    return State(
        ranks=tuple(ranks),
        players=players,
        phase=BET,
        placed=first[:1],
        card=first[1],
        waiting=first[2:],
        rows=tuple(later),
        planned=planned,
        scores=(START,) * players,
    )


def moves(state: State) -> tuple[Move, ...]:
    """Everything that may happen next; empty only when the game is over."""
    if state.phase == BET:
        player = len(state.bets)
        ways = (False, True) if state.scores[player] >= -SURE[1] else (False,)
        return tuple(
            Bet(player=player, place=place, sure=sure)
            for place in range(len(state.placed) + 1)
            for sure in ways
        )
    if state.phase == EXPLAIN:
        return tuple(
            Explain(player=state.explainer, accepted=accepted) for accepted in (True, False)
        )
    return ()


def play(state: State, move: Move) -> State:
    """The state after a legal move; raises ``IllegalMove``."""
    if move not in moves(state):
        raise IllegalMove(move)
    if isinstance(move, Bet):
        state = replace(state, bets=(*state.bets, move))
        return state if len(state.bets) < state.players else _turn_over(state)
    scores = list(state.scores)
    scores[move.player] += REASON if move.accepted else 0
    return _next_card(replace(state, scores=tuple(scores)))


def right_places(state: State) -> tuple[int, ...]:
    """The places that keep the row in order; between equals there are several."""
    rank = state.ranks[state.card]
    ranks = [state.ranks[card] for card in state.placed]
    return tuple(
        place
        for place in range(len(ranks) + 1)
        if all(other <= rank for other in ranks[:place])
        and all(other >= rank for other in ranks[place:])
    )


def _turn_over(state: State) -> State:
    """The card is turned over and laid where it belongs; one who was right may say why."""
    places = right_places(state)
    right = [bet.player for bet in state.bets if bet.place in places]
    scores = list(state.scores)
    for bet in state.bets:
        won, lost = SURE if bet.sure else PERHAPS
        scores[bet.player] += won if bet.place in places else lost
    half = (state.players - len(right)) * 2 >= state.players
    state = replace(
        state,
        placed=(*state.placed[: places[0]], state.card, *state.placed[places[0] :]),
        scores=tuple(scores),
        to_talk_about=state.to_talk_about | ({state.card} if half else set()),
    )
    if not right:
        return _next_card(state)
    reader = state.played % state.players
    # Of those who were right the one furthest back explains, the next to the reader's left first.
    explainer = min(right, key=lambda one: (scores[one], (one - reader - 1) % state.players))
    return replace(state, phase=EXPLAIN, explainer=explainer)


def _next_card(state: State) -> State:
    state = replace(state, bets=(), explainer=-1, played=state.played + 1)
    if state.played >= state.planned or not (state.waiting or state.rows):
        return replace(state, phase=OVER)
    if state.waiting:
        return replace(state, phase=BET, card=state.waiting[0], waiting=state.waiting[1:])
    row = state.rows[0]
    return replace(
        state, phase=BET, placed=row[:1], card=row[1], waiting=row[2:], rows=state.rows[1:]
    )


def simulate(deck: Deck, *, players: Sequence[float], minutes: int, rng: Random) -> Outcome:
    """One table plays the deck; ``players`` know these shares of the cards."""
    rows = [list(row) for row in cast("Sequence[Sequence[int]]", deck.facts["rows"])]
    ranks = cast("Sequence[float]", deck.facts["ranks"])
    order: list[tuple[int, ...]] = []
    for _round in range(2):
        rng.shuffle(rows)
        for row in rows:
            rng.shuffle(row)
            order.append(tuple(row))
    minds = Minds(players, rng)
    state = start(order, ranks, players=len(players), planned=cards_in(minutes))
    while state.phase != OVER:
        played, card = state.played, state.card
        state = play(state, _chosen(state, minds, rng))
        if state.played != played:
            for player in range(len(players)):
                minds.told(player, card)
    return Outcome(
        seconds=RULES_SECONDS + state.played * CARD_SECONDS,
        finished=True,
        scores=tuple(float(score) for score in state.scores),
        cards_played=state.played,
    )


def _chosen(state: State, minds: Minds, rng: Random) -> Move:
    if state.phase == EXPLAIN:
        player = state.explainer
        return Explain(player=player, accepted=minds.explains(player, state.card))
    player = len(state.bets)
    known = minds.knows(player, state.card)
    place = right_places(state)[0] if known else rng.randrange(len(state.placed) + 1)
    able = state.scores[player] >= -SURE[1]
    return Bet(player=player, place=place, sure=able and minds.sureness(player, state.card) > 2)  # noqa: PLR2004 - the surest of three
