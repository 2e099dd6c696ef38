"""Folded along its line, a team's sheet has every mark right behind its letter."""

from __future__ import annotations

import io
import math
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

from volteface.classroom.games.paper import PAPERS
from volteface.classroom.paper_files import part_pdf
from volteface.classroom.queries.paper_forms import PaperOrder, form_of
from volteface.classroom.queries.paper_print import PaperSet, team_sheets
from volteface.classroom.rules.paper_forms import form_of_team
from volteface.core import pdf

from .geometry import shapes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdf import PageObject

    from volteface.classroom.testing import Held

    from .geometry import Box

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("during")]


@pytest.fixture
def made(held: Held) -> PaperSet:
    return PaperSet(
        course=held.world.module.course,
        title="Readiness test",
        lead="Autumn",
        versions=held.versions,
        order=PaperOrder(forms=2, teams=3),
        seed="meeting",
    )


@pytest.mark.parametrize("paper", sorted(PAPERS))
@pytest.mark.parametrize("large", [False, True])
def test_folded_every_mark_lies_behind_its_letter(
    made: PaperSet, paper: str, *, large: bool
) -> None:
    made = replace(made, order=replace(made.order, paper=paper, large=large))
    # Written from the right, everything still lies where it is folded.
    made.course.language = "ar" if large else "en"
    data, _files = team_sheets(made)
    pages = PdfReader(io.BytesIO(pdf.render("classroom/fold.typ", data))).pages
    assert len(pages) == 2 * len(data["sheets"])
    wide, high = PAPERS[paper].width_mm, PAPERS[paper].height_mm
    for sheet, front, back in zip(data["sheets"], pages[::2], pages[1::2], strict=True):
        cells = _circles(shapes(front), data["radius"])
        marks = _circles(shapes(back), data["mark_radius"])
        right = _ticks(shapes(back), data["mark_radius"])
        assert len(cells) == len(marks) == len(sheet["cells"])
        # Turning the sheet over mirrors it level, folding it along the line mirrors it upright.
        folded = [(wide - x, high - y) for x, y in marks]
        hits = [(wide - x, high - y) for x, y in right]
        assert all(_nearest(cell, folded) < 0.5 for cell in cells)
        form = form_of(made.versions, form_of_team(int(sheet["team"]), "AB"), seed=made.seed)
        keyed = {str(one.number): one.right[0] for one in form.asked}
        drawn = [(x, y, text) for x, y, text in _texts(front) if len(text) == 1]
        for number, row in _rows(sheet):
            (spot,) = [each for each in row if _nearest(each, hits) < 0.9 * data["radius"]]
            # The letter that stands over the disc is the one the key names.
            x, y, letter = min(drawn, key=lambda each: math.dist(each[:2], spot))
            assert math.dist((x, y), spot) < data["radius"]
            assert letter == keyed[number]


@pytest.mark.parametrize("paper", sorted(PAPERS))
def test_how_it_works_stays_clear_of_the_fold(made: PaperSet, paper: str) -> None:
    made.course.language = "fr"
    order = replace(made.order, paper=paper, large=True, teams=1)
    (front, _back) = PdfReader(io.BytesIO(part_pdf(replace(made, order=order), "teams"))).pages
    texts = _texts(front)
    assert "Prendre son temps ne coûte rien." in front.extract_text()
    below = [y - PAPERS[paper].height_mm / 2 for _x, y, _text in texts]
    # Only what says where to fold stands there.
    assert not [each for each in below if 2.5 < each < 8]


def test_marks_move_by_what_the_calibration_page_says(made: PaperSet) -> None:
    pages = [
        PdfReader(io.BytesIO(part_pdf(made, "teams", offset=offset))).pages[1]
        for offset in ((0.0, 0.0), (1.5, -0.5))
    ]
    data, _files = team_sheets(made)
    before, after = (_circles(shapes(page), data["mark_radius"]) for page in pages)
    moved = [(x + 1.5, y - 0.5) for x, y in before]
    assert all(_nearest(spot, moved) < 0.05 for spot in after)


def test_neighbouring_teams_have_their_marks_elsewhere(made: PaperSet) -> None:
    data, _files = team_sheets(replace(made, order=PaperOrder(forms=1, teams=6)))
    spots = [
        {(mark["x"], mark["y"]) for mark in sheet["marks"] if mark["right"]}
        for sheet in data["sheets"]
    ]
    assert all(not one & other for one, other in pairwise(spots))


def _texts(page: PageObject) -> list[tuple[float, float, str]]:
    """Each piece of text with where its line begins, in millimetres from the upper left corner."""
    found: list[tuple[float, float, str]] = []
    high = float(page.mediabox.height)

    def note(text: str, place: list[float], line: list[float], *_font: object) -> None:
        if text.strip():
            x = place[0] * line[4] + place[2] * line[5] + place[4]
            y = place[1] * line[4] + place[3] * line[5] + place[5]
            found.append((x / 72 * 25.4, (high - y) / 72 * 25.4, text.strip()))

    page.extract_text(visitor_text=note)
    return found


def _circles(boxes: list[Box], radius: float) -> list[tuple[float, float]]:
    """The middles of all circles of this size."""
    return [
        (left + wide / 2, top + high / 2)
        for left, top, wide, high in boxes
        if abs(wide - 2 * radius) < 0.05 and abs(high - 2 * radius) < 0.05
    ]


def _ticks(boxes: list[Box], radius: float) -> list[tuple[float, float]]:
    """The middles of the hooks that only right marks have."""
    return [
        (left + wide / 2, top + high / 2)
        for left, top, wide, high in boxes
        if abs(wide - 0.95 * radius) < 0.05 and abs(high - 0.75 * radius) < 0.05
    ]


def _rows(
    sheet: dict[str, Any],
) -> Iterator[tuple[str, list[tuple[float, float]]]]:
    """The cells that stand behind each number."""
    for number in sheet["numbers"]:
        same = [
            (cell["x"], cell["y"])
            for cell in sheet["cells"]
            if cell["y"] == number["y"] and 0 < cell["x"] - number["x"] < 70 * 1.5
        ]
        ends = [
            other["x"] for other in sheet["numbers"]
            if other["y"] == number["y"] and other["x"] > number["x"]
        ]  # fmt: skip
        yield str(number["number"]), [spot for spot in same if not ends or spot[0] < min(ends)]


def _nearest(spot: tuple[float, float], others: list[tuple[float, float]]) -> float:
    return min((((spot[0] - x) ** 2 + (spot[1] - y) ** 2) ** 0.5 for x, y in others), default=1e9)
