"""What every test run needs before Django reads its settings."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from tests import catalogues

if TYPE_CHECKING:
    from collections.abc import Iterator

# Tests keep their files to themselves, whatever DATA the caller uses.
os.environ["DATA"] = tempfile.mkdtemp(prefix="volteface-test-")
# The browser's driver runs a loop in the test's own thread.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

# French is read as it is written now, not as it was compiled at set-up.
catalogues.refresh()


@pytest.fixture(autouse=True)
def _begin_in_english() -> Iterator[None]:
    """A page in another language, read by an earlier test, leaves its language behind."""
    with translation.override("en"):
        yield
