"""Quick values are compared, hashed and kept small like frozen dataclasses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from volteface.core.values import quick_value


@quick_value
class Place:
    row: int
    seat: str = "a"


def test_they_are_values() -> None:
    assert Place(row=1) == Place(row=1, seat="a")
    assert len({Place(row=1), Place(row=1), Place(row=2)}) == 2
    assert replace(Place(row=1), seat="b") == Place(row=1, seat="b")
    assert not hasattr(Place(row=1), "__dict__")
    with pytest.raises(TypeError):
        Place(1)  # type: ignore[misc]  # fields are named
