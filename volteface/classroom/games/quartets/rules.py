"""The rules as states and legal moves, and tables that play by them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING, cast

from volteface.classroom.games.game import Outcome
from volteface.classroom.games.minds import Minds

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from volteface.classroom.games.game import Deck, Random

OF = 4
RULES_SECONDS = 240
# A card asked for; a set of four told; a card of the pile asked again.
ASK_SECONDS, TELL_SECONDS, AGAIN_SECONDS = 62, 25, 45
# What a set of four takes in all, with its share of the pile.
_QUARTET_SECONDS = 312
STORY, TICKS_FOR_POINT = 2, 4

ASK, ANSWER, TELL, AGAIN, OVER = "ask", "answer", "tell", "again", "over"


class IllegalMove(ValueError):
    """The rules do not allow this now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """The player whose turn it is names a card; nobody can name one of their own hand."""

    card: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What somebody has written turns out right or wrong."""

    player: int
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tell:
    """Whoever has most of a set tells what the four have in common; accepted or not."""

    player: int
    accepted: bool


type Move = Ask | Answer | Tell


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A table in the middle of a game; card ``n`` belongs to set ``n // 4``."""

    phase: str
    hands: tuple[frozenset[int], ...]
    won: tuple[frozenset[int], ...]
    asker: int = 0
    card: int = -1
    holder: int = -1
    answers: tuple[tuple[int, bool], ...] = ()
    # The pile to talk about, and how much of it is still to be asked again.
    pile: tuple[int, ...] = ()
    again: tuple[int, ...] = ()
    ticks: tuple[int, ...] = ()
    stories: tuple[int, ...] = ()
    crosswise: frozenset[int] = frozenset()
    teller: int = -1
    seconds: int = RULES_SECONDS
    bell: int = 0
    asked: int = 0


def quartets_in(minutes: int) -> int:
    """Sets of four a table plays in the planned minutes."""
    return (minutes * 60 - RULES_SECONDS) // _QUARTET_SECONDS


def usual_minutes(quartets: int) -> int:
    """How long most tables take for so many sets; a pile asked again comes on top."""
    return ceil((RULES_SECONDS + quartets * (OF * ASK_SECONDS + TELL_SECONDS)) / 60)


def start(hands: Sequence[Iterable[int]], *, seconds: int) -> State:
    """All cards are dealt; ``seconds`` is when the bell rings."""
    players = len(hands)
    state = State(
        phase=ASK,
        hands=tuple(frozenset(hand) for hand in hands),
        won=(frozenset(),) * players,
        ticks=(0,) * players,
        stories=(0,) * players,
        bell=seconds,
    )
    return _to_ask(state)


def moves(state: State) -> tuple[Move, ...]:
    """Everything that may happen next; empty only when the game is over."""
    if state.phase == ASK:
        return tuple(Ask(card=card) for card in askable(state, state.asker))
    if state.phase in {ANSWER, AGAIN}:
        player = _answering(state)[len(state.answers)]
        return tuple(Answer(player=player, right=right) for right in (True, False))
    if state.phase == TELL:
        return tuple(Tell(player=state.teller, accepted=accepted) for accepted in (True, False))
    return ()


def askable(state: State, player: int) -> tuple[int, ...]:
    """The cards of other hands, of sets the player has a card of if there are any."""
    others = sorted(
        card for other, hand in enumerate(state.hands) if other != player for card in hand
    )
    own = {card // OF for card in state.hands[player] | state.won[player]}
    return tuple(card for card in others if card // OF in own) or tuple(others)


def play(state: State, move: Move, rng: Random) -> State:
    """The state after a legal move; raises ``IllegalMove``. Chance only shuffles the pile."""
    if move not in moves(state):
        raise IllegalMove(move)
    if isinstance(move, Ask):
        holder = next(at for at, hand in enumerate(state.hands) if move.card in hand)
        return replace(
            state, phase=ANSWER, card=move.card, holder=holder, seconds=state.seconds + ASK_SECONDS
        )
    if isinstance(move, Tell):
        stories = list(state.stories)
        stories[move.player] += move.accepted
        return _turn_ends(replace(state, stories=tuple(stories), teller=-1), rng)
    state = replace(state, answers=(*state.answers, (move.player, move.right)))
    if len(state.answers) < len(_answering(state)):
        return state
    return _turn_ends(state, rng) if state.phase == AGAIN else _read_out(state, rng)


def scores(state: State) -> tuple[float, ...]:
    """Cards won, two for a set told, one for every four ticks."""
    return tuple(
        float(len(won) + STORY * stories + ticks // TICKS_FOR_POINT)
        for won, stories, ticks in zip(state.won, state.stories, state.ticks, strict=True)
    )


def _answering(state: State) -> list[int]:
    """Who writes an answer: everybody but the one who holds the card, the asker first."""
    players = len(state.hands)
    order = [(state.asker + step) % players for step in range(players)]
    return [player for player in order if player != state.holder]


def _read_out(state: State, rng: Random) -> State:
    """The card goes to the asker, to another who was right, or on the pile to talk about."""
    right = [player for player, was_right in state.answers if was_right]
    winner = -1
    if state.asker in right:
        winner = state.asker
    elif right:
        # ``right`` begins at the asker's left, so the nearest of equals wins.
        winner = min(right, key=lambda player: len(state.won[player]))
    half = (len(state.answers) - len(right)) * 2 >= len(state.answers)
    hands, won = list(state.hands), list(state.won)
    hands[state.holder] -= {state.card}
    if winner >= 0:
        won[winner] |= {state.card}
    state = replace(
        state,
        hands=tuple(hands),
        won=tuple(won),
        ticks=tuple(
            ticks + (player in right and player != winner)
            for player, ticks in enumerate(state.ticks)
        ),
        pile=state.pile if right else (*state.pile, state.card),
        crosswise=state.crosswise | ({state.card} if half else set()),
        asked=state.asked + 1,
    )
    teller = _teller(state)
    if teller >= 0 and state.seconds + TELL_SECONDS <= state.bell:
        return replace(
            state, phase=TELL, teller=teller, answers=(), seconds=state.seconds + TELL_SECONDS
        )
    return _turn_ends(replace(state, answers=()), rng)


def _teller(state: State) -> int:
    """Once all four of the card's set are decided: who has most of them, or fewer points, or -1."""
    number = state.card // OF
    four = frozenset(range(OF * number, OF * number + OF))
    if any(four & hand for hand in state.hands):
        return -1
    points = scores(state)
    has = [len(four & won) for won in state.won]
    if not max(has):
        return -1
    players = len(has)
    return min(
        range(players),
        key=lambda player: (-has[player], points[player], (player - state.asker) % players),
    )


def _turn_ends(state: State, rng: Random) -> State:
    if state.phase == AGAIN:
        return _next_again(_award_again(state))
    players = len(state.hands)
    state = replace(
        state, phase=ASK, card=-1, holder=-1, answers=(), asker=(state.asker + 1) % players
    )
    if any(state.hands):
        return _to_ask(state)
    pile = list(state.pile)
    rng.shuffle(pile)
    return _next_again(replace(state, phase=AGAIN, again=tuple(pile)))


def _to_ask(state: State) -> State:
    """The next player to the left who can ask; whoever holds all that is left lets it pass."""
    if state.seconds + ASK_SECONDS > state.bell:
        return replace(state, phase=OVER)
    players = len(state.hands)
    asker = next(
        player
        for player in ((state.asker + step) % players for step in range(players))
        if askable(state, player)
    )
    return replace(state, asker=asker)


def _award_again(state: State) -> State:
    right = [player for player, was_right in state.answers if was_right]
    won = list(state.won)
    if right:
        winner = min(right, key=lambda player: len(won[player]))
        won[winner] |= {state.card}
    pile = tuple(card for card in state.pile if card != state.card) if right else state.pile
    asker = (state.asker + 1) % len(state.hands)
    return replace(state, won=tuple(won), pile=pile, answers=(), asker=asker)


def _next_again(state: State) -> State:
    """The pile is asked once more, everybody answering; who reads knows the answer."""
    if not state.again or state.seconds + AGAIN_SECONDS > state.bell:
        return replace(state, phase=OVER)
    return replace(
        state,
        card=state.again[0],
        again=state.again[1:],
        holder=(state.asker - 1) % len(state.hands),
        seconds=state.seconds + AGAIN_SECONDS,
        asked=state.asked + 1,
    )


def simulate(deck: Deck, *, players: Sequence[float], minutes: int, rng: Random) -> Outcome:
    """One table plays the deck; ``players`` know these shares of the cards."""
    options = cast("Sequence[int]", deck.facts["options"])
    order = list(range(len(options)))
    rng.shuffle(order)
    state = start(
        [order[seat :: len(players)] for seat in range(len(players))], seconds=minutes * 60
    )
    minds = Minds(players, rng)
    while state.phase != OVER:
        asked, card = state.asked, state.card
        state = play(state, _chosen(state, minds, options, rng), rng)
        if state.asked != asked and card >= 0:
            for player in range(len(players)):
                minds.told(player, card)
    return Outcome(
        seconds=state.seconds,
        finished=not any(state.hands) and not state.again,
        scores=scores(state),
        cards_played=state.asked,
    )


def _chosen(state: State, minds: Minds, options: Sequence[int], rng: Random) -> Move:
    if state.phase == ASK:
        cards = askable(state, state.asker)
        own = [card // OF for card in state.won[state.asker]]
        most = max(own.count(card // OF) for card in cards)
        return Ask(card=rng.choice([card for card in cards if own.count(card // OF) == most]))
    if state.phase == TELL:
        four = range(OF * (state.card // OF), OF * (state.card // OF) + OF)
        told = sum(minds.explains(state.teller, card) for card in four) > OF // 2
        return Tell(player=state.teller, accepted=told)
    player = _answering(state)[len(state.answers)]
    right = minds.answers(player, state.card, right=0, options=options[state.card]) == 0
    return Answer(player=player, right=right)
