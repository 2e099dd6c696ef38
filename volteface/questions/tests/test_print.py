"""On paper every kind shows where and how its answer is given, and nothing of its key."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.template.loader import render_to_string

from volteface.core.prose import prose
from volteface.questions import kinds
from volteface.questions.models import QuestionVersion
from volteface.questions.queries.shown import question_view
from volteface.questions.rules.content import Content, Option, to_json

from .drawn import DRAWN, SECRET
from .test_part_kinds import CLOZE

PAIR = (
    Option(id="o1", text="One", match="Uno", fraction=1),
    Option(id="o2", text="Two", match="Due", fraction=1),
)
# What is filled in, in the words of our own print templates.
ROOM = {
    "single": "ring", "multiple": "box", "true_false": "ring", "ordering": "number",
    "matching": "number", "categorise": "number", "cloze": "gap", "numeric": "short",
    "calculated": "short", "short_text": "line", "open": "line", "rubric": "line",
    "hotspot": "hint", "mark_words": "words",
}  # fmt: skip


def _content(kind: str) -> Content:
    if kind == "cloze":
        return CLOZE
    if kind in DRAWN:
        # Without its picture, which only a bank can give.
        return replace(DRAWN[kind], settings=replace(DRAWN[kind].settings, picture=""))
    return Content(kind=kind, stem="Why?", options=PAIR, certainty=True)


@pytest.mark.parametrize("kind", kinds.names())
def test_every_kind_has_room_for_its_answer_on_paper(kind: str) -> None:
    version = QuestionVersion(kind=kind, content=to_json(_content(kind)))
    view = question_view(version, seed="paper")
    html = render_to_string(f"questions/kinds/{kind}_print.html", {"question": view})
    nodes = repr(prose(html, pictures=lambda _source: "picture.png"))
    assert f"'k': '{ROOM[kind]}'" in nodes
    assert SECRET not in nodes
    # Where certainty is asked on the screen, paper asks it too.
    assert bool(re.search("How sure are you", nodes)) == view.certainty


def test_the_marks_of_paper_are_blocks_and_words_of_their_own() -> None:
    html = '<p class="print-hint">How</p><ol class="print-letters">\n<li>a</li></ol><p>b</p>'
    kinds_found = [node["k"] for node in prose(html, pictures=str) if isinstance(node, dict)]
    assert kinds_found == ["hint", "letters", "p"]
