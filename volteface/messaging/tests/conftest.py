"""Purposes that a test registers go when it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from volteface.messaging import events

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _own_purposes() -> Iterator[None]:
    purposes = dict(events._purposes)
    yield
    events._purposes.clear()
    events._purposes.update(purposes)
