"""What learners get before they answer holds no key (T05); afterwards it says what is right."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from volteface.questions import events, kinds
from volteface.questions.queries import answer_in_words, mark, parse_answer
from volteface.questions.queries.shown import (
    feedback_view,
    option_in_words,
    question_view,
    render_question,
    right_answers,
)
from volteface.questions.rules.content import Content, Option, Settings
from volteface.questions.testing import GAP, build_bank, build_question
from volteface.questions.tests.drawn import DRAWN

from .test_part_kinds import CATEGORISE, CLOZE, MATCHING, ORDERING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from volteface.core.markup import Resolver
    from volteface.questions.models import QuestionVersion

pytestmark = pytest.mark.django_db

SECRET = "s3cret"
ALL = {
    "single": GAP,
    "multiple": dataclasses.replace(GAP, kind="multiple"),
    "true_false": Content(
        kind="true_false",
        stem="True?",
        options=(
            Option(id="true", text="True", fraction=0, feedback=SECRET),
            Option(id="false", text="False", fraction=1, feedback=SECRET),
        ),
    ),
    "numeric": Content(
        kind="numeric",
        stem="How many?",
        options=(Option(id="o1", text="4711.5", fraction=1, tolerance=0.25, feedback=SECRET),),
        settings=Settings(unit="days"),
    ),
    "short_text": Content(
        kind="short_text", stem="Who?", options=(Option(id="o1", text="Zeigarnik", fraction=1),)
    ),
    "open": Content(kind="open", stem="Why?", explanation=SECRET),
    "matching": MATCHING,
    "categorise": CATEGORISE,
    "ordering": ORDERING,
    "cloze": CLOZE,
} | DRAWN
KEYS = (
    SECRET,
    "4711.5",
    "0.25",
    "Zeigarnik",
    "Too early",
    "Right on time",
    "A fifth",
    "cram",
    "fraction",
)


class _Pictures:
    """As far as questions ask the owner of a bank here."""

    def images(self, _bank_id: int) -> Resolver:
        return "/{}".format


def _version(kind: str) -> QuestionVersion:
    question = build_question(build_bank(), content=ALL[kind])
    assert question.current is not None
    question.current.question = question
    return question.current


@pytest.mark.parametrize("kind", kinds.names())
def test_a_question_to_be_answered_gives_nothing_away(kind: str) -> None:
    version = _version(kind)
    html = render_question(version, seed="learner")
    # Its code is drawn by chance, and could spell a short key.
    view = dataclasses.replace(question_view(version, seed="learner"), code="")
    shown = f"{html} {view!r}"
    assert not [key for key in KEYS if key in shown]
    assert "checked" not in html
    assert "<fieldset" in html
    assert "<legend" in html


def test_an_answer_given_before_is_filled_in() -> None:
    html = render_question(_version("single"), seed="x", answer='{"choice":["o3"]}', certainty=2)
    assert html.count(" checked") == 2
    assert 'value="4,5"' in render_question(_version("numeric"), seed="x", answer='{"value":"4,5"}')


def test_feedback_says_what_was_chosen_and_what_is_right() -> None:
    version = _version("single")
    answer = parse_answer(version, {"choice": ["o1"]})
    assert answer is not None
    assert mark(version, answer).misconceptions == ("cram",)
    assert answer_in_words(version, answer) == "At once"
    view = feedback_view(version, answer)
    assert not view.correct
    assert view.right_html == ("In six days",)
    assert "Too early." in view.feedback_html[0]
    assert "A fifth of the wait." in view.explanation_html
    assert option_in_words(version, "o3") == "Never"
    assert option_in_words(version, "o9") == ""


@pytest.fixture
def with_picture() -> Iterator[None]:
    """A bank whose owner has the picture that hotspots ask about."""
    before = events.owner()
    events.register_owner(_Pictures())
    yield
    events.register_owner(before)


@pytest.mark.usefixtures("with_picture")
def test_areas_are_drawn_after_the_answer_and_never_before() -> None:
    version = _version("hotspot")
    before = render_question(version, seed="learner")
    assert "/curve.png" in before
    for key in ("ellipse", "rect", "polygon", 'cx="800"', "hotspot-areas"):
        assert key not in before
    drawn = feedback_view(version, '{"points":[[100,200]]}').drawn_html
    assert '<ellipse class="right" cx="800" cy="500" rx="150" ry="150"/>' in drawn
    # The wrong area is drawn because it was met; the point stands where it was given.
    assert '<rect class="wrong" x="0" y="0" width="300" height="1000"/>' in drawn
    assert '<circle cx="10.0%" cy="20.0%" r="7"/>' in drawn
    assert (
        'alt="The picture with the right areas drawn: The flat part. You pointed at: The steep'
        ' part."' in drawn
    )
    assert "Broken line" in drawn
    right = feedback_view(version, '{"points":[[800,500]]}').drawn_html
    assert "<rect" not in right
    assert "Broken line" not in right


def test_without_its_picture_nothing_is_drawn() -> None:
    assert not feedback_view(_version("hotspot"), '{"points":[[100,200]]}').drawn_html


def test_an_open_answer_is_not_judged_and_typed_words_are_escaped() -> None:
    view = feedback_view(_version("open"), '{"text":"<b>me</b>"}')
    assert not view.judged
    assert view.shown_html == "&lt;b&gt;me&lt;/b&gt;"
    assert right_answers(_version("numeric"))[0] == "4711.5 days (± 0.25)"
