"""What every test run needs before Django reads its settings."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

import pytest
from django.utils import translation
from hypothesis import HealthCheck, settings

from tests import catalogues, database

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.plugin import DjangoDbBlocker

# Tests keep their files to themselves, whatever DATA the caller uses.
os.environ["DATA"] = tempfile.mkdtemp(prefix="volteface-test-")
# The browser's driver runs a loop in the test's own thread.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

# How long an example takes says how busy the machine is, not whether the rule holds.
settings.register_profile(
    "patient", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("patient")

# French is read as it is written now, not as it was compiled at set-up.
catalogues.refresh()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser's tests come last.

    Its driver keeps an event loop running in the tests' own thread, in which nothing asynchronous
    can be called from ordinary code any more.
    """
    items.sort(key=lambda item: item.path.parent.name == "browser")


@pytest.fixture(autouse=True)
def _begin_in_english() -> Iterator[None]:
    """A page in another language, read by an earlier test, leaves its language behind."""
    with translation.override("en"):
        yield


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
