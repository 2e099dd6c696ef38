"""Slow looks at printed kits: forty-eight tables in ten seconds, and pictures of the pages."""

from __future__ import annotations

import io
import shutil
import subprocess
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from pypdf import PdfReader

from volteface.classroom import games, press
from volteface.classroom.games.kit import data_of, estimate_of
from volteface.classroom.games.paper import Printing, grid_of

from .kits import item, made, material
from .test_kit_scripts import WORDS, needs_extra

if TYPE_CHECKING:
    from pathlib import Path

    from volteface.classroom.games.paper import Place

pytestmark = pytest.mark.soak
DPI = 100
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenherstellerverband"


@pytest.mark.parametrize("name", games.names())
def test_forty_eight_kits_are_one_file_within_ten_seconds(name: str) -> None:
    began = time.process_time()
    deck, kit = made(name)
    labels = [f"Kit {number} of 48" for number in range(1, 49)]
    content = press.press(name, data_of(kit), {}, labels)
    assert time.process_time() - began < 10
    pages = len(PdfReader(io.BytesIO(content)).pages)
    assert pages == estimate_of(deck, kit.printing, kits=48).sheets * 2
    assert len(content) < 3_000_000


@needs_extra
@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="no pdftoppm on this machine")
@pytest.mark.parametrize("large", [False, True])
def test_no_ink_reaches_the_edge_of_a_card(large: bool, tmp_path: Path) -> None:
    texts = [text for text, _word in WORDS.values()] + [
        LONG,
        "$\\frac{a+b}{\\sqrt{c}}$ and more " * 6,
    ]
    hard = [item(number, stem=text, options=(text, LONG, "A")) for number, text in enumerate(texts)]
    printing = Printing(large=large)
    _deck, kit = made(
        "question_track", given=replace(material(), items=tuple(hard)), printing=printing
    )
    data = data_of(kit)
    path = tmp_path / "kit.pdf"
    path.write_bytes(press.one_kit("question_track", data, {}))
    sheets = len(data["cards"])
    grid = grid_of("card", printing)
    for place, sheet in enumerate(data["cards"]):
        picture = _picture(path, page=len(PdfReader(path).pages) - 2 * (sheets - place) + 1)
        for number in range(len(sheet["fronts"])):
            inside = _ink(picture, grid.front(number), grid.cell_width_mm, grid.cell_height_mm)
            assert inside["text"] > 0.005, number
            assert inside["edge"] == 0, number


def _picture(path: Path, *, page: int) -> Image.Image:
    target = path.with_suffix("")
    options = ("-r", str(DPI), "-f", str(page), "-l", str(page), "-gray", "-singlefile")
    subprocess.run(["pdftoppm", *options, str(path), str(target)], check=True)
    return Image.open(f"{target}.pgm")


def _ink(picture: Image.Image, place: Place, wide: float, high: float) -> dict[str, float]:
    """The share of dark points in the middle of a card, and along its edge."""

    def dark(x: float, y: float, width: float, height: float) -> float:
        box = [round(value / 25.4 * DPI) for value in (x, y, x + width, y + height)]
        part = picture.crop((box[0], box[1], box[2], box[3]))
        points = part.tobytes()
        return sum(point < 160 for point in points) / len(points)

    x, y = place.x_mm, place.y_mm
    strips = [
        (x + 0.6, y + 0.6, 2.5, high - 1.2),
        (x + wide - 3.1, y + 0.6, 2.5, high - 1.2),
        (x + 0.6, y + 0.6, wide - 1.2, 2.5),
        (x + 0.6, y + high - 3.1, wide - 1.2, 2.5),
    ]
    return {
        "text": dark(x + 5, y + 5, wide - 10, high - 10),
        "edge": max(dark(*strip) for strip in strips),
    }
