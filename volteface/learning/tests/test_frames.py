"""Cards are rendered once and filled for each reader."""

from __future__ import annotations

from typing import Any

from django.utils import translation
from markupsafe import Markup

from volteface.learning.queries.cards import CardView


def _card(**values: Any) -> CardView:
    given: dict[str, Any] = {
        "code": "q1",
        "draw_code": "d1",
        "number": 1,
        "token": "token-of-ana",
        "answer_id": "id-1",
        "next": "/learn/c/s/",
        "fields_html": Markup("<p>100% of it</p>"),
        "shown": "o1,o2",
        "language": "en",
        "feedback_now": True,
    }
    return CardView(**(given | values))


def test_a_frame_keeps_nothing_of_its_first_reader() -> None:
    assert "token-of-ana" in _card().html
    second = _card(token="token-of-bo").html
    assert "token-of-bo" in second
    assert "token-of-ana" not in second
    assert "\ue000" not in second


def test_values_are_escaped_and_signs_of_percent_survive() -> None:
    html = _card(next='/"><script>%(token)s').html
    assert "<script>" not in html
    assert "%(token)s" in html
    assert "<p>100% of it</p>" in html


def test_a_frame_belongs_to_a_language() -> None:
    english = _card().html
    with translation.override("fr"):
        french = _card().html
    assert english != french
    assert _card().html == english
