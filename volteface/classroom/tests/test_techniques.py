"""The library: four complete sheets, found by their folders."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from volteface.classroom import techniques

if TYPE_CHECKING:
    from volteface.classroom.techniques.sheet import Sheet


def test_the_registry_finds_four_techniques() -> None:
    assert techniques.names() == ("board_game", "exit_ticket", "opening_check", "peer_instruction")
    with pytest.raises(KeyError):
        techniques.get("lecture")


@pytest.mark.parametrize("sheet", techniques.all_sheets(), ids=lambda sheet: sheet.name)
def test_a_sheet_leaves_no_field_empty(sheet: Sheet) -> None:
    assert all(str(text) for _term, text in sheet.facts())
    assert all(items and all(str(item) for item in items) for _t, _f, items in sheet.sections())
    assert sheet.talk_minutes <= sheet.minutes / 3


def test_the_game_is_honest_about_what_is_known() -> None:
    words = str(techniques.get("board_game").framework)
    assert "no difference from a quiz" in words


def test_the_bands_are_called_a_convention() -> None:
    assert "convention" in str(techniques.get("peer_instruction").framework)
