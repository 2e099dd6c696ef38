"""What a lane's handler asks the database is never asked on the event loop."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import pytest

from volteface.core.errors import Missing
from volteface.core.lanes.threads import in_thread

if TYPE_CHECKING:
    from pytest_django.fixtures import SettingsWrapper


def _here(*, loop: int) -> bool:
    return threading.get_ident() == loop


def _none() -> None:
    raise Missing


@pytest.mark.parametrize("inline", [True, False])
def test_work_leaves_the_loop_and_its_refusal_comes_back(
    settings: SettingsWrapper, inline: bool
) -> None:
    settings.LANE_INLINE = inline

    async def ask() -> bool:
        with pytest.raises(Missing):
            await in_thread(_none)
        return await in_thread(_here, loop=threading.get_ident())

    assert asyncio.run(ask()) is False
