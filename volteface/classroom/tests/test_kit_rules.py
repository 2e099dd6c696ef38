"""Rule sheets: one page with type of nine points, whatever the language and the paper."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from django.utils.translation import override
from pypdf import PdfReader

from volteface.classroom import games, press
from volteface.classroom.games.kit import data_of
from volteface.classroom.games.paper import Printing

from .kits import made, material

if TYPE_CHECKING:
    from pypdf import PageObject

LEAST = 9.0


@pytest.mark.parametrize("name", games.names())
def test_the_fullest_rule_sheet_has_nine_points(name: str) -> None:
    # French takes more room than English, Letter is shorter than A4, a code takes a line.
    with override("fr"):
        _deck, kit = made(name, given=material(language="fr"), printing=Printing(paper="letter"))
        kit.coded = True
        # The rules alone: neither key nor cards nor sheets.
        data = data_of(kit) | {"key": [], "cards": [], "sheets": [], "piece_pages": []}
    reader = PdfReader(io.BytesIO(press.one_kit(name, data, {})))
    assert len(reader.pages) == 2
    assert _usual(reader.pages[0]) >= LEAST - 0.01


def _usual(page: PageObject) -> float:
    """The size, in points on the paper, that most letters of the page have."""
    letters: dict[float, int] = {}

    def visit(text: str, world: list[float], own: list[float], _font: object, size: float) -> None:
        points = round(size * abs(own[3]) * abs(world[3]), 2)
        letters[points] = letters.get(points, 0) + len(text.strip())

    page.extract_text(visitor_text=visit)
    return max(letters, key=lambda points: letters[points])
