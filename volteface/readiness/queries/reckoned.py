"""What is counted from a whole class's answers, kept until an answer changes."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, cast

from volteface.readiness.rules.believed import Belief, beliefs
from volteface.readiness.rules.ledger import holders, tallies
from volteface.readiness.rules.mastery import Mastery, masteries

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from volteface.readiness.queries.people import Standings

# Believers looked at for a quotation.
_MOST_HOLDERS = 200
_KEPT = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoned:
    """What the answers say, words left out: nothing in it ages but by another answer."""

    beliefs: tuple[Belief, ...]
    # Some who hold each belief, by its misconception.
    believers: Mapping[str, Sequence[int]]
    objectives: Mapping[str, Mastery]


# By a digest of the very answers it was made from: it can be forgotten, never be out of date.
_kept: OrderedDict[tuple[object, ...], object] = OrderedDict()
_lock = Lock()


def reckoned(here: Standings, asks: Mapping[int, Sequence[str]]) -> Reckoned:
    """Beliefs and objectives of these learners; answers are only read when they are other ones."""
    about = tuple(sorted((version, tuple(keys)) for version, keys in asks.items()))
    return kept((here.digest, about), lambda: _reckon(here.answers(), asks))


def kept[Made](key: tuple[object, ...], make: Callable[[], Made]) -> Made:
    """What was made under this key, or is now; the key must say everything it is made from."""
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return cast("Made", _kept[key])
    found = make()
    with _lock:
        _kept[key] = found
        while len(_kept) > _KEPT:
            _kept.popitem(last=False)
    return found


def forget() -> None:
    """Count everything anew; for measuring."""
    with _lock:
        _kept.clear()


def _reckon(answers: Mapping[int, str], asks: Mapping[int, Sequence[str]]) -> Reckoned:
    believed = beliefs(tallies(answers.values()))
    return Reckoned(
        beliefs=believed,
        believers={
            one.misconception: holders(
                answers,
                misconception=one.misconception,
                version=one.version,
                most=_MOST_HOLDERS,
            )
            for one in believed
        },
        objectives=masteries(answers.values(), asks),
    )
