"""C01, C03, C05: every page that links lead to, on a light phone and a dark desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import ROLES
from tests.browser.inspection import faults, overflow, violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Places, Visit

# Pages that are others for those who teach than for a learner, and so on along the roles.
DIFFERENT = {
    "teacher": ("web:home", "web:cycle", "learning:module", "dialogue:why", "insights:effect"),
    "tutor": ("web:cycle", "rosters:cohort"),
    "administrator": ("web:home",),
}


def _mine(role: str, places: Places) -> list[str]:
    """The pages nobody before has looked at, and those that differ."""
    earlier = {
        name: path
        for before in ROLES[: ROLES.index(role)]
        for name, path in places.new_to(before).items()
    }
    return [
        *places.new_to(role).values(),
        *(earlier[name] for name in DIFFERENT.get(role, ()) if name in earlier),
    ]


def _inspect(page: Page, path: str, *, narrow: bool) -> list[str]:
    found = []
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="light")
    page.goto(path)
    found += faults(page)
    if narrow:
        page.set_viewport_size({"width": 320, "height": 640})
        found += [f"{path} at 320 px: {fault}" for fault in overflow(page)]
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(color_scheme="dark")
    found += [f"{path} dark: {fault}" for fault in violations(page) + overflow(page)]
    return found


@pytest.mark.parametrize("role", ROLES)
def test_c01_c03_c05_every_page_is_accessible_and_fits(
    visit: Visit, places: Places, role: str
) -> None:
    page = visit.as_(role)
    found = []
    for path in _mine(role, places):
        found += _inspect(page, path, narrow=role in {"nobody", "learner"})
    assert not found, "\n".join(found)


@pytest.mark.soak
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_c01_every_page_of_every_role_is_accessible_in_both_directions(
    visit: Visit, places: Places, role: str, direction: str
) -> None:
    page = visit.as_(role)
    page.add_init_script(
        "document.addEventListener('DOMContentLoaded', () => "
        f"{{ document.documentElement.dir = '{direction}'; }})"
    )
    found = []
    for path in places.all_of(role).values():
        found += _inspect(page, path, narrow=True)
    assert not found, "\n".join(found)
