"""A film's block is changed by a form, a pool's line by a number; Markdown stays the truth."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from volteface.courses.rules.film_form import form_of, with_form
from volteface.courses.rules.source import split
from volteface.courses.tests.conftest import World, signed_in

FILM = """::: video two.webm {title="Two weeks" captions=two.vtt minutes=2}
0:00 chapter One evening
0:36 {{ question q7f3a }}

You learn *something* new.
:::"""


def _given(source: str, **changes: object) -> str:
    form = form_of(source)
    assert form is not None
    names = ("title", "captions", "transcript")
    given = {name: getattr(form, name) for name in names} | {"minutes": str(form.minutes)}
    rows = {name: [list(row) for row in getattr(form, name)] for name in ("chapters", "questions")}
    return json.dumps(given | rows | changes)


def test_a_form_nobody_changed_says_the_same_film() -> None:
    again = with_form(FILM, _given(FILM))
    assert form_of(again) == form_of(FILM)


def test_rows_are_written_by_their_time_and_half_typed_ones_wait() -> None:
    rows = [["1:05", " A  gap "], ["", "No time"], ["0:70", "No such second"], ["0:25", "Before"]]
    made = form_of(with_form(FILM, _given(FILM, chapters=rows, minutes="many", title='A "b"')))
    assert made is not None
    assert made.chapters == (("0:25", "Before"), ("1:05", "A gap"))
    assert (made.minutes, made.title, made.questions) == (0, 'A "b"', (("0:36", "q7f3a"),))


@pytest.mark.parametrize("filled", ["", "[]", "{", '{"chapters": 1}', '{"chapters": [[1, 2], 3]}'])
def test_what_is_no_form_harms_nothing(filled: str) -> None:
    made = with_form(FILM, filled)
    assert len(split(made).blocks) == 1
    assert with_form("Just words.", filled) == "Just words."


def test_the_transcript_of_a_form_cannot_end_the_block() -> None:
    made = with_form(FILM, _given(FILM, transcript="One\n:::\n# Two\n0:10 chapter Three"))
    assert [block.kind for block in split(made).blocks] == ["film"]


def test_an_embed_has_no_rows_of_times() -> None:
    embed = "::: embed https://tube.example.org/w/4fGh {minutes=6}\n:::"
    made = form_of(with_form(embed, _given(embed, title="Elsewhere")))
    assert made is not None
    assert (made.is_embed, made.title, made.minutes) == (True, "Elsewhere", 6)


def test_the_editor_shows_both_forms_and_takes_what_they_say(world: World) -> None:
    world.course.bank.questions.update(key="q7f3a")
    body = f"{FILM}\n\n{{{{ pool gaps draw=2 }}}}"
    browser = signed_in(world.teacher)
    address = reverse("courses:blocks", args=[world.step.code])
    html = browser.post(address, {"body": body}).json()["html"]
    assert 'data-kind="pool"' in html
    assert "No question belongs to this pool yet" in html
    assert 'value="One evening"' in html
    # The line itself stands in the block's source only, not on the page.
    assert html.count("{{ pool") == 1
    filled = _given(FILM, title="Renamed")
    answer = browser.post(address, {"body": FILM, "film": filled}).json()
    assert "title=Renamed" in answer["source"]
