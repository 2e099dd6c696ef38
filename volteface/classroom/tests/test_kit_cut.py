"""Slow: a kit's sheets are cut along their marks as pictures; fronts and backs register."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from pypdf import PdfReader

from volteface.classroom import press
from volteface.classroom.games.kit import data_of
from volteface.classroom.games.paper import PAPERS, Grid, Printing, grid_of

from .kits import made

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="no pdftoppm on this machine"),
]
DPI = 300
DOTS = DPI / 25.4
CLOSE_MM = 0.5
# Paper is white; a mark is thinner than a dot's neighbours.
DARK = 215
type Edges = tuple[list[float], list[float]]


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("paper", PAPERS)
def test_cut_cards_have_their_backs_behind_their_fronts(
    paper: str, large: bool, tmp_path: Path
) -> None:
    for across, down in _registers(Printing(paper=paper, large=large), tmp_path):
        assert abs(across) < CLOSE_MM
        assert abs(down) < CLOSE_MM


def test_backs_that_were_moved_are_seen_to_be(tmp_path: Path) -> None:
    for register in _registers(Printing(right_mm=1.0, down_mm=-1.0), tmp_path):
        assert register == pytest.approx((1.0, -1.0), abs=0.2)


def _registers(printing: Printing, folder: Path) -> list[tuple[float, float]]:
    """How far each card's back lies off its front, in millimetres, across and down."""
    grid = grid_of("card", printing)
    found = []
    for sheet in _sheets(printing, folder):
        for front, back in zip(*_cut(*sheet, grid), strict=True):
            # Both sides have the same line under the head, in the middle of the card.
            ahead, behind = _line(front), _line(back)
            assert (ahead is None) == (behind is None)
            if ahead and behind:
                # What lies right in front lies left behind.
                found.append((ahead[0] + behind[0], behind[1] - ahead[1]))
    assert len(found) == 20
    return found


@pytest.mark.parametrize("paper", PAPERS)
def test_marks_of_both_sides_lie_on_each_other(paper: str, tmp_path: Path) -> None:
    printing = Printing(paper=paper)
    grid = grid_of("card", printing)
    for front, back in _sheets(printing, tmp_path):
        (across, down), (across_behind, down_behind) = _marks(front, grid), _marks(back, grid)
        mirrored = sorted(back.width - 1 - x for x in across_behind)
        assert len(across) == grid.columns + 1
        assert len(down) == grid.rows + 1
        off = [
            abs(a - b) / DOTS for a, b in zip(across + down, mirrored + down_behind, strict=True)
        ]
        assert max(off) < CLOSE_MM


def _sheets(printing: Printing, folder: Path) -> list[tuple[Image.Image, Image.Image]]:
    """The fronts and backs of the timeline's cards, as a printer would set them."""
    _deck, kit = made("timeline", printing=printing)
    path = folder / "kit.pdf"
    data = data_of(kit)
    path.write_bytes(press.one_kit("timeline", data, {}))
    sides = 2 * len(data["cards"])
    options = ("-r", str(DPI), "-gray", "-f", str(len(PdfReader(path).pages) - sides + 1))
    subprocess.run(["pdftoppm", *options, str(path), str(folder / "page")], check=True)
    pictures = [Image.open(one) for one in sorted(folder.glob("page-*.pgm"))]
    return list(zip(pictures[::2], pictures[1::2], strict=True))


def _marks(picture: Image.Image, grid: Grid) -> Edges:
    """Where the crop marks above and beside the cards lie, in dots."""
    top, left = grid.top_mm * DOTS, grid.left_mm * DOTS
    above = picture.crop((0, round(top - 2.6 * DOTS), picture.width, round(top - 1.8 * DOTS)))
    beside = picture.crop((round(left - 2.6 * DOTS), 0, round(left - 1.8 * DOTS), picture.height))
    return (
        _middles(above.resize((picture.width, 1), Image.Resampling.BOX)),
        _middles(beside.resize((1, picture.height), Image.Resampling.BOX)),
    )


def _middles(strip: Image.Image) -> list[float]:
    """The middles of the dark stretches of a strip one dot high or wide."""
    dark = [place for place, value in enumerate(strip.tobytes()) if value < DARK]
    found: list[list[int]] = []
    for place in dark:
        if found and place - found[-1][-1] <= 2:
            found[-1].append(place)
        else:
            found.append([place])
    return [(run[0] + run[-1]) / 2 for run in found]


def _cut(
    front: Image.Image, back: Image.Image, grid: Grid
) -> tuple[list[Image.Image], list[Image.Image]]:
    """Both sides of every card, cut through at the front's marks, heads up."""
    across, down = _marks(front, grid)
    fronts, backs = [], []
    for number in range(grid.count):
        row, column = divmod(number, grid.columns)
        left, right = across[column], across[column + 1]
        top, bottom = down[row], down[row + 1]
        box = (left, top, right, bottom)
        behind = (back.width - 1 - right, top, back.width - 1 - left, bottom)
        fronts.append(front.crop(_rounded(box)).rotate(grid.front(number).turn, expand=True))
        backs.append(back.crop(_rounded(behind)).rotate(grid.back(number).turn, expand=True))
    return fronts, backs


def _rounded(box: tuple[float, float, float, float]) -> tuple[int, int, int, int]:
    left, top, right, bottom = (round(value) for value in box)
    return left, top, right, bottom


def _line(card: Image.Image) -> tuple[float, float] | None:
    """How far the middle of the line under the head lies right of the card's, and its height."""
    inner = card.crop((card.width // 5, card.height // 12, card.width * 4 // 5, card.height // 5))
    rows = list(inner.resize((1, inner.height), Image.Resampling.BOX).tobytes())
    darkest = min(range(len(rows)), key=rows.__getitem__)
    if rows[darkest] >= DARK:
        return None
    level = [place for place, value in enumerate(rows) if value < (rows[darkest] + 255) / 2]
    height = card.height // 12 + sum(level) / len(level)
    row = card.crop((0, round(height), card.width, round(height) + 1)).tobytes()
    dark = [place for place, value in enumerate(row) if value < DARK]
    middle = (dark[0] + dark[-1]) / 2
    return (middle - (card.width - 1) / 2) / DOTS, height / DOTS
