"""A line among the points of vigilance."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volteface.courses.rules.sheet import has_line, with_line


@pytest.mark.parametrize(
    ("points", "line", "expected"),
    [
        ("", "Rows too tight", "- Rows too tight"),
        ("- Silence while voting", " Rows  too tight ", "- Silence while voting\n- Rows too tight"),
        ("Silence while voting\n", "Rows", "Silence while voting\n- Rows"),
        ("* Rows", "Rows", "* Rows"),
        ("- Rows", "", "- Rows"),
    ],
)
def test_a_line_is_added_below_the_others(points: str, line: str, expected: str) -> None:
    assert with_line(points, line) == expected


@given(st.text(max_size=80), st.text(max_size=40))
def test_a_line_is_added_to_the_points_once(points: str, line: str) -> None:
    once = with_line(points, line)
    assert with_line(once, line) == once
    assert once.startswith(points.rstrip())
    bare = " ".join(line.split()).strip("-*+ ")
    if bare and bare == " ".join(line.split()):
        assert has_line(once, line)
