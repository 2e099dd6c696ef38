"""Captions of every origin are read right, refused with their line, and edited beside the film."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from volteface.courses.actions import save_asset
from volteface.courses.models import Asset
from volteface.courses.queries.films import cues_of
from volteface.courses.rules.captions import CaptionsAreWrong, Cue, read, stamp, write
from volteface.courses.testing import AT
from volteface.courses.tests.conftest import signed_in

if TYPE_CHECKING:
    from volteface.courses.tests.conftest import World

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpora" / "captions"
COUNTS = {
    "bom-utf-32-be.srt": 7,
    "bom-utf-8.srt": 7,
    "comments.vtt": 3,
    "cue_tags.vtt": 3,
    "empty.srt": 5,
    "invalid_timeframe_in_cue_text.vtt": 3,
    "metadata_headers.vtt": 2,
    "metadata_headers_multiline.vtt": 2,
    "missing_caption_text.vtt": 4,
    "non_padded_timestamps.vtt": 3,
    "one_caption.vtt": 1,
    "sample.vtt": 16,
    "styles_colours.srt": 6,
    "styles_colours.vtt": 6,
    "windows-1252.srt": 1332,
    "youtube_dl.vtt": 4,
}
REFUSED = {
    "empty.vtt": 1,
    "invalid.srt": 2,
    "invalid.vtt": 1,
    "invalid_format1.srt": 2,
    "invalid_format2.srt": 1,
    "invalid_format3.srt": 2,
    "invalid_format4.srt": 1,
    "invalid_timeframe.sbv": 7,
    "invalid_timeframe.srt": 6,
    "invalid_timeframe.vtt": 6,
    "missing_timeframe.sbv": 4,
    "missing_timeframe.srt": 6,
}


def corpus(name: str) -> bytes:
    if not CORPUS.is_dir():
        pytest.skip("the corpora are not here")
    return (CORPUS / name).read_bytes()


@pytest.mark.parametrize(("name", "count"), COUNTS.items())
def test_real_captions_are_read_and_kept_as_webvtt(name: str, count: int) -> None:
    cues = read(corpus(name), must_be_vtt=name.endswith(".vtt"))
    assert len(cues) == count
    assert read(write(cues)) == cues
    assert all(cue.words and "<" not in cue.words.replace("< ", "") for cue in cues)


@pytest.mark.parametrize(("name", "line"), REFUSED.items())
def test_what_cannot_be_read_is_refused_with_its_line(name: str, line: int) -> None:
    with pytest.raises(CaptionsAreWrong) as refusal:
        read(corpus(name), must_be_vtt=name.endswith(".vtt"))
    assert refusal.value.line == line


def test_every_file_of_the_corpus_is_named_here() -> None:
    if CORPUS.is_dir():
        assert {path.name for path in CORPUS.iterdir()} == COUNTS.keys() | REFUSED.keys()


def test_sbv_is_read_with_its_two_lines() -> None:
    cues = read("0:00:01.500,0:00:03.000\nOne[br]two\n\n0:01:00.000,0:01:02.250\nThree <b>\n")
    assert cues == (
        Cue(start=1_500, end=3_000, text="One\ntwo"),
        Cue(start=60_000, end=62_250, text="Three <b>"),
    )


def test_names_of_speakers_stand_before_their_words() -> None:
    (cue,) = read("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>Hello <i>you</i> &amp; me</v>\n")
    assert cue.words == "Ana: Hello you & me"


words = st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=30).map(
    lambda text: " ".join(text.replace("-->", "").split())
)
cue_lists = st.lists(
    st.builds(
        lambda start, lasts, text: Cue(start=start, end=start + lasts, text=f"a{text}"),
        st.integers(0, 3_600_000),
        st.integers(0, 9_000),
        words,
    ),
    min_size=1,
).map(lambda cues: tuple(sorted(cues, key=lambda cue: cue.start)))


@given(cue_lists)
def test_what_is_written_is_read_again(cues: tuple[Cue, ...]) -> None:
    assert read(write(cues)) == cues


@given(st.binary(max_size=200) | st.text(max_size=200))
def test_nothing_makes_reading_fail_otherwise(data: bytes | str) -> None:
    with contextlib.suppress(CaptionsAreWrong):
        assert read(write(read(data))) is not None


def test_an_srt_file_becomes_vtt_among_the_files(world: World) -> None:
    asset = save_asset(
        world.course, name="talk.srt", data=corpus("bom-utf-8.srt"), by=world.teacher, at=AT
    )
    assert (asset.name, asset.media_type) == ("talk.vtt", "text/vtt")
    assert len(cues_of(asset)) == COUNTS["bom-utf-8.srt"]


def test_a_wrong_file_says_which_line(world: World) -> None:
    address = reverse("courses:files", args=[world.course.code])
    upload = SimpleUploadedFile("talk.srt", b"1\n00:00:01 --> 2\nHello\n")
    page = signed_in(world.teacher).post(address, {"file": upload})
    assert page.status_code == 422
    assert "“talk.srt”, line 2: Times such as" in page.content.decode()


def test_captions_are_written_beside_their_film(world: World) -> None:
    client = signed_in(world.teacher)
    film = save_asset(
        world.course, name="talk.webm", data=b"\x1a\x45\xdf\xa3film", by=world.teacher, at=AT
    )
    address = reverse("courses:captions", args=[world.course.code, film.code])
    page = client.get(address).content.decode()
    assert "First words" in page
    assert film.name in page
    text = f"WEBVTT\r\n\r\n{stamp(1_000)} --> {stamp(2_000)}\r\nHello\r\n"
    assert client.post(address, {"text": text}).status_code == 302
    assert cues_of(Asset.objects.get(name="talk.vtt")) == (
        Cue(start=1_000, end=2_000, text="Hello"),
    )
    wrong = client.post(address, {"text": text.replace("02.000", "0x.000")})
    assert wrong.status_code == 422
    assert "line 3" in wrong.content.decode()
