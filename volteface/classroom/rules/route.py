"""The tutors' way through the room: which stops first, how long at each, and who goes where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

# What a learner adds to the need of their stop.
_SURE, _STUCK, _ABSENT = 3, 2, 2
# A stop where nobody is ready has nobody to ask but the tutor.
_ALONE = 4
# At a stop one listens before one speaks.
SHORTEST_VISIT = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A table or group, and how its people stand."""

    key: str
    people: int
    # Sure of an error, stuck, not started, ready.
    misconceived: int = 0
    stuck: int = 0
    not_started: int = 0
    ready: int = 0

    @property
    def need(self) -> float:
        """How much it gains from a visit, for each of its people."""
        if not self.people:
            return 0.0
        weight = _SURE * self.misconceived + _STUCK * self.stuck + _ABSENT * self.not_started
        return (weight + (_ALONE if weight and not self.ready else 0)) / self.people

    @property
    def why(self) -> str:
        """What one goes there for: the first that is so."""
        if self.misconceived and self.misconceived >= self.stuck:
            return "misconceived"
        if self.stuck:
            return "stuck"
        if self.not_started:
            return "not_started"
        return "nobody_ready" if self.people and not self.ready else "well"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A stop on somebody's way: when, counted from the activity's start, and for how long."""

    stop: Stop
    from_minute: int
    minutes: int


def route(stops: Sequence[Stop], *, minutes: int) -> tuple[Visit, ...]:
    """One person's way: the neediest first, each as long as its need, none under two minutes.

    When the minutes do not reach for all, the last ones are left out: they can wait.
    """
    order = [stop for stop in by_need(stops) if stop.people]
    order = order[: max(1, minutes // SHORTEST_VISIT)] if minutes >= SHORTEST_VISIT else []
    spare = minutes - SHORTEST_VISIT * len(order)
    whole = sum(stop.need for stop in order)
    visits, clock = [], 0
    for stop in order:
        share = stop.need / whole if whole else 1 / len(order)
        length = SHORTEST_VISIT + int(spare * share)
        visits.append(Visit(stop=stop, from_minute=clock, minutes=length))
        clock += length
    return tuple(visits)


def by_need(stops: Sequence[Stop]) -> list[Stop]:
    """The neediest first; equals stay in their order."""
    return sorted(stops, key=lambda stop: -stop.need)


def shared_out(
    stops: Sequence[Stop], guides: Sequence[int], homes: Mapping[str, Collection[int]]
) -> dict[int, tuple[Stop, ...]]:
    """The stops among the guides: to those whose own they are (``homes``), the others in turn.

    The neediest first, and every second round backwards: nobody has all the hard ones.
    """
    found: dict[int, list[Stop]] = {guide: [] for guide in guides}
    rest = []
    for stop in by_need(stops):
        own = [guide for guide in guides if guide in homes.get(stop.key, ())]
        if own:
            found[min(own, key=lambda guide: len(found[guide]))].append(stop)
        else:
            rest.append(stop)
    for place, stop in enumerate(rest if guides else []):
        turn, at = divmod(place, len(guides))
        found[guides[at if turn % 2 == 0 else -1 - at]].append(stop)
    return {guide: tuple(way) for guide, way in found.items()}


def masters(stops: Sequence[Stop], names: Sequence[str]) -> dict[str, str]:
    """Each game master's stop: those first where nobody is ready, then by need; one each."""
    order = sorted(stops, key=lambda stop: (stop.ready > 0, -stop.need))
    return {name: stop.key for name, stop in zip(names, order, strict=False)}
