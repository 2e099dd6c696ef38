"""Faces are small, made once, and asked for where a page has a letter of them."""

import re
from pathlib import Path

from django.conf import settings

import volteface.core
from volteface.core.fonts import BASIC, FURTHER, build

TOKENS = Path(volteface.core.__file__).parent / "static" / "core" / "tokens.css"
FACE = re.compile(r"fonts/([a-z-]+)\.woff2.*?unicode-range: ([^;]+);", re.DOTALL)
# The letters that every page has; in kilobytes.
MOST = {"heading": 21}


def test_the_faces_are_small_and_made_once() -> None:
    made = build(Path(settings.BUILD_DIR))
    pages = [path for path in made if path.suffix == ".woff2"]
    assert {path.stem for path in pages} == {name for name, _ in FACE.findall(_tokens())}
    heavy = [path.name for path in pages if path.stat().st_size > MOST.get(path.stem, 11) * 1024]
    assert heavy == []
    before = pages[0].stat().st_mtime_ns
    build(Path(settings.BUILD_DIR))
    assert pages[0].stat().st_mtime_ns == before


def test_each_face_is_asked_for_the_letters_it_has() -> None:
    asked = FACE.findall(_tokens())
    assert len(asked) == 10
    for name, ranges in asked:
        spans = [_span(part.strip().removeprefix("U+")) for part in ranges.split(",")]
        assert spans == list(FURTHER if name.endswith("-further") else BASIC), name


def test_no_letter_is_in_both() -> None:
    basic, further = (
        {code for a, b in each for code in range(a, b + 1)} for each in (BASIC, FURTHER)
    )
    assert not basic & further


def _tokens() -> str:
    return TOKENS.read_text("utf-8")


def _span(part: str) -> tuple[int, int]:
    low, _, high = part.partition("-")
    return int(low, 16), int(high or low, 16)
