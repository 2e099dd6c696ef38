"""Search finds nothing that its asker may not see (T01, T03, T05), and everything they may."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from tests.canaries import canaries
from tests.cast import NOBODY, PERSONAS

if TYPE_CHECKING:
    from django.test import Client

    from tests.cast import Canary, Cast

pytestmark = pytest.mark.django_db


def _found(browser: Client, words: str) -> str:
    """The list alone: the page itself repeats what was asked."""
    answer = browser.get(reverse("core:search"), {"q": words}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("canary", canaries(), ids=lambda canary: canary.word)
def test_nobody_finds_what_they_may_not_read(
    canary: Canary, cast: Cast, browsers: dict[str, Client]
) -> None:
    strangers = [each for each in PERSONAS if each not in NOBODY | canary.seen_by]
    finders = [each for each in strangers if "<li>" in _found(browsers[each], canary.word)]
    assert finders == []


@pytest.mark.parametrize(
    ("words", "persona"),
    [
        ("canarybodyone", "learner"),
        ("gaps stick", "learner"),
        ("canaryownnote", "learner"),
        ("canaryquestion", "learner"),
        ("canarybodyone", "tutor"),
        ("canarybodydraft", "teacher"),
        ("canaryrightone", "nobody"),
        ("when do you review", "teacher"),
        ("canarynamelearner", "teacher"),
        ("canarynamelearner", "tutor"),
        ("canarynameother_group", "manager"),
        ("canarybodytwo", "administrator"),
    ],
)
def test_everybody_finds_what_is_theirs(
    words: str, persona: str, cast: Cast, browsers: dict[str, Client]
) -> None:
    if persona == "nobody":
        # Feedback and keys are searched by nobody.
        assert not any("<li>" in _found(browsers[each], words) for each in ("learner", "tutor"))
    else:
        assert "<li>" in _found(browsers[persona], words)
