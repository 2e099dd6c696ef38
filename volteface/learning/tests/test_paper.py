"""A module on paper: without its key, with room to answer, and the key on a copy of its own."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from volteface.core import pdf
from volteface.core.prose import prose
from volteface.learning.queries.paper import paper_of
from volteface.learning.testing import Lesson, build_lesson
from volteface.timetable.queries import cycle_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from volteface.accounts.models import Subject

SITE = "https://flip.example/"


@pytest.fixture
def lesson() -> Iterator[Lesson]:
    made = build_lesson()
    with time_machine.travel(made.at, tick=False):
        yield made


def _words(content: bytes, folder: Path) -> str:
    """The words of a PDF, page by page."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    (folder / "paper.pdf").write_bytes(content)
    command = ["pdftotext", "-layout", str(folder / "paper.pdf"), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _get(subject: Subject, name: str, lesson: Lesson) -> tuple[int, bytes]:
    browser = Client()
    assert subject.person is not None
    browser.force_login(subject.person)
    answer = browser.get(reverse(name, args=[lesson.cycle.code]))
    return answer.status_code, answer.content


@pytest.mark.django_db
def test_c27_steps_follow_one_another_and_ask_without_their_key(
    lesson: Lesson, tmp_path: Path
) -> None:
    status, content = _get(lesson.learner, "learning:paper", lesson)
    assert status == 200
    words = _words(content, tmp_path)
    pages = words.split("\f")
    # Nothing turns the page while there is room: the first step begins below the title.
    assert re.search("The gap", pages[0])
    assert words.index("The gap") < words.index("The mix")
    assert words.count("What is the capital of Australia?") == 3
    assert "Question 3" in words
    assert "halfway between" not in words
    assert "1927" not in words


@pytest.mark.django_db
def test_t05_the_key_is_for_who_teaches_only(lesson: Lesson, tmp_path: Path) -> None:
    assert _get(lesson.learner, "learning:key_paper", lesson)[0] == 404
    status, content = _get(lesson.teacher, "learning:key_paper", lesson)
    assert status == 200
    words = _words(content, tmp_path)
    assert "Canberra" in words
    assert "halfway between" in words


@pytest.mark.django_db
def test_large_print_says_the_same_in_18_points(lesson: Lesson, tmp_path: Path) -> None:
    view = cycle_for(lesson.learner, lesson.cycle.code, at=lesson.at)
    data, files = paper_of(view, site=SITE, large=True)
    words = _words(pdf.render_illustrated("learning/module.typ", data, files=files), tmp_path)
    assert words.count("What is the capital of Australia?") == 3


@pytest.mark.parametrize(
    ("html", "kinds"),
    [
        ("<p>One <b>two</b></p>", ["p"]),
        ("loose <em>words</em><hr>more", ["p", "hr", "p"]),
        ("<section><div><p>a</p></div><ul>\n<li>b</li>\n</ul></section>", ["p", "ul"]),
        ("<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>",
         ["table"]),
        ("<video src='/media/x'></video><script>1</script>", []),
    ],
)  # fmt: skip
def test_html_becomes_blocks_for_paper(html: str, kinds: list[str]) -> None:
    blocks = prose(html, pictures=lambda _source: "")
    assert [block["k"] for block in blocks if isinstance(block, dict)] == kinds


def test_whatever_is_written_is_set_and_never_run() -> None:
    html = (
        "<p>#set text(99pt) $x$ `raw` \\ <a href='https://example.org/?a=b'>a link</a>"
        "<math display='block'><mroot><mi>x</mi><mn>3</mn></mroot><mfrac></mfrac><msup></msup>"
        "<mfenced><mi>a</mi></mfenced><mtable><mtr></mtr></mtable><mrow></mrow></math></p>"
        "<ul></ul><ol><li></li></ol><table></table><blockquote></blockquote><pre>a\n  b</pre>"
        "<img src='/media/none' alt='A picture'>"
    )
    nodes = prose(html, pictures=lambda _source: "")
    data: dict[str, object] = dict.fromkeys(
        ("title", "name", "eyebrow", "lead", "foot", "summary", "why_title", "points_title"),
        "#emph[x]",
    )
    steps = [{"title": "S", "facts": "", "blocks": [{"k": "prose", "nodes": nodes}]}]
    data |= {"language": "en", "why": [], "points": [], "steps": steps}
    data |= {"large": False, "key": False, "pictures": True}
    assert pdf.render_illustrated("learning/module.typ", data, files={}).startswith(b"%PDF")


def test_a_picture_that_cannot_be_read_is_named_instead() -> None:
    nodes = prose("<p><img src='/a' alt='A broken one'></p>", pictures=lambda _source: "a.png")
    data: dict[str, object] = dict.fromkeys(
        ("title", "name", "eyebrow", "lead", "foot", "summary", "why_title", "points_title"), ""
    )
    steps = [{"title": "S", "facts": "", "blocks": [{"k": "prose", "nodes": nodes}]}]
    data |= {"language": "en", "why": [], "points": [], "steps": steps}
    data |= {"large": False, "key": False, "pictures": True}
    made = pdf.render_illustrated("learning/module.typ", data, files={"a.png": b"no picture"})
    assert made.startswith(b"%PDF")
