"""Which kinds of question a meeting offers for what."""

from __future__ import annotations

import pytest

from volteface.classroom.queries.material import CHECK_KINDS, VOTE_KINDS


def test_a_room_votes_on_options_only() -> None:
    assert sorted(VOTE_KINDS) == ["multiple", "single", "true_false"]


@pytest.mark.parametrize("kind", ["matching", "ordering", "categorise", "cloze", "numeric"])
def test_what_cannot_be_voted_on_can_still_be_checked(kind: str) -> None:
    assert kind in CHECK_KINDS
    assert kind not in VOTE_KINDS


def test_what_is_neither_right_nor_wrong_is_no_check() -> None:
    assert not CHECK_KINDS & {"open", "rubric"}
