"""The library: complete sheets, found by their folders, each telling its minutes of talk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from volteface.classroom import techniques
from volteface.classroom.rules.library import GOALS, NEEDS, ROOMS
from volteface.classroom.rules.plan import talk_of
from volteface.classroom.techniques import words

if TYPE_CHECKING:
    from volteface.classroom.techniques.sheet import Sheet

ASKED_FOR = {
    "peer_instruction", "think_pair_share", "readiness_alone", "readiness_team", "jigsaw",
    "gallery_walk", "concept_map", "ranking_sorting", "case_in_teams", "debate", "snowball",
    "muddiest_point", "error_hunt", "question_design", "role_play", "escape_game", "board_game",
    "opening_check", "exit_ticket",
}  # fmt: skip
each_sheet = pytest.mark.parametrize(
    "sheet", techniques.all_sheets(), ids=lambda sheet: str(sheet.name)
)


def test_the_registry_finds_every_technique_of_the_method() -> None:
    assert set(techniques.names()) >= ASKED_FOR
    with pytest.raises(KeyError):
        techniques.get("lecture")


@each_sheet
def test_a_sheet_leaves_no_field_empty(sheet: Sheet) -> None:
    assert all(str(text) for _term, text in sheet.facts())
    assert all(items and all(str(item) for item in items) for _t, _f, items in sheet.sections())
    assert len(sheet.process) >= 4
    assert len(sheet.vigilance) >= 3
    assert len(sheet.if_it_does_not_work) >= 3


@each_sheet
def test_a_sheet_says_to_the_search_what_it_says_in_words(sheet: Sheet) -> None:
    assert sheet.goals
    assert set(sheet.goals) <= set(GOALS)
    assert sheet.rooms
    assert set(sheet.rooms) <= set(ROOMS)
    assert set(sheet.needs) <= set(NEEDS)
    assert 1 <= sheet.least_minutes <= sheet.minutes <= sheet.most_minutes <= 120
    assert sheet.least_people <= (sheet.most_people or sheet.least_people)


@each_sheet
def test_the_numbers_of_the_search_stand_in_the_prose(sheet: Sheet) -> None:
    """The first number of a group size is the fewest people, where one is written."""
    found = re.search(r"[Ff]rom (\d+) to|^(\d+) to (\d+)", str(sheet.group_size))
    if found and sheet.name != "board_game":
        assert int(found[1] or found[2]) == sheet.least_people
        assert found[3] is None or int(found[3]) == sheet.most_people


@each_sheet
def test_the_plan_knows_how_much_of_a_technique_is_talk(sheet: Sheet) -> None:
    known = talk_of(sheet.name, sheet.minutes, techniques.talks())
    assert known == sheet.talk_minutes
    assert sheet.talk_minutes <= sheet.minutes / 2
    assert talk_of(sheet.name, 60, techniques.talks()) <= 60 / 3


def test_every_word_of_the_search_has_a_name() -> None:
    assert tuple(words.GOALS) == GOALS
    assert tuple(words.ROOMS) == ROOMS
    assert tuple(words.NEEDS) == NEEDS


def test_the_games_are_honest_about_what_is_known() -> None:
    assert "no difference from a quiz" in str(techniques.get("board_game").framework)
    assert "few and small" in str(techniques.get("escape_game").framework)


def test_the_bands_are_called_a_convention() -> None:
    assert "convention" in str(techniques.get("peer_instruction").framework)
