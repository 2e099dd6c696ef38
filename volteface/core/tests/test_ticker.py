"""What nobody waits for gives way while a hall answers, and only for so long."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from volteface.core import jobs

if TYPE_CHECKING:
    from collections.abc import Callable

AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


@pytest.fixture
def ticked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    names: list[str] = []
    monkeypatch.setattr(jobs, "_ticks", {})
    monkeypatch.setattr(jobs, "is_crowded", lambda: True)

    def note(name: str) -> Callable[[dt.datetime], object]:
        return lambda _at: names.append(name)

    every = dt.timedelta(seconds=20)
    jobs.every("urgent", every, note("urgent"))
    jobs.every("patient", every, note("patient"), patience=dt.timedelta(seconds=60))
    return names


@pytest.mark.parametrize(("seconds", "patient"), [(0, 0), (59, 0), (60, 1)])
def test_in_a_crowd_the_patient_wait_so_long_and_no_longer(
    ticked: list[str], seconds: int, patient: int
) -> None:
    ticker = jobs.Ticker()
    ticker.tick(AT)
    ticker.tick(AT + dt.timedelta(seconds=seconds))
    assert ticked.count("patient") == patient
    assert "urgent" in ticked


def test_in_a_lull_nobody_waits(ticked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "is_crowded", lambda: False)
    jobs.Ticker().tick(AT)
    assert ticked == ["urgent", "patient"]
