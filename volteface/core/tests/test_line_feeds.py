"""A text area's lines end with CRLF on their way here; every limit counts what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.test import RequestFactory

from volteface.core.middleware import line_feeds

if TYPE_CHECKING:
    from django.http import HttpRequest


def posted(data: dict[str, object], **how: str) -> HttpRequest:
    """The request as a view sees it."""
    request = RequestFactory().post("/", data, **how)
    before = request.POST
    line_feeds(lambda _request: HttpResponse()).process_view(request, None, (), {})
    assert ("\\r" in str(before)) is (request.POST is not before)
    return request


def test_every_posted_text_has_one_character_a_line_end() -> None:
    request = posted({"body": "one\r\ntwo\rthree\n", "choice": ["a\r\n", "b"], "plain": "x"})
    assert request.POST["body"] == "one\ntwo\nthree\n"
    assert request.POST.getlist("choice") == ["a\n", "b"]
    assert request.POST["plain"] == "x"


def test_a_form_without_such_ends_and_a_body_that_is_no_form_stay_as_they_are() -> None:
    assert posted({"body": "one\ntwo"}).POST["body"] == "one\ntwo"
    request = RequestFactory().post("/", '"a\\r\\n"', content_type="application/json")
    line_feeds(lambda _request: HttpResponse()).process_view(request, None, (), {})
    assert request.body == b'"a\\r\\n"'
