"""The rules as states and legal moves, and teams that play by them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from math import ceil
from typing import TYPE_CHECKING, cast

from volteface.classroom.games.game import Outcome
from volteface.classroom.games.minds import Minds

from .locks import OPEN, Lock, leads_to

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.classroom.games.game import Deck, Random

RULES_SECONDS, LAST_SECONDS = 180, 150
# At one station: reading and writing alone for each question, agreeing, looking up a code, agreeing
# again after a hint, explaining, and opening the help.
WRITE_SECONDS, AGREE_SECONDS, LOOK_SECONDS = 40, 70, 35
AGAIN_SECONDS, EXPLAIN_SECONDS, HELP_SECONDS = 35, 25, 60
# Until the first code of a station with three questions is looked up.
_SEATED = 3 * WRITE_SECONDS + AGREE_SECONDS + LOOK_SECONDS
# The team's own clock: then the help is opened.
STATION_SECONDS = 360
ATTEMPTS = 3
SEALS = {1: 3, 2: 2, 3: 1}
HELPED, EXPLAINED = 1, 1
LAST_SEALS = {0: 3, 1: 2, 2: 1}
FEWEST, MOST = 2, 6

AGREE, EXPLAIN, HELP, LAST, OVER = "agree", "explain", "help", "last", "over"


class IllegalMove(ValueError):
    """The rules do not allow this now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agree:
    """The option the team agrees on for each question, after everybody wrote one alone."""

    choices: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explain:
    """Whether somebody who first wrote another answer can now explain the right one."""

    accepted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """The team opens the help and goes through the right answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Last:
    """The last lock: how many pieces of the sentence lie elsewhere (0, some, many)."""

    wrong: int


type Move = Agree | Explain | Help | Last


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A team in the middle of a game; stations are opened in any order, here as they come."""

    locks: tuple[Lock, ...]
    phase: str = AGREE
    station: int = 0
    tried: frozenset[tuple[int, ...]] = frozenset()
    # (question, option) that hints have ruled out at this station.
    ruled_out: frozenset[tuple[int, int]] = frozenset()
    attempts: int = 0
    # Seals by station, the last lock at the end.
    seals: tuple[int, ...] = ()
    at_station: int = 0
    seconds: int = RULES_SECONDS
    helped: int = 0


def stations_in(minutes: int) -> int:
    """Stations a team can open in the planned minutes even with help at each of them."""
    seconds = minutes * 60 - RULES_SECONDS - LAST_SECONDS
    return max(FEWEST, min(MOST, seconds // STATION_SECONDS))


def usual_minutes(stations: int) -> int:
    """How long most teams take: at every third station a hint and a second code."""
    looks = _SEATED + EXPLAIN_SECONDS + (AGAIN_SECONDS + LOOK_SECONDS) / 3
    return ceil((RULES_SECONDS + LAST_SECONDS + stations * looks) / 60)


def most_seals(stations: int) -> int:
    """What a team gets that opens every lock with its first code and explains."""
    return stations * (SEALS[1] + EXPLAINED) + LAST_SEALS[0]


def start(locks: Sequence[Lock]) -> State:
    """The first envelope is opened."""
    state = State(locks=tuple(locks))
    return replace(state, at_station=_first_look(state.locks[0]))


def moves(state: State) -> tuple[Move, ...]:
    """Everything that may happen next; empty only when the game is over."""
    if state.phase == AGREE:
        lock = state.locks[state.station]
        open_options = [
            [option for option in range(len(row)) if (question, option) not in state.ruled_out]
            for question, row in enumerate(lock.digits)
        ]
        return tuple(
            Agree(choices=choices)
            for choices in product(*open_options)
            if choices not in state.tried
        )
    if state.phase == EXPLAIN:
        return (Explain(accepted=True), Explain(accepted=False))
    if state.phase == HELP:
        return (Help(),)
    return tuple(Last(wrong=wrong) for wrong in LAST_SEALS) if state.phase == LAST else ()


def play(state: State, move: Move) -> State:
    """The state after a legal move; raises ``IllegalMove``."""
    if move not in moves(state):
        raise IllegalMove(move)
    if isinstance(move, Agree):
        return _try_code(state, move)
    if isinstance(move, Explain):
        seals = (*state.seals[:-1], state.seals[-1] + (EXPLAINED if move.accepted else 0))
        return _next_station(replace(state, seals=seals))
    if isinstance(move, Help):
        state = replace(
            state,
            seals=(*state.seals, HELPED),
            helped=state.helped + 1,
            at_station=min(STATION_SECONDS, state.at_station + HELP_SECONDS),
        )
        return _next_station(state)
    return replace(
        state,
        phase=OVER,
        seals=(*state.seals, LAST_SEALS[move.wrong]),
        seconds=state.seconds + LAST_SECONDS,
    )


def _try_code(state: State, move: Agree) -> State:
    found = leads_to(state.locks[state.station], move.choices)
    attempts = state.attempts + 1
    if found == OPEN:
        return replace(
            state,
            phase=EXPLAIN,
            attempts=attempts,
            seals=(*state.seals, SEALS[attempts]),
            at_station=state.at_station + EXPLAIN_SECONDS,
        )
    again = state.at_station + AGAIN_SECONDS + LOOK_SECONDS
    # The help needs its time too, within the station's minutes.
    late = attempts == ATTEMPTS or again + HELP_SECONDS > STATION_SECONDS
    return replace(
        state,
        phase=HELP if late else AGREE,
        attempts=attempts,
        tried=state.tried | {move.choices},
        ruled_out=state.ruled_out | {found},
        at_station=state.at_station if late else again,
    )


def _next_station(state: State) -> State:
    seconds = state.seconds + min(STATION_SECONDS, state.at_station)
    following = state.station + 1
    if following == len(state.locks):
        return replace(state, phase=LAST, seconds=seconds)
    return replace(
        state,
        phase=AGREE,
        station=following,
        tried=frozenset(),
        ruled_out=frozenset(),
        attempts=0,
        seconds=seconds,
        at_station=_first_look(state.locks[following]),
    )


def _first_look(lock: Lock) -> int:
    return WRITE_SECONDS * len(lock.digits) + AGREE_SECONDS + LOOK_SECONDS


def simulate(deck: Deck, *, players: Sequence[float], minutes: int, rng: Random) -> Outcome:
    """One team plays the deck; all have the team's seals as their score."""
    locks = cast("Sequence[Lock]", deck.facts["locks"])[: stations_in(minutes)]
    minds = Minds(players, rng)
    state = start(locks)
    wrote: list[list[int]] = []
    while state.phase != OVER:
        if state.phase == AGREE and not state.attempts:
            wrote = _written(state, minds, len(players))
        state = play(state, _chosen(state, minds, wrote, rng))
    return Outcome(
        seconds=state.seconds,
        finished=state.seconds <= minutes * 60,
        scores=(float(sum(state.seals)),) * len(players),
        cards_played=sum(len(lock.digits) for lock in locks),
    )


def _written(state: State, minds: Minds, players: int) -> list[list[int]]:
    """What each player writes alone, for every question of the station."""
    lock = state.locks[state.station]
    return [
        [
            minds.answers(player, _card(state, question), right=right, options=len(row))
            for question, (row, right) in enumerate(zip(lock.digits, lock.right, strict=True))
        ]
        for player in range(players)
    ]


# How often the only one who knows convinces the others.
_CONVINCES = 0.75
_HINT_HELPS = 0.5


def _chosen(state: State, minds: Minds, wrote: list[list[int]], rng: Random) -> Move:
    if state.phase == AGREE:
        return Agree(choices=_agreed(state, minds, wrote, rng))
    if state.phase == EXPLAIN:
        card = _card(state, rng.randrange(len(state.locks[state.station].digits)))
        return Explain(accepted=minds.explains(rng.randrange(len(wrote)), card))
    if state.phase == LAST:
        return Last(wrong=0 if rng.random() < _CONVINCES else 1)
    return Help()


def _agreed(state: State, minds: Minds, wrote: list[list[int]], rng: Random) -> tuple[int, ...]:
    legal = [move.choices for move in moves(state) if isinstance(move, Agree)]
    lock = state.locks[state.station]
    wished = []
    for question, right in enumerate(lock.right):
        knowing = sum(minds.knows(player, _card(state, question)) for player in range(len(wrote)))
        convinced = knowing * 2 > len(wrote) or rng.random() < 1 - (1 - _CONVINCES) ** knowing
        hinted = any(asked == question for asked, _option in state.ruled_out)
        if convinced or (hinted and rng.random() < _HINT_HELPS):
            wished.append(right)
        else:
            votes = [row[question] for row in wrote]
            wished.append(max(votes, key=votes.count))
    # The legal choice nearest to what the team wishes.
    rng.shuffle(legal)
    return max(legal, key=lambda one: sum(a == b for a, b in zip(one, wished, strict=True)))


def _card(state: State, question: int) -> int:
    return sum(len(lock.digits) for lock in state.locks[: state.station]) + question
