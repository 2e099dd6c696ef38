"""What a learner gets of a question with parts says nothing of what belongs where (T05)."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from volteface.questions import kinds
from volteface.questions.queries.shown import question_view, render_question
from volteface.questions.rules.content import Content, Option, Settings
from volteface.questions.testing import build_bank, build_question

from .test_part_kinds import CLOZE

pytestmark = pytest.mark.django_db

NAMES = [f"item {letter}" for letter in "abcdefgh"]
PLACES = [f"place {letter}" for letter in "stuvwxyz"]
PAIRS = Content(
    kind="matching",
    stem="?",
    options=tuple(
        Option(id=f"new{number}", text=text, match=match, fraction=1, feedback=f"said of {text}")
        for number, (text, match) in enumerate(zip(NAMES, PLACES, strict=True), 1)
    ),
)


def _html(content: Content, seed: str) -> str:
    version = build_question(build_bank(), content=content).current
    assert version is not None
    return str(render_question(version, seed=seed))


@pytest.mark.parametrize("shuffle", [True, False])
def test_t05_partners_stand_in_an_order_of_their_own(shuffle: bool) -> None:
    html = _html(replace(PAIRS, settings=Settings(shuffle=shuffle)), "one")
    first = re.findall(r'<option value="([^"]+)"', html)[: len(PLACES)]
    assert sorted(first) == PLACES
    assert first != PLACES
    assert "said of" not in html
    # What is sent is the partner's own words, the same in every menu.
    assert html.count(f'value="{PLACES[0]}"') == len(NAMES)


def test_t05_menus_differ_between_learners_and_stay_the_same_for_one() -> None:
    version = build_question(build_bank(), content=PAIRS).current
    assert version is not None
    orders = {
        tuple(value for value, _html, _words in question_view(version, seed=seed).choices)
        for seed in ("one", "two", "three", "one")
    }
    assert len(orders) == 3
    views = [question_view(version, seed=seed).variant for seed in ("one", "one", "two")]
    assert views[0] == views[1] != views[2]


def test_t05_an_orders_ids_and_places_are_no_key() -> None:
    content = replace(
        PAIRS,
        kind="ordering",
        options=tuple(replace(option, match="") for option in PAIRS.options),
    )
    version = build_question(build_bank(), content=content).current
    assert version is not None
    options = question_view(version, seed="one").options
    words = [str(html) for _name, html in options]
    assert sorted(words) == NAMES
    assert words != NAMES
    by_id = [str(html) for _name, html in sorted(options, key=lambda pair: int(pair[0][1:]))]
    assert by_id != NAMES


def test_t05_a_gap_holds_no_answer_and_no_sign_of_its_length() -> None:
    html = _html(CLOZE, "one")
    for key in ("Paris", "Lutetia", "Lyon", "second", "0.2", "2,1"):
        assert key not in html
    assert html.count('maxlength="200"') == 2
    assert sorted(re.findall(r"<option>([^<]+)", html)) == ["Loire", "Rhine", "Seine"]


def test_a_place_inside_a_tag_gets_its_field_at_the_end() -> None:
    content = replace(CLOZE, stem=CLOZE.stem.replace("[[1]]", "![[[1]]](x.png)"))
    html = _html(content, "one")
    assert "\ue010" not in html
    assert html.count('name="part-') == 3


def test_words_of_authors_and_learners_are_escaped() -> None:
    nasty = '"><script>alert(1)</script>'
    content = replace(PAIRS, options=(replace(PAIRS.options[0], match=nasty), *PAIRS.options[1:]))
    assert "<script>alert" not in _html(content, "one")
    version = build_question(build_bank(), content=CLOZE).current
    assert version is not None
    name = kinds.get("cloze").parts(CLOZE, "")[0].id
    answer = kinds.get("cloze").parse({f"part-{name}": [nasty]}, CLOZE)
    assert "<script>alert" not in render_question(version, seed="one", answer=answer or "")
