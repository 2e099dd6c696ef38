"""The cast once per module, and a signed-in browser for each persona."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING
from unittest import mock

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.cast import PERSONAS, Cast, bar, build_cast
from volteface.core import clock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_django.plugin import DjangoDbBlocker


@pytest.fixture(scope="package", autouse=True)
def _refusals_are_no_news() -> Iterator[None]:
    """Thousands of requests are refused on purpose; only what breaks is written down."""
    logger = logging.getLogger("django.request")
    level = logger.level
    logger.setLevel(logging.ERROR)
    yield
    logger.setLevel(level)


@pytest.fixture(scope="package", autouse=True)
def _paper_is_what_it_says() -> Iterator[None]:
    """What is printed is its words, not set: a secret can be found on it, and sooner."""

    def said(_compiler: object, _main: Path, root: Path) -> bytes:
        return (root / "data.json").read_bytes()

    with mock.patch("volteface.core.pdf._Compiler.compile", said):
        yield


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """One institution for all tests of a module; every test's own changes are rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_cast(clock.now())
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def browsers(cast: Cast) -> dict[str, Client]:
    """A client per persona; the barred one holds a session from before, the guest a seat."""
    clients = {persona: Client(raise_request_exception=False) for persona in PERSONAS}
    for persona, subject in cast.subjects.items():
        clients[persona].force_login(subject.person)
    clients["guest"].post(reverse("classroom:join", args=[cast.codes["room"]]), {"name": "Guest"})
    bar(cast)
    return clients
