"""T02 and T05: every page each persona can reach, searched for what is not theirs to see.

What a guessed address answers to whom it is not for is searched where the matrix asks for it.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import reverse

from tests.cast import PERSONAS
from tests.security.pages import secrets_in, text_of
from tests.security.requests import twin
from tests.security.walk import table

if TYPE_CHECKING:
    from django.test import Client

    from tests.cast import Cast

ROWS = table()
MOST_PAGES = 600
MOST_WAYS = 3
LINK = re.compile(r"""(?:href|src|action|hx-get)=["']([^"'#]+)""")


@pytest.mark.django_db
@pytest.mark.parametrize("persona", PERSONAS)
def test_t02_no_secret_is_met_by_the_wrong_persona(
    persona: str, cast: Cast, browsers: dict[str, Client]
) -> None:
    client = twin(browsers[persona])
    waiting = ["/", *_addresses(cast, persona)]
    visited: set[str] = set()
    # An address leads to the same page whatever stands behind its question mark, or nearly.
    ways: Counter[str] = Counter()
    met: list[str] = []
    while waiting and len(ways) < MOST_PAGES:
        address = waiting.pop(0)
        if address in visited:
            continue
        visited.add(address)
        path = urlsplit(address).path
        ways[path] += 1
        if ways[path] > MOST_WAYS:
            continue
        page = client.get(address)
        text = text_of(page)
        met += [f"{word} at {address}" for word in secrets_in(text, persona)]
        waiting += [link for link in _links(address, text) if link not in visited]
    assert met == []
    assert not waiting, f"more than {MOST_PAGES} pages"


@pytest.mark.django_db
@pytest.mark.parametrize("persona", ["learner", "other_group"])
def test_t05_a_question_not_answered_yet_shows_no_key(
    persona: str, cast: Cast, browsers: dict[str, Client]
) -> None:
    cycle = cast.codes["cycle" if persona == "learner" else "other_cycle"]
    pages = [
        twin(browsers[persona]).get(reverse("learning:step", args=[cycle, step])).text
        for step in ("gap", "more")
    ]
    assert "When do you review?" in pages[0]
    for page in pages:
        for word in ("is_correct", "fraction", "tolerance", "canaryright", "canaryfeedback"):
            assert word not in page


@pytest.mark.django_db
def test_the_canaries_are_alive(cast: Cast, browsers: dict[str, Client]) -> None:
    """A crawl that finds nothing proves nothing: the secrets are there for whom they are for."""
    teacher, learner = twin(browsers["teacher"]), twin(browsers["learner"])
    roster = teacher.get(reverse("rosters:cohort", args=[cast.codes["cohort"]])).text
    assert "canarynamelearner" in roster
    assert "learner.canary@" in roster
    step = learner.get(reverse("learning:step", args=[cast.codes["cycle"], "gap"])).text
    assert "canarybodyone" in step
    preview = reverse("rosters:import", args=[cast.codes["cohort"], cast.codes["import"]])
    assert "canaryimported" in teacher.get(preview).text
    paper = teacher.get(reverse("classroom:attendance_pdf", args=[cast.codes["cycle"]]))
    assert "canarynamelearner" in text_of(paper)
    assert "canarynamemate" in teacher.get(_named(cast, "classroom:teams", "cycle")).text
    assert "Canarymate C." in learner.get(_named(cast, "classroom:phone", "room")).text


def _named(cast: Cast, name: str, args: str) -> str:
    return reverse(name, args=cast.args(args))


def _addresses(cast: Cast, persona: str) -> list[str]:
    """Pages the persona may read by name: some are linked from nowhere."""
    return [
        _named(cast, name, row.args)
        for name, row in sorted(ROWS.items())
        if row.get in row.expected(persona, "GET")
        and (persona == "learner" or not (row.public and row.args))
    ]


def _links(here: str, text: str) -> list[str]:
    found = []
    for link in LINK.findall(text):
        parts = urlsplit(urljoin(here, html.unescape(link)))
        inside = not parts.netloc and parts.scheme == ""
        if inside and not parts.path.startswith(("/static/", "/media/", "/styleguide/")):
            found.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return found
