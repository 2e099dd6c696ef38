"""What every test run needs before Django reads its settings."""

from __future__ import annotations

import gc
import os
import tempfile
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from tests import catalogues, database, examples, once

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.plugin import DjangoDbBlocker

# Tests keep their files to themselves, whatever DATA the caller uses.
os.environ["DATA"] = tempfile.mkdtemp(prefix="volteface-test-")
# The browser's driver runs a loop in the test's own thread.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

LONGEST = {
    "test_canaries.py",
    "test_start_stop.py",
    "test_exactly_once.py",
    "test_every_page.py",
    "test_meeting.py",
    "test_editor.py",
}

examples.be_patient()

# French is read as it is written now, not as it was compiled at set-up.
catalogues.refresh()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser's tests come last, and properties are tried with 200 examples at most.

    Its driver keeps an event loop running in the tests' own thread, in which nothing asynchronous
    can be called from ordinary code any more. The longest come first: the last one of all is
    waited for by a processor that has nothing else to do.
    """
    examples.thin_out(items)
    items.sort(key=lambda item: (item.path.parent.name == "browser", item.path.name not in LONGEST))


def pytest_collection_finish() -> None:
    """What is imported and collected stays to the end: it need not be looked through again."""
    once.note_memories()
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def pytest_sessionfinish() -> None:
    """The process ends: what is left over need not be looked for, which pytest does five times."""
    gc.freeze()


@pytest.fixture(autouse=True)
def _begin_in_english() -> Iterator[None]:
    """An earlier test leaves behind the language of its last page, and what was remembered."""
    once.forget()
    with translation.override("en"):
        yield


@pytest.fixture(scope="session", autouse=True)
def _strength() -> dict[str, int]:
    """What a password costs to try; those of tests are light, for nobody wants them."""
    from volteface.accounts.hashers import Argon2id  # noqa: PLC0415 - it reads the settings

    real = {"time_cost": Argon2id.time_cost, "memory_cost": Argon2id.memory_cost}
    Argon2id.time_cost, Argon2id.memory_cost = 1, 8
    return real


@pytest.fixture
def real_passwords(_strength: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords as strong as everybody's."""
    from volteface.accounts.hashers import Argon2id  # noqa: PLC0415 - it reads the settings

    for name, value in _strength.items():
        monkeypatch.setattr(Argon2id, name, value)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,  # noqa: ARG001 - it goes before
) -> None:
    """Before the test database is made."""
    database.fill_when_made()


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None,  # noqa: ARG001 - it goes before
    django_db_blocker: DjangoDbBlocker,
) -> None:
    """After it is made."""
    with django_db_blocker.unblock():
        database.keep()
