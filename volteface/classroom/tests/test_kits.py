"""Printed kits: every sheet counted, backs behind their fronts, texts that fit, numbers on all."""

from __future__ import annotations

import io
import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from pypdf import PdfReader

from volteface.classroom import games, press
from volteface.classroom.games.fit import SIZES, cards_needed, parts_of
from volteface.classroom.games.game import Face
from volteface.classroom.games.kit import data_of, estimate_of, printed_cards
from volteface.classroom.games.paper import (
    EDGE_MM,
    FOLD,
    PAPERS,
    Place,
    Printing,
    grid_of,
    kits_for,
)

from .geometry import MM, shapes
from .kits import item, made, material, printed

if TYPE_CHECKING:
    from pathlib import Path

    from pypdf import PageObject

# Paper may be printed half a millimetre off; the drawing itself must not be.
CLOSE_MM = 0.5


@pytest.mark.parametrize("name", games.names())
def test_every_game_prints_as_many_sheets_as_it_says(name: str) -> None:
    deck, kit = made(name)
    reader = printed(name, kit, kits=2)
    takes = estimate_of(deck, kit.printing, kits=2)
    assert len(reader.pages) == takes.sheets * 2
    # The second kit: its rules, its key and its last sheet have its number.
    second = reader.pages[takes.sheets_per_kit * 2 :: 2]
    fronts = [page.extract_text() for page in (second[0], second[1], second[-1])]
    assert all("Kit 2 of 2" in text for text in fronts)
    assert kit.page.title in " ".join(fronts[0].split())
    assert "Answer key" in "".join(fronts)
    for card in deck.cards:
        assert cards_needed(card.front, card.size)


@pytest.mark.parametrize(
    "printing",
    [
        Printing(paper="letter"),
        Printing(paper="a3", black_and_white=True),
        Printing(large=True),
        Printing(sides=FOLD),
        Printing(sides=FOLD, large=True),
    ],
    ids=str,
)
def test_other_papers_and_large_print_are_counted_too(printing: Printing) -> None:
    deck, kit = made("question_track", printing=printing)
    reader = printed("question_track", kit, kits=1)
    sides = 1 if printing.sides == FOLD else 2
    assert len(reader.pages) == estimate_of(deck, printing, kits=1).sheets * sides
    wide, high = sorted(float(side) / MM for side in reader.pages[0].mediabox[2:])
    sheet = PAPERS[printing.paper]
    assert (wide, high) == pytest.approx((sheet.width_mm, sheet.height_mm), abs=0.1)


@pytest.mark.parametrize("offset", [(0.0, 0.0), (1.5, -0.7)])
def test_backs_lie_behind_their_fronts(offset: tuple[float, float]) -> None:
    printing = Printing(right_mm=offset[0], down_mm=offset[1])
    _deck, kit = made("question_track", printing=printing)
    reader = printed("question_track", kit, kits=1)
    for front, back in itertools.batched(reader.pages[-4:], 2):
        wide = float(front.mediabox.width) / MM
        ahead = {(wide - x + offset[0], y + offset[1]) for x, y in _fronts(front)}
        behind = _signs(back)
        assert len(behind) >= len(ahead) / 3
        for x, y in behind:
            assert any(abs(x - a) < CLOSE_MM and abs(y - b) < CLOSE_MM for a, b in ahead)


def _fronts(page: PageObject) -> list[tuple[float, float]]:
    """The middle of each front, from the line under its head."""
    lines = [box for box in shapes(page) if box[3] < 0.1 and box[2] == pytest.approx(51, abs=0.1)]
    # The line lies 11.7 mm below the card's edge.
    return [(x + width / 2, y - 11.7 + 44) for x, y, width, _height in lines]


def _signs(page: PageObject) -> list[tuple[float, float]]:
    """The middle of each large sign on a back; triangles and stars have none of their own."""
    large = [box for box in shapes(page) if 14 < box[2] < 20]
    found = [box for box in large if box[2] == pytest.approx(box[3], abs=0.05)]
    return [(x + width / 2, y + height / 2) for x, y, width, height in found]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("large", [False, True])
def test_cards_stay_on_the_paper_and_apart(size: str, paper: str, large: bool) -> None:
    printing = Printing(paper=paper, large=large)
    grid = grid_of(size, printing)
    places = [grid.front(number) for number in range(grid.count)]
    assert grid.count >= 1
    assert len(set(places)) == grid.count
    for place in (*places, *(grid.back(number) for number in range(grid.count))):
        assert place.x_mm >= EDGE_MM - 0.01
        assert place.x_mm + grid.cell_width_mm <= printing.sheet.width_mm - EDGE_MM + 0.01
        assert place.y_mm >= EDGE_MM - 0.01
        assert place.y_mm + grid.cell_height_mm <= printing.sheet.height_mm - EDGE_MM + 0.01


def test_a_turned_card_has_its_back_the_same_way_up() -> None:
    # Turned on the long edge, what pointed left points right.
    grid = grid_of("card", Printing(paper="a3"))
    assert (grid.turned, grid.front(0).turn, grid.back(0).turn) == (True, -90, 90)
    # Folded over a line between them, left stays left.
    folded = grid_of("card", Printing(sides=FOLD))
    assert (folded.turned, folded.back(0).turn) == (True, -90)
    assert folded.back(0) == Place(
        x_mm=folded.front(0).x_mm, y_mm=folded.front(0).y_mm + 63, turn=-90
    )
    assert sum(mark.fold for mark in folded.marks()) == folded.count


@pytest.mark.parametrize(
    ("learners", "teams", "spares", "kits"),
    [(240, 48, 0, 48), (240, 48, 1, 49), (240, 0, 1, 49), (1, 0, 1, 2), (6, 0, 0, 2)],
)
def test_a_kit_for_every_team_and_some_to_spare(
    learners: int, teams: int, spares: int, kits: int
) -> None:
    assert kits_for(learners=learners, teams=teams, spares=spares) == kits


def test_a_long_question_goes_on_on_a_second_card_with_its_number() -> None:
    long = item(1, stem="A rather long sentence about it. " * 16)
    _deck, kit = made("question_track", given=replace(material(), items=(long,)))
    fronts = [front for front, _back in printed_cards(kit.deck, kit.printing)]
    assert [(one.card.number, one.number, one.of) for one in fronts] == [(1, 1, 2), (1, 2, 2)]
    assert (bool(fronts[0].face.options), fronts[1].face.text) == (False, "")
    assert {one.points >= 9 for one in fronts} == {True}


@pytest.mark.parametrize(
    "text",
    [
        "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenhersteller " * 3,
        "https://example.org/" + "a-very-long-address/" * 6,
        "Where $\\frac{a_1 + a_2}{\\sqrt{b^2 - 4ac}} = \\sum_{i=1}^{n} x_i$, what is $n$? " * 3,
        "Une phrase « longue » ; avec des espaces insécables : oui ! " * 5,
    ],
    ids=["long word", "address", "formula", "French"],
)
def test_what_is_measured_to_fit_is_printed_in_that_size(text: str) -> None:
    hard = item(1, stem=text)
    _deck, kit = made("question_track", given=replace(material(), items=(hard,)))
    (points,) = {part.points for part in parts_of(kit.deck.cards[0].front)}
    page = printed("question_track", kit, kits=1).pages[-2]
    assert _sizes(page, "In about six days") == pytest.approx([points], abs=0.02)


def _sizes(page: PageObject, words: str) -> list[float]:
    """The sizes, in points on the paper, of the stretches of text that hold the words."""
    found: list[float] = []

    def visit(text: str, world: list[float], own: list[float], _font: object, size: float) -> None:
        if words in text:
            found.append(size * abs(own[3]) * abs(world[3]))

    page.extract_text(visitor_text=visit)
    return found


def test_a_face_has_no_more_than_two_cards_and_nothing_smaller_than_nine_points() -> None:
    assert cards_needed(Face(kind="text", text="word " * 2_000)) == 0
    assert cards_needed(Face(kind="text", text="A sentence of words. " * 45)) == 2
    for part in parts_of(Face(kind="text", text="A sentence of words. " * 45)):
        assert part.points >= 9


def test_the_press_notes_how_many_kits_are_done(tmp_path: Path) -> None:
    _deck, kit = made("dominoes")
    target = tmp_path / "kits.pdf"
    heard: list[int] = []
    data = data_of(kit)
    content = press.press("dominoes", data, {}, ["1", "2"], progress=heard.append)
    press.press_into(str(target), "dominoes", data, {}, ["1", "2"])
    assert heard == [1, 2]
    assert len(target.read_bytes()) == pytest.approx(len(content), abs=200)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kits.pdf"]


def test_a_question_shows_its_picture() -> None:
    drawn = io.BytesIO()
    Image.new("RGB", (30, 20), (40, 120, 200)).save(drawn, "PNG")
    shown = item(1, stem="What is this?\n\n![A blue field](blue.png)")
    _deck, kit = made("question_track", given=replace(material(), items=(shown,)))
    kit.pictures = lambda name: "p.png" if name == "blue.png" else ""
    content = press.one_kit("question_track", data_of(kit), {"p.png": drawn.getvalue()})
    page = PdfReader(io.BytesIO(content)).pages[-2]
    assert len(page.images) == 1
    # A file that is no picture gives way to its words.
    without = press.one_kit("question_track", data_of(kit), {"p.png": b"no picture"})
    assert "[A blue field]" in PdfReader(io.BytesIO(without)).pages[-2].extract_text()
