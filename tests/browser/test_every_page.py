"""C01, C03, C05: every page that links lead to, on a light phone and a dark desk."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.browser.crawl import ROLES
from tests.browser.inspection import LIBRARY, faults, overflow, violations_anew

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.servers import Made
    from tests.browser.visits import Visit

# Pages are dealt into so many parts, which processes share.
PARTS = {"nobody": 1, "learner": 3, "teacher": 6, "tutor": 1, "administrator": 2}
NARROW = {"nobody", "learner"}


def _inspect(page: Page, path: str, *, narrow: bool, thorough: bool = False) -> list[str]:
    found = []
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="light")
    answer = page.goto(path)
    if answer is None or not answer.ok:
        found.append(f"{path} answers {answer and answer.status}")
    found += faults(page, thorough=thorough)
    if narrow:
        page.set_viewport_size({"width": 320, "height": 640})
        found += [f"{path} at 320 px: {fault}" for fault in overflow(page)]
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(color_scheme="dark")
    anew = violations_anew(page, thorough=thorough)
    found += [f"{path} dark: {fault}" for fault in anew + overflow(page)]
    return found


@pytest.mark.parametrize(
    ("role", "part"), [(role, part) for role in ROLES for part in range(PARTS[role])]
)
def test_c01_c03_c05_every_page_is_accessible_and_fits(
    visit: Visit, made: Made, role: str, part: int
) -> None:
    paths = made.pages[role][part :: PARTS[role]]
    assert paths
    page = visit.as_(role)
    page.add_init_script(LIBRARY)
    found = []
    for path in paths:
        found += _inspect(page, path, narrow=role in NARROW)
    assert not found, "\n".join(found)


@pytest.mark.soak
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_c01_every_page_of_every_role_is_accessible_in_both_directions(
    visit: Visit, role: str, direction: str
) -> None:
    page = visit.as_(role)
    page.add_init_script(
        "document.addEventListener('DOMContentLoaded', () => "
        f"{{ document.documentElement.dir = '{direction}'; }})"
    )
    page.add_init_script(LIBRARY)
    found = []
    for path in json.loads(visit.server.run("walk", role)):
        found += _inspect(page, path, narrow=True, thorough=True)
    assert not found, "\n".join(found)
