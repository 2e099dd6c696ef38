"""The inspection itself: it finds what is hard to read, though it measures few of many texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.inspection import violations, violations_anew

if TYPE_CHECKING:
    from tests.browser.visits import Visit

READABLE = "<p>A text that is read with ease.</p>" * 9
PAGE = """<!doctype html><html lang="en"><title>A page</title><style>
body { color: #111; background: #fff }
.pale { color: #bbb }
.night { background: #222 }
.veil { opacity: 0.4 }
@media (prefers-color-scheme: dark) { .dim { color: #ddd } }
</style><main><h1>A page</h1>%s</main>"""


HARD = [
    ("<p class=pale>Pale</p>", 1),
    ("<div class=night><p>The usual ink, at night</p></div>", 1),
    ("<div class=veil><p>The usual ink, veiled</p></div>", 1),
    ("<p>Read <b class=pale>not read</b></p>", 1),
    ("<p class=pale>One of many</p>" * 8, 8),
    ("", 0),
]


def test_what_is_hard_to_read_is_found_among_what_is_easy(visit: Visit) -> None:
    page = visit.as_("nobody")
    for hard, of in HARD:
        page.set_content(PAGE % (READABLE + hard + READABLE))
        found = violations(page, thorough=True)
        assert len(found) == of, hard
        assert all("color-contrast" in each for each in found)
        assert len(violations(page)) == min(of, 3), hard


def test_what_is_hard_to_read_in_another_theme_only_is_found_there(visit: Visit) -> None:
    page = visit.as_("nobody")
    page.set_content(PAGE % (READABLE + "<p class=dim>Dim</p>"))
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert len(violations_anew(page)) == 1
