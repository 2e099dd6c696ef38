"""How long a film lasts is found in its own boxes and clusters, whatever its head says."""

from __future__ import annotations

import io
import random
import struct
from pathlib import Path

import pytest

from volteface.courses.rules.embeds import embed_of
from volteface.courses.rules.media import container_of, probe

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpora" / "media"
HOSTS = ("www.youtube-nocookie.com", "player.vimeo.com", "tube.example.org")


def corpus(name: str) -> bytes:
    if not CORPUS.is_dir():
        pytest.skip("the corpora are not here")
    return (CORPUS / name).read_bytes()


@pytest.mark.parametrize(("name", "container"), [("gen30s.mp4", "mp4"), ("gen30s.webm", "webm")])
def test_a_film_lasts_as_long_as_it_says(name: str, container: str) -> None:
    found = probe(io.BytesIO(corpus(name)))
    assert found.container == container
    assert found.seconds == pytest.approx(30, abs=0.1)


def test_a_recording_without_a_duration_is_measured_at_its_end() -> None:
    film = bytearray(corpus("gen30s.webm"))
    place = film.find(b"\x44\x89")
    # The duration becomes an element nobody reads.
    film[place : place + 2] = b"\xec\x89"
    assert probe(io.BytesIO(film)).seconds == pytest.approx(30, abs=0.1)


def test_clusters_of_unknown_length_are_read_as_recordings_write_them() -> None:
    unknown = b"\x01" + b"\xff" * 7
    info = b"\x15\x49\xa9\x66\x87\x2a\xd7\xb1\x83\x0f\x42\x40"
    head = b"\x1a\x45\xdf\xa3\x80\x18\x53\x80\x67" + unknown + info
    clusters = b"".join(
        b"\x1f\x43\xb6\x75" + unknown + b"\xe7\x82" + struct.pack(">H", begins)
        + b"".join(b"\xa3\x85\x81" + struct.pack(">h", at) + b"\x80x" for at in (0, 400, 960))
        for begins in (0, 1_000, 2_000)
    )  # fmt: skip
    assert probe(io.BytesIO(head + clusters)).seconds == pytest.approx(3, abs=0.15)


def test_a_fragmented_film_is_as_long_as_its_fragments() -> None:
    def box(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I4s", 8 + len(content), name) + content

    tkhd = box(b"tkhd", struct.pack(">IIII", 0, 0, 0, 1))
    mdhd = box(b"mdhd", struct.pack(">IIIII", 0, 0, 0, 1_000, 0))
    mvhd = box(b"mvhd", struct.pack(">IIIII", 0, 0, 0, 1_000, 0))
    moov = box(b"moov", mvhd + box(b"trak", tkhd + box(b"mdia", mdhd)))
    tfhd = box(b"tfhd", struct.pack(">III", 8, 1, 40))
    tfdt = box(b"tfdt", struct.pack(">II", 0, 4_000))
    trun = box(b"trun", struct.pack(">II", 0, 25))
    moof = box(b"moof", box(b"traf", tfhd + tfdt + trun))
    film = box(b"ftyp", b"isom0000") + moov + moof + box(b"mdat", b"x" * 99)
    assert probe(io.BytesIO(film)).seconds == 5


@pytest.mark.parametrize(
    ("beginning", "container"),
    [
        (b"ID3\x04", "mp3"),
        (b"\xff\xfb\x90\x00", "mp3"),
        (b"OggS\x00", "ogg"),
        (b"RIFF....WAVE", "wav"),
        (b"\xff\xd8\xff\xe0", ""),
        (b"MZ", ""),
        (b"", ""),
    ],
)
def test_content_says_what_it_is(beginning: bytes, container: str) -> None:
    assert container_of(beginning) == container


def test_broken_films_never_break_the_reader() -> None:
    chance = random.Random(7)
    films = [corpus("gen30s.webm")[:9_000], corpus("gen30s.mp4")[:9_000], b"ID3\x04" + b"\xff" * 99]
    films.append(corpus("gen30s.mp4")[-9_000:])
    for _number in range(300):
        film = bytearray(chance.choice(films))
        for _change in range(6):
            film[chance.randrange(len(film))] = chance.randrange(256)
        assert probe(io.BytesIO(film[: chance.randrange(len(film))])).seconds >= 0


@pytest.mark.parametrize(
    ("url", "player"),
    [
        ("https://www.youtube.com/watch?v=abcDEF12345", "https://www.youtube-nocookie.com/embed/abcDEF12345?rel=0"),
        ("https://youtu.be/abcDEF12345", "https://www.youtube-nocookie.com/embed/abcDEF12345?rel=0"),
        ("https://vimeo.com/123456789", "https://player.vimeo.com/video/123456789?dnt=1"),
        ("https://vimeo.com/123456789/0a1b2c3d", "https://player.vimeo.com/video/123456789?dnt=1&h=0a1b2c3d"),
        ("https://tube.example.org/w/4fGhJk12", "https://tube.example.org/videos/embed/4fGhJk12?p2p=0&warningTitle=0"),
        ("https://other.example.org/w/4fGhJk12", ""),
        ("https://example.org/film.html", ""),
    ],
)  # fmt: skip
def test_an_address_shows_only_what_the_institution_allows(url: str, player: str) -> None:
    found = embed_of(url, hosts=HOSTS)
    assert found is not None
    assert found.player == player


@pytest.mark.parametrize(
    "url",
    ["http://youtu.be/abcDEF12345", "javascript:alert(1)", "https://a@b", "https:///w", "x"],
)  # fmt: skip
def test_what_is_no_safe_address_is_nothing(url: str) -> None:
    assert embed_of(url, hosts=HOSTS) is None
