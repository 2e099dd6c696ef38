"""The rules as states and legal moves, and tables that play by them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain, combinations
from typing import TYPE_CHECKING, cast

from volteface.classroom.games.game import Outcome
from volteface.classroom.games.minds import Minds

from .sheets import lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.classroom.games.game import Deck, Random

RULES_SECONDS = 180
CALL_SECONDS = 42
# Explaining two words of a line; a third one; the word under a joker.
PROOF_SECONDS, THIRD_SECONDS, JOKER_SECONDS = 30, 15, 15
# So many words of a line that are not explained, and it is not proven.
DOUBTS = 2
# Bench words covered for one joker.
BENCH_FOR_JOKER = 2
# Proven lines that end the game, for so many calls in the planned minutes per word on the sheets.
_GOALS = ((1.3, 3), (0.9, 2), (0.0, 1))
# A call with its share of proofs; calls a mixed table needs for so many lines, by the word.
_PACE_SECONDS = 50
_USUAL_CALLS = {1: 0.6, 2: 0.8, 3: 0.95}

LAY, JOKER, PROVE, OVER = "lay", "joker", "prove", "over"


class IllegalMove(ValueError):
    """The rules do not allow this now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lay:
    """Somebody lays a counter on an open square, or on none (``square`` is -1)."""

    player: int
    square: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Joker:
    """Somebody explains the word of an open square of the grid; the table accepts it or not."""

    player: int
    square: int
    accepted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Prove:
    """Somebody explains words of a full line; ``doubted`` are the squares of those that fail."""

    player: int
    line: int
    doubted: tuple[int, ...] = ()


type Move = Lay | Joker | Prove


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A table in the middle of a game; words and squares are numbers."""

    side: int
    sheets: tuple[tuple[int, ...], ...]
    phase: str
    # The word called, those still to be called, and the pile of those somebody missed.
    called: int
    deck: tuple[int, ...]
    again: tuple[int, ...] = ()
    # Of these, half the table or more has missed them: they open the debrief.
    to_talk_about: frozenset[int] = frozenset()
    covered: tuple[frozenset[int], ...] = ()
    proven: tuple[frozenset[int], ...] = ()
    laid: tuple[int, ...] = ()
    jokers: tuple[int, ...] = ()
    calls: int = 1
    seconds: int = RULES_SECONDS + CALL_SECONDS
    bell: int = 0
    goal: int = 3


def goal(words: int, minutes: int) -> int:
    """Proven lines that end the game, so that most tables get there before the bell."""
    calls = (minutes * 60 - RULES_SECONDS) / _PACE_SECONDS
    return next(lines_to_prove for least, lines_to_prove in _GOALS if calls >= least * words)


def usual_minutes(words: int, minutes: int) -> int:
    """When a mixed table usually has proven its lines."""
    calls = words * _USUAL_CALLS[goal(words, minutes)]
    return min(minutes, round((RULES_SECONDS + calls * _PACE_SECONDS) / 60))


def start(
    sheets: Sequence[Sequence[int]], side: int, order: Sequence[int], *, seconds: int, goal: int = 3
) -> State:
    """The first card is called; ``order`` is the shuffled deck, ``seconds`` when the bell rings."""
    players = len(sheets)
    return State(
        side=side,
        sheets=tuple(tuple(sheet) for sheet in sheets),
        phase=LAY,
        called=order[0],
        deck=tuple(order[1:]),
        covered=(frozenset(),) * players,
        proven=(frozenset(),) * players,
        bell=seconds,
        goal=goal,
    )


def moves(state: State) -> tuple[Move, ...]:
    """Everything that may happen next; empty only when the game is over."""
    if state.phase == LAY:
        player = len(state.laid)
        return tuple(
            Lay(player=player, square=square) for square in (*open_squares(state, player), -1)
        )
    if state.phase == JOKER:
        player = state.jokers[0]
        return tuple(
            Joker(player=player, square=square, accepted=accepted)
            for square in open_squares(state, player, grid=True)
            for accepted in (True, False)
        )
    if state.phase == PROVE:
        player, line = _to_prove(state)[0]
        squares = sorted(lines(state.side)[line])
        return tuple(
            Prove(player=player, line=line, doubted=doubted)
            for fails in range(DOUBTS + 1)
            for doubted in combinations(squares, fails)
        )
    return ()


def play(state: State, move: Move, rng: Random) -> State:
    """The state after a legal move; raises ``IllegalMove``. Chance only shuffles the pile."""
    if move not in moves(state):
        raise IllegalMove(move)
    if isinstance(move, Lay):
        state = replace(state, laid=(*state.laid, move.square))
        if len(state.laid) < len(state.sheets):
            return state
        return _next_phase(_read_the_word(state), rng)
    if isinstance(move, Joker):
        return _next_phase(_after_joker(state, move), rng)
    return _next_phase(_after_proof(state, move), rng)


def open_squares(state: State, player: int, *, grid: bool = False) -> tuple[int, ...]:
    """The squares without a counter, the bench after the grid unless only the grid is meant."""
    last = state.side**2 if grid else len(state.sheets[player])
    return tuple(square for square in range(last) if square not in state.covered[player])


def reached_goal(state: State) -> bool:
    """Whether somebody has proven as many lines as end the game."""
    return any(len(proven) >= state.goal for proven in state.proven)


def scores(state: State) -> tuple[float, ...]:
    """Proven lines; between equals, counters on the sheet."""
    return tuple(
        len(proven) + len(covered) / 100
        for proven, covered in zip(state.proven, state.covered, strict=True)
    )


def _read_the_word(state: State) -> State:
    """Right counters stay, wrong ones come off; whoever has covered two bench words has a joker."""
    covered = list(state.covered)
    jokers: list[int] = []
    missing = 0
    for player in _from_the_caller(state):
        sheet, square = state.sheets[player], state.laid[player]
        place = sheet.index(state.called)
        if place in covered[player]:
            continue
        if square != place:
            missing += 1
            continue
        covered[player] |= {place}
        bench = sum(at >= state.side**2 for at in covered[player])
        if place >= state.side**2 and bench % BENCH_FOR_JOKER == 0:
            jokers.append(player)
    half = missing * 2 >= len(state.sheets)
    return replace(
        state,
        covered=tuple(covered),
        laid=(),
        jokers=tuple(jokers),
        again=(*state.again, state.called) if missing else state.again,
        to_talk_about=state.to_talk_about | ({state.called} if half else set()),
    )


def _after_joker(state: State, move: Joker) -> State:
    won = {move.square} if move.accepted else set()
    return replace(
        state,
        covered=_with(state.covered, move.player, won),
        jokers=state.jokers[1:],
        seconds=state.seconds + JOKER_SECONDS,
    )


def _after_proof(state: State, move: Prove) -> State:
    """Two words explained prove the line; when two fail, their counters come off."""
    third = THIRD_SECONDS if move.doubted else 0
    state = replace(state, seconds=state.seconds + PROOF_SECONDS + third)
    if len(move.doubted) < DOUBTS:
        return replace(state, proven=_with(state.proven, move.player, {move.line}))
    # Their cards are called again, unless they are still to be called anyhow.
    words = [_word(state, move.player, square) for square in move.doubted]
    covered = list(state.covered)
    covered[move.player] -= set(move.doubted)
    back = [word for word in words if word not in state.deck and word not in state.again]
    return replace(
        state,
        covered=tuple(covered),
        again=(*state.again, *back),
        to_talk_about=state.to_talk_about | set(words),
    )


def _word(state: State, player: int, square: int) -> int:
    return state.sheets[player][square]


def _next_phase(state: State, rng: Random) -> State:
    """Jokers first, then lines, then the next call; over at the goal, the bell or a full table."""
    waiting = tuple(player for player in state.jokers if open_squares(state, player, grid=True))
    if waiting and state.seconds + JOKER_SECONDS <= state.bell:
        return replace(state, phase=JOKER, jokers=waiting)
    state = replace(state, jokers=())
    if _to_prove(state) and state.seconds + PROOF_SECONDS + THIRD_SECONDS <= state.bell:
        return replace(state, phase=PROVE)
    deck, again = list(state.deck), list(state.again)
    if not deck:
        deck, again = again, []
        rng.shuffle(deck)
    over = reached_goal(state) or not deck
    if over or state.seconds + CALL_SECONDS + PROOF_SECONDS > state.bell:
        return replace(state, phase=OVER)
    return replace(
        state,
        phase=LAY,
        called=deck[0],
        deck=tuple(deck[1:]),
        again=tuple(again),
        calls=state.calls + 1,
        seconds=state.seconds + CALL_SECONDS,
    )


def _to_prove(state: State) -> list[tuple[int, int]]:
    """Full lines that are not proven yet, the caller's first, then round to the left."""
    return [
        (player, number)
        for player in _from_the_caller(state)
        for number, line in enumerate(lines(state.side))
        if line <= state.covered[player] and number not in state.proven[player]
    ]


def _from_the_caller(state: State) -> list[int]:
    players = len(state.sheets)
    return [(state.calls - 1 + step) % players for step in range(players)]


def _with(
    sets: tuple[frozenset[int], ...], player: int, more: set[int]
) -> tuple[frozenset[int], ...]:
    return tuple(one | more if at == player else one for at, one in enumerate(sets))


def simulate(deck: Deck, *, players: Sequence[float], minutes: int, rng: Random) -> Outcome:
    """One table plays the deck; ``players`` know these shares of the words."""
    side = cast("int", deck.facts["side"])
    dealt = cast("Sequence[Sequence[int]]", deck.facts["dealt"])
    sheets = [dealt[seat % len(dealt)] for seat in range(len(players))]
    order = list(range(len(deck.cards)))
    rng.shuffle(order)
    minds = Minds(players, rng)
    state = start(sheets, side, order, seconds=minutes * 60, goal=goal(len(deck.cards), minutes))
    while state.phase != OVER:
        called, calls = state.called, state.calls
        state = play(state, _chosen(state, minds, rng), rng)
        if state.calls != calls or state.phase == OVER:
            for player in range(len(players)):
                minds.told(player, called)
    return Outcome(
        seconds=state.seconds,
        finished=reached_goal(state),
        scores=scores(state),
        cards_played=state.calls,
    )


def _chosen(state: State, minds: Minds, rng: Random) -> Move:
    if state.phase == LAY:
        player = len(state.laid)
        place = state.sheets[player].index(state.called)
        left = open_squares(state, player)
        if place not in left:
            return Lay(player=player, square=-1)
        known = minds.knows(player, state.called)
        return Lay(player=player, square=place if known else rng.choice(left))
    if state.phase == JOKER:
        player = state.jokers[0]
        square = _best_square(state, player)
        word = state.sheets[player][square]
        return Joker(player=player, square=square, accepted=minds.explains(player, word))
    player, line = _to_prove(state)[0]
    asked = sorted(lines(state.side)[line])
    rng.shuffle(asked)
    return Prove(player=player, line=line, doubted=_doubted(state, player, asked, minds))


def _doubted(state: State, player: int, asked: Sequence[int], minds: Minds) -> tuple[int, ...]:
    """The words are asked one by one, until two are explained or two are not."""
    said: list[bool] = []
    for square in asked:
        if said.count(True) == DOUBTS or said.count(False) == DOUBTS:
            break
        said.append(minds.explains(player, _word(state, player, square)))
    return tuple(sorted(square for square, good in zip(asked, said, strict=False) if not good))


def _best_square(state: State, player: int) -> int:
    """The open square whose line is nearest to being full."""
    covered = state.covered[player]
    ways = chain.from_iterable(
        ((len(line - covered), square) for square in line - covered) for line in lines(state.side)
    )
    return min(ways)[1]
