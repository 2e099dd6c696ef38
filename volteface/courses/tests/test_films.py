"""A film's chapters, questions and embeds from the text of a step to the page learners read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from volteface.courses.actions import publish_module, save_asset
from volteface.courses.queries import edition_steps
from volteface.courses.queries.editor import preview_of
from volteface.courses.queries.modules import module_file
from volteface.courses.rules.blocks import from_json, to_json
from volteface.courses.rules.body import body_of, pieces_of, question_keys
from volteface.courses.rules.document import EmbedBlock, FilmMark, VideoBlock
from volteface.courses.rules.film import clock_time, in_order, time_text
from volteface.courses.testing import AT
from volteface.courses.tests.conftest import signed_in

if TYPE_CHECKING:
    from volteface.courses.tests.conftest import World

BODY = """Watch this.

::: video talk.webm {title=Talk captions=talk.srt minutes=2}
0:00 chapter The beginning
1:05 {{ question q7f3a }}

Words *said*.
:::

::: embed https://vimeo.com/123456789 {title=Elsewhere}
:::
"""
CAPTIONS = b"1\n00:00:01,000 --> 00:00:04,000\nHello there\n"

line = st.text(st.characters(categories=["L", "N", "Zs"]), min_size=1, max_size=20).map(
    lambda text: " ".join(f"a {text}".split())
)
marks = st.lists(
    st.builds(FilmMark, at=st.integers(0, 90_000), chapter=line)
    | st.builds(FilmMark, at=st.integers(0, 90_000), key=st.sampled_from(["q1", "q-2", "Q_3"])),
    max_size=6,
).map(in_order)
words = st.lists(
    st.sampled_from(["Words", "", "0:45 said Ana", "1:00 chapter", "- 0:45 chapter x", "`x`"]),
    max_size=4,
).map(lambda lines: "\n".join(lines).strip())
videos = st.builds(
    VideoBlock,
    source=st.sampled_from(["a.webm", "b-2.mp4"]),
    title=line | st.just(""),
    captions=st.sampled_from(["", "a.vtt"]),
    minutes=st.integers(0, 600),
    transcript=words,
    marks=marks,
)
embeds = st.builds(
    EmbedBlock,
    url=st.sampled_from(["https://vimeo.com/12345?h=a#t=1"]),
    title=line,
    transcript=words,
)


@given(st.lists(videos | embeds, max_size=4))
def test_films_written_in_a_body_are_read_as_they_were(
    pieces: list[VideoBlock | EmbedBlock],
) -> None:
    assert list(pieces_of(body_of(pieces))) == pieces


@given(st.integers(0, 200_000))
def test_a_time_is_read_as_it_is_written(seconds: int) -> None:
    assert clock_time(time_text(seconds)) == seconds


@pytest.mark.parametrize("text", ["", "45", "0:60", "1:2", "x:10", "-1:00"])
def test_what_is_no_time_is_nothing(text: str) -> None:
    assert clock_time(text) is None


def test_a_line_like_a_mark_in_a_transcript_stays_words() -> None:
    film = VideoBlock(source="a.webm", transcript="0:45 chapter One")
    (read,) = pieces_of(body_of([film]))
    assert isinstance(read, VideoBlock)
    assert read.marks == ()
    assert body_of([read]) == body_of([film])


def test_a_questions_place_inside_code_is_text() -> None:
    assert question_keys("```\n::: video a.webm\n0:01 {{ question q1 }}\n:::\n```") == ()
    assert question_keys("::: video a.webm\n0:01 {{ question q1 }}\n:::") == ("q1",)


def prepared(world: World) -> None:
    film = b"\x1a\x45\xdf\xa3film"
    save_asset(world.course, name="talk.webm", data=film, by=world.teacher, at=AT)
    save_asset(world.course, name="talk.srt", data=CAPTIONS, by=world.teacher, at=AT)
    step = world.step
    step.body = BODY
    step.save()


def test_a_published_film_has_chapters_captions_and_its_question_below(world: World) -> None:
    prepared(world)
    edition = publish_module(world.module, by=world.teacher, at=AT)
    step = next(step for step in edition_steps(edition) if step.key == "gap")
    assert [block.kind for block in step.blocks] == ["text", "video", "question", "video"]
    film = step.blocks[1].film
    assert film is not None
    assert [(mark.at, mark.words) for mark in film.chapters] == [(0, "The beginning")]
    assert [mark.time for mark in film.questions] == ["1:05"]
    assert [cue.words for cue in film.cues] == ["Hello there"]
    html = str(step.blocks[1].html)
    assert f'href="#q-{film.questions[0].question}"' in html
    assert "autoplay" not in html
    assert "Hello there" in html


def test_an_embed_asks_nothing_of_others_before_the_click(world: World) -> None:
    prepared(world)
    edition = publish_module(world.module, by=world.teacher, at=AT)
    step = next(step for step in edition_steps(edition) if step.key == "gap")
    html = str(step.blocks[3].html)
    assert "<iframe" not in html
    assert 'src="https://' not in html
    assert "player.vimeo.com sees your visit" in html
    assert 'href="https://vimeo.com/123456789"' in html


def test_frames_come_only_from_servers_the_institution_allows(world: World) -> None:
    page = signed_in(world.teacher).get(reverse("courses:files", args=[world.course.code]))
    policy = page.headers["Content-Security-Policy"]
    (frames,) = (rule.strip() for rule in policy.split(";") if "frame-src" in rule)
    allowed = {f"https://{host}" for host in settings.EMBED_HOSTS}
    assert set(frames.split()[1:]) == allowed
    assert "https://www.youtube-nocookie.com" in allowed


def test_a_question_asked_before_is_not_asked_in_the_film_again(world: World) -> None:
    prepared(world)
    step = world.step
    step.body = "{{ question q7f3a }}\n\n" + BODY
    step.save()
    edition = publish_module(world.module, by=world.teacher, at=AT)
    shown = next(step for step in edition_steps(edition) if step.key == "gap")
    assert [block.kind for block in shown.blocks].count("question") == 1
    film = shown.blocks[2].film
    assert film is not None
    assert film.questions == ()


def test_the_editor_shows_the_film_and_its_question(world: World) -> None:
    prepared(world)
    shown = preview_of(world.step, BODY)
    assert any("film-bar" in block.html for block in shown)
    assert [block.question.key for block in shown if block.question] == ["q7f3a"]


def test_the_module_as_a_document_holds_the_question_in_full(world: World) -> None:
    prepared(world)
    document = module_file(world.module)
    film = next(block for block in document.steps[0].blocks if isinstance(block, VideoBlock))
    (mark,) = (mark for mark in film.marks if mark.key)
    assert mark.block is not None
    assert mark.block.content.stem == "When do you review?"
    assert film == replace(film, marks=in_order(film.marks))


def test_what_is_stored_is_read_again(world: World) -> None:
    prepared(world)
    edition = publish_module(world.module, by=world.teacher, at=AT)
    row = edition.steps.get(key="gap")
    assert to_json(from_json(row.blocks)) == row.blocks
    assert publish_module(world.module, by=world.teacher, at=AT) == edition
