"""Media go out by signed address only, in ranges, and never as a page of ours (T07)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from volteface.core import clock
from volteface.core.lanes import media
from volteface.core.lanes.testing import call

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import SettingsWrapper

CONTENT = bytes(range(256)) * 600


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: SettingsWrapper) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    (tmp_path / "media" / "ab").mkdir(parents=True)
    (tmp_path / "media" / "ab" / "film").write_bytes(CONTENT)
    (tmp_path / "secret").write_text("the key")
    return tmp_path


def test_a_signed_address_gives_the_whole_file() -> None:
    answer = call("GET", media.address("ab/film", name="film.webm"))
    assert answer.status == 200
    assert answer.body == CONTENT
    assert answer.headers["content-type"] == "video/webm"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("asked", "first", "end"),
    [
        ("bytes=0-9", 0, 10),
        ("bytes=100-", 100, len(CONTENT)),
        ("bytes=-50", len(CONTENT) - 50, None),
    ],
)
def test_a_range_gives_that_part(asked: str, first: int, end: int | None) -> None:
    address = media.address("ab/film", name="film.webm")
    answer = call("GET", address, headers={"range": asked})
    assert answer.status == 206
    assert answer.body == CONTENT[first:end]


def test_a_range_outside_the_file_is_refused() -> None:
    address = media.address("ab/film", name="film.webm")
    assert call("GET", address, headers={"range": "bytes=9999999-"}).status == 416


def test_head_says_how_long_it_is() -> None:
    answer = call("HEAD", media.address("ab/film", name="film.webm"))
    assert answer.headers["content-length"] == str(len(CONTENT))
    assert answer.body == b""


def test_pages_and_drawings_are_offered_for_saving_only() -> None:
    for name in ("page.html", "drawing.svg", "x"):
        answer = call("GET", media.address("ab/film", name=name))
        assert answer.headers["content-type"] == "application/octet-stream"
        assert answer.headers["content-disposition"].startswith("attachment")


def test_no_other_file_can_be_had() -> None:
    good = media.address("ab/film", name="film.webm")
    claims = good.removeprefix(media.PREFIX).split("/")[0]
    forged = good.replace(claims, claims[:-1] + ("A" if claims[-1] != "A" else "B"))
    outside = media.address("../secret", name="a.png")
    folder = media.address("ab", name="a.png")
    absent = media.address("ab/none", name="a.png")
    for address in (forged, outside, folder, absent, "/media/", "/media/x/y", "/media/é.é/y"):
        assert call("GET", address).status == 404


def test_an_address_for_some_days_ends() -> None:
    long_ago = clock.now() - dt.timedelta(days=9)
    assert call("GET", media.address("ab/film", name="f.png", at=long_ago)).status == 404
    assert call("GET", media.address("ab/film", name="f.png", at=clock.now())).status == 200


def test_a_range_goes_on_only_while_the_content_is_the_same() -> None:
    address = media.address("ab/film", name="film.webm")
    tag = call("HEAD", address).headers["etag"]
    same = call("GET", address, headers={"range": "bytes=5-9", "if-range": tag})
    assert (same.status, same.body) == (206, CONTENT[5:10])
    other = call("GET", address, headers={"range": "bytes=5-9", "if-range": '"older"'})
    assert (other.status, other.body) == (200, CONTENT)
    assert call("GET", address, headers={"if-none-match": tag}).status == 304


@pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "lines=1-2", "bytes=-", "bytes=a-b"])
def test_what_is_no_single_range_gives_the_whole_file(asked: str) -> None:
    answer = call("GET", media.address("ab/film", name="f.webm"), headers={"range": asked})
    assert (answer.status, answer.body) == (200, CONTENT)


@pytest.mark.parametrize("asked", ["bytes=-0", "bytes=10-5"])
def test_a_range_of_nothing_is_refused(asked: str) -> None:
    answer = call("GET", media.address("ab/film", name="f.webm"), headers={"range": asked})
    assert answer.status == 416
    assert answer.headers["content-range"] == f"bytes */{len(CONTENT)}"


def test_head_ignores_a_range_and_sends_no_body() -> None:
    answer = call("HEAD", media.address("ab/film", name="f.webm"), headers={"range": "bytes=0-9"})
    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers["content-length"] == str(len(CONTENT))
