"""Files that want to do harm, or are damaged: words, no crash, no file and no address read."""

from __future__ import annotations

import io
import sys
import time
import tracemalloc
import zipfile
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from volteface.interop.moodlexml.reading import read_xml
from volteface.interop.parsed import Unreadable
from volteface.interop.parsing import parse
from volteface.interop.rules.safe_xml import UnsafeXml
from volteface.interop.testing import deck, document

from .corpora import corpus, names

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MEGABYTE = 1_048_576
_reached: list[str] = []
_watching: list[bool] = []
XML = (
    b'<?xml version="1.0"?><quiz><question type="multichoice"><name><text>A</text></name>'
    b"<questiontext><text>What?</text></questiontext><single>true</single>"
    b'<answer fraction="100"><text>x</text></answer><answer fraction="0"><text>y</text></answer>'
    b"</question></quiz>"
)
GIFT = b"::One:: What?{=a ~b#no}\n\nTwo?{#3.1:0.1}\n\nThree?{=x->y =z->w}\n"
FILMS = b"# Films\nOne https://youtu.be/abcdefghijk 2:10\n"
# What hypothesis finds is told by what came out, not by how fast.
FUZZ = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if not _watching:
        return
    if event.startswith("socket."):
        _reached.append(event)
    elif event == "open" and not str(arguments[0]).endswith((".py", ".pyc")):
        _reached.append(str(arguments[0]))


@pytest.fixture
def reached() -> Iterator[list[str]]:
    """Every file and address that is reached for meanwhile."""
    if not hasattr(sys, "_volteface_hook"):
        sys.addaudithook(_hook)
        sys._volteface_hook = True  # type: ignore[attr-defined]  # an audit hook never goes away
    _reached.clear()
    _watching.append(True)
    yield _reached
    _watching.clear()


@pytest.mark.parametrize("name", names("hostile/xml", "*"))
def test_hostile_xml_is_refused_soon_and_reads_nothing(name: str, reached: list[str]) -> None:
    _watching.clear()
    data = corpus(f"hostile/xml/{name}").read_bytes()
    inside = b"<quiz>" + data.partition(b"?>")[2] + b"</quiz>"
    _watching.append(True)
    tracemalloc.start()
    began = time.monotonic()
    for given_data in (data, inside):
        with pytest.raises((Unreadable, UnsafeXml)):
            parse([(name, given_data)])
        if b"<!DOCTYPE" in given_data:
            with pytest.raises(UnsafeXml):
                read_xml(given_data)
    taken, peak = time.monotonic() - began, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (taken < 1, peak < 50 * MEGABYTE) == (True, True)
    assert reached == []


@pytest.mark.parametrize("name", names("hostile/xml", "*.xml"))
def test_office_files_with_such_xml_inside_are_refused(name: str, reached: list[str]) -> None:
    _watching.clear()
    hostile = corpus(f"hostile/xml/{name}").read_bytes()
    if b"<!DOCTYPE" not in hostile:
        return
    files = [("x.pptx", deck(12), "ppt/slides/slide1.xml"), ("x.docx", document(), BODY)]
    for file_name, data, part in files:
        changed = repacked(data, {part: hostile})
        _watching.append(True)
        with pytest.raises(Unreadable, match="entities or a document type"):
            parse([(file_name, changed)])
        _watching.clear()
    assert reached == []


BODY = "word/document.xml"


@pytest.mark.parametrize("folder", ["hostile/archives", "hostile/zips"])
def test_hostile_archives_write_nothing_and_are_told_apart(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in names(folder, "*"):
        data = corpus(f"{folder}/{name}").read_bytes()
        with pytest.raises(Unreadable) as refusal:
            parse([(name, data)])
        assert str(refusal.value).endswith(".")
        if name == "passwordis1.zip":
            assert "password" in str(refusal.value)
        if name.endswith(".tar"):
            assert "zip file instead of a tar" in str(refusal.value)
    assert list(tmp_path.iterdir()) == []


def test_a_locked_office_file_is_refused_politely() -> None:
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 1_000
    with pytest.raises(Unreadable, match="locked with a password or of an old kind"):
        parse([("deck.pptx", locked)])


def test_a_zip_of_known_files_is_what_lies_in_it() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("week/deck.pptx", deck(12))
        archive.writestr("week/quiz.gift", GIFT)
        archive.writestr("week/photo.jpg", b"\xff\xd8\xff")
    parsed = parse([("week.zip", target.getvalue())])
    assert parsed.format == "pptx+gift"


@cache
def samples() -> dict[str, bytes]:
    return {
        "deck.pptx": deck(12),
        "notes.docx": document(),
        "quiz.xml": XML,
        "quiz.gift": GIFT,
        "films.txt": FILMS,
    }


@FUZZ
@given(st.data())
def test_truncated_and_changed_files_give_words_and_no_crash(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(samples())))
    whole = bytearray(samples()[name])
    if data.draw(st.booleans()):
        del whole[data.draw(st.integers(0, len(whole))) :]
    for _ in range(data.draw(st.integers(0, 6))):
        if whole:
            whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    understood(name, bytes(whole))


@FUZZ
@given(st.data())
def test_office_files_with_a_damaged_part_give_words_and_no_crash(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["deck.pptx", "notes.docx"]))
    with zipfile.ZipFile(io.BytesIO(samples()[name])) as archive:
        parts = sorted(archive.namelist())
        part = data.draw(st.sampled_from(parts))
        inside = bytearray(archive.read(part))
    way = data.draw(st.sampled_from(["cut", "drop", "swap", "words"]))
    if way == "drop":
        understood(name, repacked(samples()[name], {part: None}))
        return
    if way == "cut":
        del inside[data.draw(st.integers(0, len(inside))) :]
    elif way == "words" and inside:
        at = data.draw(st.integers(0, len(inside)))
        inside[at:at] = data.draw(st.text(max_size=20)).encode("utf-8", "ignore")
    elif inside:
        for _ in range(4):
            inside[data.draw(st.integers(0, len(inside) - 1))] = data.draw(st.integers(32, 126))
    understood(name, repacked(samples()[name], {part: bytes(inside)}))


def understood(name: str, data: bytes) -> None:
    """Anything but a refusal in words ends the test."""
    said = ""
    try:
        said = parse([(name, data)]).format
    except Unreadable as error:
        said = str(error)
    assert said.strip()


def repacked(data: bytes, changed: dict[str, bytes | None]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for part in old.namelist():
            content = changed.get(part, old.read(part))
            if content is not None:
                new.writestr(part, content)
    return target.getvalue()
