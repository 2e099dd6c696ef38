"""What the screens of a room show, as one small document per role, and how events change it."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from .rounds import Phase, distribution_is_public

LARGEST = 2_000
PHONE, PROJECTOR, PRESENTER = "phone", "projector", "presenter"
ROLES = (PHONE, PROJECTOR, PRESENTER)


class ShownOption(TypedDict):
    """An option as the room sees it: never its worth."""

    id: str
    html: str


class ShownQuestion(TypedDict):
    """The question in hand; without its text when that would not fit into an event."""

    version: str
    kind: NotRequired[str]
    stem: NotRequired[str]
    options: NotRequired[list[ShownOption]]


class RoomState(TypedDict):
    """Everything a screen of one role needs; ``v`` grows with each change but the counts."""

    v: int
    phase: str
    purpose: str
    round: str
    draw: str
    number: int
    # Milliseconds since 1970, 0 without a timer.
    ends: int
    black: bool
    closed: bool
    joined: int
    answered: int
    question: NotRequired[ShownQuestion]
    # Option id → votes, first and second; with the key, only where they may be seen.
    first: NotRequired[dict[str, int]]
    second: NotRequired[dict[str, int]]
    key: NotRequired[list[str]]
    advice: NotRequired[str]


class Event(TypedDict):
    """``state`` replaces everything; ``count`` renews the two counts of the same version."""

    type: str
    state: NotRequired[RoomState]
    v: NotRequired[int]
    joined: NotRequired[int]
    answered: NotRequired[int]
    first: NotRequired[dict[str, int]]
    second: NotRequired[dict[str, int]]
    advice: NotRequired[str]


def for_role(full: RoomState, role: str) -> RoomState:
    """The part of a full (presenter's) state that a role may see.

    Phones and the projector get neither bars nor key before the result; only the presenter gets
    the advice. A phone is told nothing while the room is black but that it is.
    """
    if role == PRESENTER:
        return full
    state = RoomState(**full)
    state.pop("advice", None)
    if not distribution_is_public(Phase(full["phase"])):
        for private in ("first", "second", "key"):
            state.pop(private, None)  # type: ignore[misc]  # the three names are its optional keys
    return state


def count_event(state: RoomState) -> Event:
    """The small event that follows answers and joins."""
    event = Event(type="count", v=state["v"], joined=state["joined"], answered=state["answered"])
    for extra in ("first", "second", "advice"):
        if extra in state:
            event[extra] = state[extra]  # type: ignore[literal-required]  # same keys in both
    return event


def state_event(state: RoomState) -> Event:
    """The event that carries everything."""
    return Event(type="state", state=state)


def apply(state: RoomState | None, event: Event) -> RoomState | None:
    """The state after an event; an older or foreign event changes nothing."""
    if event["type"] == "state":
        fresh = event["state"]
        return fresh if state is None or fresh["v"] >= state["v"] else state
    if state is None or event["v"] != state["v"]:
        return state
    changed = RoomState(**state)
    for key in ("joined", "answered", "first", "second", "advice"):
        if key in event:
            changed[key] = event[key]  # type: ignore[literal-required]  # same keys in both
    return changed


def has_gap(state: RoomState | None, event: Event) -> bool:
    """Whether a count speaks of a version this screen has not seen: time to fetch everything."""
    return event["type"] == "count" and (state is None or event["v"] > state["v"])
