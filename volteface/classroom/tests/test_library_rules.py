"""Finding a technique: what fits, in which order, and what to give up when nothing does."""

from __future__ import annotations

import pytest

from volteface.classroom import techniques
from volteface.classroom.queries.techniques import entry_of
from volteface.classroom.rules.library import Wanted, folded, loosen, search

ENTRIES = [entry_of(sheet) for sheet in techniques.all_sheets()]


def _found(**wishes: object) -> list[str]:
    return [entry.name for entry in search(ENTRIES, Wanted(**wishes))]  # type: ignore[arg-type]  # by name


def test_who_asks_for_nothing_gets_everything() -> None:
    assert len(_found()) == len(ENTRIES)


@pytest.mark.parametrize(
    ("wishes", "found", "left_out"),
    [
        ({"minutes": 10}, "think_pair_share", "jigsaw"),
        ({"people": 300}, "peer_instruction", "jigsaw"),
        ({"people": 3}, "concept_map", "peer_instruction"),
        ({"room": "rows"}, "snowball", "gallery_walk"),
        ({"goal": "create"}, "question_design", "exit_ticket"),
        ({"words": "pyramid"}, "snowball", "debate"),
        ({"goal": "judge", "people": 200, "minutes": 30, "room": "rows"}, "snowball", "debate"),
    ],
)
def test_a_wish_narrows_the_list(wishes: dict[str, object], found: str, left_out: str) -> None:
    names = _found(**wishes)
    assert found in names
    assert left_out not in names


def test_the_title_counts_more_than_the_text() -> None:
    assert _found(words="debate")[0] == "debate"
    assert _found(words="escape")[0] == "escape_game"


def test_words_are_found_by_their_beginning_without_accents_and_all_of_them() -> None:
    assert folded("Étude de l’élève") == "etude de l'eleve"
    assert "jigsaw" in _found(words="JIGS")
    assert _found(words="igsaw") == []
    assert _found(words="jigsaw zebra") == []


def test_what_fills_the_time_comes_before_what_is_over_early() -> None:
    names = _found(minutes=45)
    assert names.index("jigsaw") < names.index("exit_ticket")


def test_nothing_found_says_which_wish_to_give_up_most_sheets_first() -> None:
    wanted = Wanted(goal="create", minutes=5, people=30)
    assert search(ENTRIES, wanted) == []
    ways = loosen(ENTRIES, wanted)
    assert {way.criterion for way in ways} == {"goal", "minutes"}
    for way in ways:
        assert len(search(ENTRIES, wanted.without(way.criterion))) == way.found > 0
    assert [way.found for way in ways] == sorted((way.found for way in ways), reverse=True)


def test_when_one_wish_less_is_not_enough_none_is_named() -> None:
    assert loosen(ENTRIES, Wanted(words="zebra", minutes=1)) == ()
