"""Every script on paper: with the optional faces it is set and read back, without it is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from volteface.classroom.games.fit import parts_of
from volteface.classroom.games.game import Face
from volteface.classroom.games.kit import texts_of
from volteface.classroom.games.texts import height_mm, plain, right_to_left
from volteface.core import faces

from .kits import item, made, material, printed

WORDS = {
    "French": ("Quand révisez-vous ? « L’espacement » !", "révisez"),
    "Greek": ("Πότε επαναλαμβάνετε αυτό που μάθατε;", "επαναλαμβάνετε"),
    "Cyrillic": ("Какой промежуток лучше всего?", "промежуток"),
    "Arabic": ("متى تراجع ما تعلمته اليوم؟", ""),
    "Japanese": ("今日学んだことをいつ復習しますか。", "復習"),
    "emoji": ("Which sign means done? 🎲 ✅", "🎲"),
}
# Arabic letters are joined on paper: read back, each form gives its letter more than once.
ARABIC = set("متىراجع")
HAS_EXTRA = bool(faces.extra_folders())
needs_extra = pytest.mark.skipif(not HAS_EXTRA, reason="the optional faces are not installed")


@needs_extra
@pytest.mark.parametrize("script", WORDS)
def test_text_of_every_script_is_read_back_from_the_paper(script: str) -> None:
    text, word = WORDS[script]
    question = item(1, stem=text, options=(text, "A", "B"))
    _deck, kit = made("question_track", given=replace(material(), items=(question,)))
    assert faces.missing("".join(texts_of(kit))) == ""
    page = printed("question_track", kit, kits=1).pages[-2]
    read = page.extract_text()
    assert word in read
    if script == "Arabic":
        assert set(read) >= ARABIC
    # No glyph of any face is the box that stands for a missing one.
    assert "\ufffd" not in read


def test_without_the_optional_faces_characters_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faces, "_extra_files", lambda: ())
    faces._printable.cache_clear()
    assert faces.missing("Why ≈ → Ελληνικά, «été» ?\u202f") == ""
    assert faces.missing("復習 and 復 🎲") == "復習🎲"
    faces._printable.cache_clear()


def test_widths_are_the_faces_own() -> None:
    assert faces.text_width("iiii") < faces.text_width("nnnn") < faces.text_width("MMMM")
    assert faces.text_width("nn", bold=True) > faces.text_width("nn")
    assert faces.width("\u200b") == 0


def test_what_runs_from_the_right_is_told() -> None:
    assert right_to_left("**متى** تراجع")
    assert not right_to_left("Say متى")
    assert not right_to_left("12")


@pytest.mark.parametrize(
    ("short", "tall"),
    [
        ("$a$", "$\\frac{a}{b}$"),
        ("one", "one\n\ntwo"),
        ("- one", "- one\n- two"),
        ("words", "![words](picture.png)"),
        ("日本", "日本" * 30),
        ("one", "one  \ntwo"),
    ],
)
def test_formulas_pictures_and_lists_take_their_room(short: str, tall: str) -> None:
    low, high = (height_mm(text, width_mm=50, size=12) for text in (short, tall))
    assert 0 < low < high
    assert height_mm("", width_mm=50, size=12) == 0


def test_a_formula_is_plain_words_where_words_are_compared() -> None:
    assert plain("**Gap** $x$") == "Gap x"


def test_longer_text_is_never_larger() -> None:
    sizes = [parts_of(Face(kind="text", text="word " * count))[0].points for count in (5, 60, 90)]
    assert sizes == sorted(sizes, reverse=True)
