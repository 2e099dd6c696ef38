"""The statistics of a question's parts."""

from __future__ import annotations

import json

import pytest

from volteface.insights.queries.parts import part_lines
from volteface.questions.queries.content import Content, Option
from volteface.questions.testing import GAP, build_bank, build_question

pytestmark = pytest.mark.django_db


def test_each_part_says_how_often_it_was_right_and_what_was_put_instead() -> None:
    content = Content(
        kind="matching",
        stem="?",
        options=(
            Option(id="o1", text="a", match="x", fraction=1),
            Option(id="o2", text="b", match="y", fraction=1),
        ),
    )
    bank = build_bank()
    version = build_question(bank, content=content).current
    assert version is not None
    right, wrong = '{"parts":{"o1":"x","o2":"y"}}', '{"parts":{"o1":"y","o2":"y"}}'
    lines = part_lines(version, [right, wrong, wrong])
    assert [(line.words, line.right, line.n) for line in lines] == [
        ("a → x", 1, 3),
        ("b → y", 3, 3),
    ]
    assert (lines[0].mostly, lines[0].mostly_count) == ("a → y", 2)
    assert lines[1].mostly == ""
    plain = build_question(bank, content=GAP).current
    assert plain is not None
    assert part_lines(plain, ['{"choice":["o1"]}']) == ()


def test_an_orders_parts_stand_in_their_own_order() -> None:
    content = Content(
        kind="ordering",
        stem="?",
        options=tuple(Option(id=each, text=each, fraction=1) for each in ("first", "then", "last")),
    )
    version = build_question(build_bank(), content=content).current
    assert version is not None
    ids = [option["id"] for option in version.content["options"]]
    answer = json.dumps({"order": [ids[1], ids[0], ids[2]]})
    lines = part_lines(version, [answer, answer])
    assert [line.words for line in lines] == ["first", "then", "last"]
    assert sum(line.right for line in lines) == 4
