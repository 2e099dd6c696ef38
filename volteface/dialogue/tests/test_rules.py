"""Minutes, texts and counts."""

import datetime as dt

from volteface.dialogue.rules import load_of, minutes_between, reasons_told, tidy

AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


def test_the_load_is_the_sum_of_the_cycles() -> None:
    load = load_of([(20, 60, 30), (25, 60, 30)])
    assert (load.cycles, load.preparation, load.face_to_face, load.reserved) == (2, 45, 120, 60)
    assert load.has_room


def test_time_that_is_not_reserved_is_not_called_reserved() -> None:
    assert not load_of([(20, 60, 0)]).has_room
    assert not load_of([]).has_room


def test_minutes_are_whole() -> None:
    assert minutes_between(AT, AT + dt.timedelta(minutes=45, seconds=20)) == 45


def test_texts_are_trimmed_and_bounded() -> None:
    assert tidy("  a \r\n b  ") == "a\n b"
    assert tidy(" \n ") == ""
    assert tidy("x" * 2001) == ""
    assert tidy("x" * 301, longest=300) == ""


def test_reasons_are_told_from_five_on_the_most_frequent_first() -> None:
    assert reasons_told(["lost"] * 4) == []
    assert reasons_told(["lost", "bored", "lost", "bored", "lost"]) == [("lost", 3), ("bored", 2)]
