"""A printed kit's own code: on its rules, readable, another one on each, none without a meeting."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import typst
import zxingcpp
from django.utils.translation import override
from PIL import Image
from pypdf import PdfReader

from volteface.classroom import press
from volteface.classroom.games.kit import data_of, estimate_of
from volteface.classroom.games.kit_words import kit_label
from volteface.classroom.games.paper import Printing

from .kits import made

if TYPE_CHECKING:
    from pathlib import Path

PPI = 90
ADDRESSES = [
    (
        f"https://volteface.example.org/room/K7M39QX2P{number}/",
        "volteface.example.org/room/",
        f"K7M39-QX2P{number}",
    )
    for number in (4, 5)
]


def pressed(name: str, *, coded: bool) -> bytes:
    _deck, kit = made(name)
    kit.coded = coded
    labels = [kit_label(number, 2) for number in (1, 2)]
    return press.press(name, data_of(kit), {}, labels, ADDRESSES if coded else ())


def looked_at(kits: bytes, page: int, folder: Path) -> Image.Image:
    """The page as a picture."""
    (folder / "kits.pdf").write_bytes(kits)
    (folder / "page.typ").write_text(
        "#set page(width: 210mm, height: 297mm, margin: 0mm)\n"
        f'#image("kits.pdf", page: {page}, width: 210mm)',
        "utf-8",
    )
    picture = typst.compile(str(folder / "page.typ"), format="png", ppi=PPI)
    return Image.open(io.BytesIO(picture if isinstance(picture, bytes) else picture[0]))


def test_each_kits_code_is_read_from_the_picture_of_its_rules(tmp_path: Path) -> None:
    kits = pressed("dominoes", coded=True)
    reader = PdfReader(io.BytesIO(kits))
    each = len(reader.pages) // 2
    for number, (_address, door, typed) in enumerate(ADDRESSES):
        words = reader.pages[number * each].extract_text()
        assert door in words
        assert typed in words
    (code,) = zxingcpp.read_barcodes(looked_at(kits, each + 1, tmp_path))
    assert code.text == ADDRESSES[1][0]
    wide = (code.position.top_right.x - code.position.top_left.x) / PPI * 25.4
    assert wide >= 20


def test_a_kit_without_a_meeting_has_no_code_and_says_so() -> None:
    page = PdfReader(io.BytesIO(pressed("memory", coded=False))).pages[0]
    words = " ".join(page.extract_text().split())
    assert "/KitCode" not in page["/Resources"]["/XObject"]  # type: ignore[index, operator]  # a dictionary
    assert "its results stay at your table" in words
    assert "one small trial found no difference" in words


def test_large_rules_in_long_words_have_room_for_it_on_two_pages(tmp_path: Path) -> None:
    with override("fr"):
        deck, kit = made("quartets")
        kit.coded, kit.printing = True, Printing(large=True)
        kits = press.press("quartets", data_of(kit), {}, ["Kit 1"], ADDRESSES[:1])
    (code,) = zxingcpp.read_barcodes(looked_at(kits, 1, tmp_path))
    assert code.text == ADDRESSES[0][0]
    sheets = estimate_of(deck, kit.printing, kits=1).sheets
    assert len(PdfReader(io.BytesIO(kits)).pages) == 2 * sheets
