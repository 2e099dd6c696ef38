"""A meeting in the middle of its hour, and browsers for who is concerned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from tests.once import copy_of, once
from volteface.classroom.actions.ballots import vote_anonymously
from volteface.classroom.actions.rooms import add_vote, move_round
from volteface.classroom.rules.rounds import Phase
from volteface.classroom.testing import DURING, Held, build_class, build_held, build_room

if TYPE_CHECKING:
    from collections.abc import Iterator

    from volteface.accounts.models import Subject
    from volteface.classroom.models import Room, Round
    from volteface.timetable.models import Cycle


_held = once(build_held)
_taught = once(build_class)


@pytest.fixture
def held(_held: Held, db: None) -> Held:
    return copy_of(_held)


@pytest.fixture
def room(held: Held) -> Room:
    return build_room(held)


@pytest.fixture
def during() -> Iterator[None]:
    """It is ten minutes after the meeting began, and nobody has guessed a code yet."""
    cache.clear()
    with time_machine.travel(DURING, tick=False):
        yield


@pytest.fixture
def blind(room: Room) -> Room:
    return vote_anonymously(room, anonymous=True, by=None, at=DURING)


@pytest.fixture
def current(held: Held, blind: Room) -> Round:
    made = add_vote(blind, version=held.versions[0], by=None, at=DURING)
    return move_round(made, to=Phase.FIRST_VOTE, by=None, at=DURING)


@pytest.fixture
def taught(_taught: tuple[Held, list[Subject]], db: None) -> tuple[Held, list[Subject]]:
    """A class of twelve for a meeting, and its people."""
    return copy_of(_taught)


@pytest.fixture
def cycle(taught: tuple[Held, list[Subject]]) -> Cycle:
    return taught[0].cycle


@pytest.fixture
def people(taught: tuple[Held, list[Subject]]) -> list[Subject]:
    return taught[1]


@pytest.fixture
def teacher(taught: tuple[Held, list[Subject]]) -> Client:
    return browser_of(taught[0].world.teacher)


def browser_of(subject: Subject | None = None) -> Client:
    client = Client()
    if subject is not None and subject.person is not None:
        client.force_login(subject.person)
    return client
