"""Headings of a step are places that a link leads to."""

from __future__ import annotations

from volteface.courses.rules.anchors import anchored, headings


def test_headings_are_places_by_number_whatever_they_say() -> None:
    html, last = anchored(
        "<p>a</p><h2>One <em>&amp;</em> <math><mi>x</mi></math></h2><h3></h3>", after=3
    )
    assert last == 5
    assert headings(html) == (("h-4", "One & x"),)
