"""The board games' page: eight games, an estimate, an order that is printed and put away."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from pypdf import PdfReader

from volteface.classroom import games
from volteface.classroom.actions import kits as printing
from volteface.classroom.models import KitPrint
from volteface.classroom.queries.kits import Order
from volteface.classroom.queries.prints import code_in_words, file_of, order_from_json, print_view
from volteface.classroom.testing import DURING
from volteface.core import faces, jobs
from volteface.core.pdf import Unprintable

from .conftest import browser_of

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import SettingsWrapper

    from volteface.classroom.testing import Held

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("during")]
ASKED = {
    "game": "question_track",
    "minutes": "30",
    "learners": "12",
    "teams": "2",
    "spares": "0",
    "paper": "a4",
    "sides": "duplex",
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: SettingsWrapper) -> None:
    settings.DATA_DIR = tmp_path


def _page(held: Held, name: str = "kit", *args: str) -> str:
    return reverse(f"classroom:{name}", args=[held.cycle.code, *args])


def test_the_page_says_what_each_game_needs_and_whether_the_module_has_it(held: Held) -> None:
    page = browser_of(held.world.teacher).get(_page(held)).text
    assert page.count('class="game') >= len(games.names())
    assert "Needs six questions with one right option; the module has 9." in page
    assert "Dominoes need 10 pairs and the module has" in page
    assert "one small trial found no difference" in page


def test_codes_no_phone_can_reach_are_said_before_they_are_printed(
    held: Held, settings: SettingsWrapper
) -> None:
    browser = browser_of(held.world.teacher)
    settings.SITE_URL = "http://127.0.0.1:8000"
    assert "Phones cannot reach this server" in browser.get(_page(held)).text
    settings.SITE_URL = "https://volteface.example.org"
    assert "Phones cannot reach this server" not in browser.get(_page(held)).text


def test_the_estimate_follows_what_is_asked(held: Held) -> None:
    browser = browser_of(held.world.teacher)
    answer = browser.get(
        _page(held), ASKED | {"learners": "240", "teams": "48"}, headers={"HX-Request": "true"}
    )
    assert answer.text.lstrip().startswith('<div id="estimate"')
    assert "Print 48 kits" in answer.text
    short = browser.get(_page(held), ASKED | {"game": "dominoes"}).text
    assert "Print" not in short.split('id="estimate"')[1].split("Print it well")[0]
    assert "Nothing" not in browser.get(_page(held), ASKED | {"minutes": "x"}).text


def test_an_order_is_printed_by_the_worker_and_waits_for_its_teacher(held: Held) -> None:
    browser = browser_of(held.world.teacher)
    answer = browser.post(_page(held, "kit_print"), ASKED)
    row = KitPrint.objects.get()
    assert answer["Location"] == _page(held, "kit_order", row.code)
    assert "0 of 2 kits" in browser.get(answer["Location"]).text
    assert browser.get(_page(held, "kit_file", row.code)).status_code == 404
    jobs.run_due(DURING)
    assert "Open the file" in browser.get(answer["Location"]).text
    content = b"".join(browser.get(_page(held, "kit_file", row.code)))
    reader = PdfReader(io.BytesIO(content))
    assert len(reader.pages) == row.sheets * 2
    assert "Kit 2 of 2" in reader.pages[-2].extract_text()
    for kit, place in zip(row.copies.all(), (0, row.sheets), strict=True):
        assert code_in_words(kit.code) in reader.pages[place].extract_text()


def test_an_order_for_another_cycle_is_not_there(held: Held) -> None:
    stranger = browser_of(held.world.ann)
    row = printing.order_kits(held.cycle, Order(learners=5), by=held.world.teacher, at=DURING)
    assert stranger.get(_page(held, "kit_order", row.code)).status_code == 404
    assert stranger.post(_page(held, "kit_print"), ASKED).status_code == 404


def test_a_print_that_never_ends_says_so(held: Held) -> None:
    row = printing.order_kits(held.cycle, Order(learners=5), by=held.world.teacher, at=DURING)
    assert print_view(row, at=DURING).problem == ""
    later = DURING + dt.timedelta(minutes=11)
    assert "Order the kits again" in print_view(row, at=later).problem


def test_files_go_after_a_day_and_their_orders_stay_for_the_kits_on_the_tables(held: Held) -> None:
    order = Order(learners=5, spares=0)
    row = printing.order_kits(held.cycle, order, by=held.world.teacher, at=DURING)
    printing.print_kits(row, language="en", at=DURING)
    path = file_of(row)
    assert path.is_file()
    assert order_from_json(row.order) == order
    later = DURING + dt.timedelta(days=2)
    printing.order_kits(held.cycle, order, by=held.world.teacher, at=later)
    assert not path.exists()
    assert print_view(row, at=later).is_gone
    assert [kit.number for kit in row.copies.all()] == [1]
    page = browser_of(held.world.teacher).get(_page(held, "kit_order", row.code)).text
    assert "codes still work" in page


def test_characters_without_a_face_are_named_and_nothing_is_printed(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    held.cycle.module.title = "Spacing 間隔"
    held.cycle.module.save()
    monkeypatch.setattr(faces, "missing", lambda text: "".join(s for s in text if s in "間隔"))
    row = printing.order_kits(held.cycle, Order(learners=5), by=held.world.teacher, at=DURING)
    printing.print_kits(row, language="en", at=DURING)
    said = print_view(row, at=DURING)
    assert "間 隔" in said.problem
    assert not said.is_ready
    page = browser_of(held.world.teacher).get(_page(held, "kit_order", row.code)).text
    assert "Not printed" in page
    assert issubclass(Unprintable, Exception)


def test_the_calibration_page_shows_the_offset(held: Held) -> None:
    given = ASKED | {"right_mm": "1.5", "down_mm": "-0.5"}
    answer = browser_of(held.world.teacher).get(_page(held, "kit_calibration"), given)
    front, back = PdfReader(io.BytesIO(answer.content)).pages
    assert "1.5 mm level" in " ".join(front.extract_text().split())
    assert "Back" in back.extract_text()
