"""The rules as states and legal moves, and tables that play by them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from volteface.classroom.games.game import Outcome
from volteface.classroom.games.minds import Minds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.classroom.games.game import Deck, Random

RULES_SECONDS = 240
LOT_SECONDS, WHISPER_SECONDS = 78, 25
# Coins for a right and a wrong answer, by the bid. Two pays off from 67 %, three from 80 % on.
COINS = {1: (1, 0), 2: (2, -2), 3: (3, -6)}
START = 6
REASON = 1
WHISPER, AGAIN = "whisper", "again"
_SPECIAL_EVERY = 4

BID, EXPLAIN, OVER = "bid", "explain", "over"


class IllegalMove(ValueError):
    """The rules do not allow this now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bid:
    """Somebody's hidden answer, right or wrong, and the coins bid on it."""

    player: int
    coins: int
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Explain:
    """The reason given by one who was right; the table accepts it or not."""

    player: int
    accepted: bool


type Move = Bid | Explain


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A table in the middle of a game; cards are numbers."""

    phase: str
    lots: int
    lot: int
    card: int
    deck: tuple[int, ...]
    coins: tuple[int, ...]
    bids: tuple[Bid, ...] = ()
    explainer: int = -1
    # The pile “once more”, and the cards somebody was surest of and wrong about.
    again: tuple[int, ...] = ()
    crosswise: frozenset[int] = frozenset()
    spent: tuple[int, ...] = ()
    seconds: int = RULES_SECONDS + LOT_SECONDS


def lots_in(minutes: int) -> int:
    """Lots a table auctions in the planned minutes, after hearing the rules."""
    seconds = minutes * 60 - RULES_SECONDS
    pace = LOT_SECONDS + WHISPER_SECONDS / _SPECIAL_EVERY
    return max(1, int(seconds / pace))


def special(lot: int) -> str:
    """What is special about the lot: whispering, a card once more, or nothing."""
    place = lot % _SPECIAL_EVERY
    return WHISPER if place == _SPECIAL_EVERY - 1 else AGAIN if lot > 1 and place == 1 else ""


def start(order: Sequence[int], *, players: int, lots: int) -> State:
    """The first lot is up; ``order`` is the shuffled deck."""
    return State(
        phase=BID,
        lots=lots,
        lot=1,
        card=order[0],
        deck=tuple(order[1:]),
        coins=(START,) * players,
    )


def moves(state: State) -> tuple[Move, ...]:
    """Everything that may happen next; empty only when the game is over."""
    if state.phase == BID:
        player = len(state.bids)
        return tuple(
            Bid(player=player, coins=coins, right=right)
            for coins in affordable(state.coins[player])
            for right in (True, False)
        )
    if state.phase == EXPLAIN:
        return tuple(
            Explain(player=state.explainer, accepted=accepted) for accepted in (True, False)
        )
    return ()


def affordable(coins: int) -> tuple[int, ...]:
    """The bids whose loss can be paid: nobody goes bankrupt, and no loss is forgiven."""
    return tuple(bid for bid, (_won, lost) in COINS.items() if coins + lost >= 0)


def play(state: State, move: Move, rng: Random) -> State:
    """The state after a legal move; raises ``IllegalMove``. Chance only shuffles the deck anew."""
    if move not in moves(state):
        raise IllegalMove(move)
    if isinstance(move, Bid):
        state = replace(state, bids=(*state.bids, move))
        return state if len(state.bids) < len(state.coins) else _hammer(state, rng)
    coins = list(state.coins)
    coins[move.player] += REASON if move.accepted else 0
    return _next_lot(replace(state, coins=tuple(coins)), rng)


def _hammer(state: State, rng: Random) -> State:
    """The answer is read and coins change hands; one who was right may say why for a coin."""
    right = [bid.player for bid in state.bids if bid.right]
    coins = tuple(
        has + COINS[bid.coins][0 if bid.right else 1]
        for has, bid in zip(state.coins, state.bids, strict=True)
    )
    half = (len(coins) - len(right)) * 2 >= len(coins)
    surest = max(COINS)
    missed = any(bid.coins == surest and not bid.right for bid in state.bids)
    state = replace(
        state,
        coins=coins,
        again=(*state.again, state.card) if half or missed else state.again,
        spent=state.spent if half or missed else (*state.spent, state.card),
        crosswise=state.crosswise | ({state.card} if missed else set()),
    )
    if not right:
        return _next_lot(state, rng)
    # Of those who were right the poorest explains, the next to the auctioneer's left first.
    auctioneer = (state.lot - 1) % len(coins)
    explainer = min(right, key=lambda one: (coins[one], (one - auctioneer - 1) % len(coins)))
    return replace(state, phase=EXPLAIN, explainer=explainer)


def _next_lot(state: State, rng: Random) -> State:
    state = replace(state, bids=(), explainer=-1)
    if state.lot >= state.lots:
        return replace(state, phase=OVER)
    lot = state.lot + 1
    state = replace(
        state,
        phase=BID,
        lot=lot,
        seconds=state.seconds + LOT_SECONDS + (WHISPER_SECONDS if special(lot) == WHISPER else 0),
    )
    if state.again and (special(lot) == AGAIN or not state.deck):
        return replace(state, card=state.again[0], again=state.again[1:])
    deck = list(state.deck)
    if not deck:
        deck = list(state.spent)
        rng.shuffle(deck)
        state = replace(state, spent=())
    return replace(state, card=deck[0], deck=tuple(deck[1:]))


def simulate(deck: Deck, *, players: Sequence[float], minutes: int, rng: Random) -> Outcome:
    """One table plays the deck; ``players`` know these shares of the cards."""
    options = cast("Sequence[int]", deck.facts["options"])
    order = list(range(len(options)))
    rng.shuffle(order)
    minds = Minds(players, rng)
    state = start(order, players=len(players), lots=lots_in(minutes))
    while state.phase != OVER:
        lot, card = state.lot, state.card
        state = play(state, _chosen(state, minds, options[card]), rng)
        if state.lot != lot:
            for player in range(len(players)):
                minds.told(player, card)
    return Outcome(
        seconds=state.seconds,
        finished=True,
        scores=tuple(float(coins) for coins in state.coins),
        cards_played=state.lot,
    )


def _chosen(state: State, minds: Minds, options: int) -> Move:
    if state.phase == EXPLAIN:
        return Explain(player=state.explainer, accepted=minds.explains(state.explainer, state.card))
    player = len(state.bids)
    felt = minds.sureness(player, state.card)
    return Bid(
        player=player,
        coins=max(bid for bid in affordable(state.coins[player]) if bid <= felt),
        right=minds.answers(player, state.card, right=0, options=options) == 0,
    )
