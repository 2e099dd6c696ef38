"""Cards are rendered once and filled for each reader."""

from __future__ import annotations

import datetime as dt
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


def test_what_is_common_is_kept_and_holds_nothing_of_ones_own() -> None:
    saved = {"saved_at": dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)}
    first = _card(**saved).html
    second = _card(**saved, token="token-of-bo", answer_id="id-2").html
    assert first.replace("token-of-ana", "token-of-bo").replace("id-1", "id-2") == second


def test_a_text_cannot_stand_in_for_a_place() -> None:
    html = _card(fields_html=Markup("<p>\ue000token\ue001 %(token)s 5%</p>")).html
    assert "<p>token\ue001 %(token)s 5%</p>" in html
