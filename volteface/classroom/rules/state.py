"""What the screens of a room show: one small document per role, replaced as a whole by events."""

from __future__ import annotations

from typing import NotRequired, TypedDict, cast

from .rounds import Phase, distribution_is_public

LARGEST = 2_000
PHONE, PROJECTOR, PRESENTER = "phone", "projector", "presenter"
ROLES = (PHONE, PROJECTOR, PRESENTER)
# Counts live in the low part of the version: within one change they only grow.
_COUNTS = 1 << 20


class ShownOption(TypedDict):
    """An option as the room sees it: never its worth."""

    id: str
    html: str


class ShownQuestion(TypedDict):
    """The question in hand; without its text when that would not fit into an event."""

    version: str
    kind: str
    certainty: bool
    stem: NotRequired[str]
    options: NotRequired[list[ShownOption]]


class RoomState(TypedDict):
    """Everything a screen needs; ``version`` grows with each change and each new count."""

    version: int
    phase: str
    # vote, opening_check or exit_ticket; empty before the first round.
    purpose: str
    round: str
    draw: str
    number: int
    # When the phase began, in milliseconds since 1970, and how long it may take; 0: no timer.
    since: int
    seconds: int
    black: bool
    closed: bool
    # Said in words on every screen.
    anonymous: NotRequired[bool]
    # How often teams have changed: a phone's page names its team.
    teams: NotRequired[int]
    # Everybody in the room, and those of them who are guests.
    joined: NotRequired[int]
    guests: NotRequired[int]
    answered: NotRequired[int]
    question: NotRequired[ShownQuestion]
    # Option id → votes, first and second, and the right ids: only where they may be seen.
    first: NotRequired[dict[str, int]]
    second: NotRequired[dict[str, int]]
    key: NotRequired[list[str]]
    # Which of the two votes fewer than five answered: their counts stay with the presenter.
    few: NotRequired[list[str]]
    advice: NotRequired[str]


def version_of(change: int, *, joined: int, answered: int) -> int:
    """One growing number out of the room's change number and its two counts."""
    return change * _COUNTS + min(joined + answered, _COUNTS - 1)


def for_role(full: RoomState, role: str) -> RoomState:
    """The part of a full (presenter's) state that a role may see.

    Phones and the projector get neither bars nor key before the result, and never the counts of
    a vote that fewer than five answered; only the presenter gets the advice. A black projector
    is sent no question.
    """
    if role == PRESENTER:
        return full
    hidden = {"advice", "guests", "few", *full.get("few", ())}
    if role == PHONE:
        # Nobody counts on a phone, and a thousand phones need not hear of every answer.
        hidden |= {"joined", "answered"}
    else:
        hidden |= {"teams"}
    if not distribution_is_public(Phase(full["phase"])):
        hidden |= {"first", "second", "key"}
    if full["black"] and role == PROJECTOR:
        hidden |= {"question", "first", "second", "key"}
    return cast("RoomState", {key: value for key, value in full.items() if key not in hidden})


def apply(state: RoomState | None, event: RoomState) -> RoomState:
    """The state a screen shows after an event: the newer one, whatever the order of arrival."""
    return event if state is None or event["version"] >= state["version"] else state


def without_text(state: RoomState) -> RoomState:
    """The same state for a question too long for an event: screens fetch the page instead."""
    question = state.get("question")
    if question is None:
        return state
    bare = ShownQuestion(
        version=question["version"], kind=question["kind"], certainty=question["certainty"]
    )
    return cast("RoomState", {**state, "question": bare})
