"""Decks: slides, notes, pictures, tables, and what cannot come in."""

from __future__ import annotations

import io
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation
from pptx.util import Inches

from volteface.interop.parsed import Parsed, Unreadable
from volteface.interop.parsing import parse
from volteface.interop.testing import SECTIONS, deck, picture

from .corpora import corpus, names

NO_CONTENT = {
    *("lyt-shapes", "minimal", "minimal-2", "mst-placeholders", "mst-shapes", "mst-slide-layouts"),
    *("ph-unpopulated-placeholders", "prs-add-slide", "prs-properties", "prs-slide-masters"),
    *("shp-access-ole-object", "shp-freeform", "sld-background", "sld-blank", "sld-slides"),
}


def read(made: Any) -> Parsed:
    target = io.BytesIO()
    made.save(target)
    return parse([("deck.pptx", target.getvalue())])


def slide(made: Any, title: str = "A slide", body: str = "", layout: int = 1) -> Any:
    added = made.slides.add_slide(made.slide_layouts[layout])
    if added.shapes.title is not None:
        added.shapes.title.text = title
    if body:
        added.placeholders[1].text_frame.text = body
    return added


def texts(parsed: Parsed) -> str:
    assert parsed.proposal is not None
    return "\n\n".join(
        getattr(block, "markdown", "") for step in parsed.proposal.steps for block in step.blocks
    )


def whys(parsed: Parsed) -> list[str]:
    return [item.why for item in parsed.skipped]


@pytest.mark.parametrize("name", names("pptx", "*.pptx"))
def test_no_deck_ends_in_a_crash(name: str) -> None:
    data = corpus(f"pptx/{name}").read_bytes()
    if name.removesuffix(".pptx") in NO_CONTENT:
        with pytest.raises(Unreadable, match="no word and no picture"):
            parse([(name, data)])
        return
    parsed = parse([(name, data)])
    assert parsed.proposal is not None
    assert all(step.title and step.blocks for step in parsed.proposal.steps)


@pytest.mark.parametrize("name", ["prs-notes", "ph-inherit-props"])
def test_what_the_speaker_says_is_part_of_the_text(name: str) -> None:
    parsed = parse([(f"{name}.pptx", corpus(f"pptx/{name}.pptx"))])
    assert "Notes" in texts(parsed)


def test_forty_slides_become_steps_by_their_parts() -> None:
    parsed = parse([("deck.pptx", deck())])
    proposal = parsed.proposal
    assert proposal is not None
    assert proposal.title == "The water cycle"
    assert proposal.summary == "Where rain comes from and where it goes"
    assert [step.title for step in proposal.steps] == ["Objectives", *SECTIONS]
    assert all(step.minutes <= 6 for step in proposal.steps)
    assert [line.text for line in proposal.objectives] == [
        "Name the stages of the cycle",
        "Explain how clouds form",
    ]
    assert proposal.key_points[0].text.startswith("Water changes its place")
    words = texts(parsed)
    assert words.count("Tell the story of the valley.") == 31
    assert "![A sketch: Evaporation, part 1]" in words
    assert "| Stage | Litres |\n| --- | --- |\n| Evaporation | 40 |" in words
    assert "| June | 7.25 |" in words
    assert {file.name for file in parsed.files} == {
        name for name in (file.name for file in parsed.files) if f"]({name})" in words
    }
    places = [item.where for item in parsed.skipped if "alternative text" in item.why]
    assert len(places) == 6
    assert places[0].startswith("slide 5, Picture-3-")


def test_lists_numbers_emphasis_and_links_keep_their_structure() -> None:
    made = Presentation()
    body = slide(made, body="First").placeholders[1].text_frame
    deeper = body.add_paragraph()
    deeper.text, deeper.level = "Below", 1
    rich = body.add_paragraph()
    bold, plain, link = rich.add_run(), rich.add_run(), rich.add_run()
    bold.text, bold.font.bold = "Bold", True
    plain.text = " and 2 * 3 "
    link.text, link.hyperlink.address = "a site", "https://example.org/a"
    assert texts(read(made)) == (
        "- First\n   - Below\n- **Bold** and 2 \\* 3 [a site](<https://example.org/a>)"
    )


def test_a_formula_is_a_formula_and_one_nobody_can_say_is_named() -> None:
    math = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    made = Presentation()
    shape = slide(made, body="Speed:").placeholders[1]
    for inner in (
        "<m:f><m:num><m:r><m:t>s</m:t></m:r></m:num><m:den><m:r><m:t>t</m:t></m:r></m:den></m:f>",
        "<m:groupChr><m:e><m:r><m:t>abc</m:t></m:r></m:e></m:groupChr>",
    ):
        element = etree.fromstring(
            f'<a14:m xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main">'
            f'<m:oMath xmlns:m="{math}">{inner}</m:oMath></a14:m>'
        )
        shape.text_frame.paragraphs[0]._p.append(element)
    parsed = read(made)
    assert texts(parsed) == "- Speed:$\\frac{s}{t}$`abc`"
    assert [(item.where, "equation" in item.why) for item in parsed.skipped] == [
        ("slide 1, abc", True)
    ]


def test_what_is_behind_a_slide_is_named() -> None:
    made = Presentation()
    hidden = slide(made, body="Words")
    hidden._element.set("show", "0")
    timing = "http://schemas.openxmlformats.org/presentationml/2006/main"
    hidden._element.append(
        etree.fromstring(f'<p:timing xmlns:p="{timing}"><p:tnLst><p:anim/></p:tnLst></p:timing>')
    )
    for offset in range(3):
        hidden.shapes.add_connector(1, Inches(1), Inches(offset), Inches(2), Inches(3))
    found = " ".join(whys(read(made)))
    assert all(word in found for word in ("hidden", "Animations", "drawing made of shapes"))


def test_pictures_are_turned_into_what_browsers_show() -> None:
    made = Presentation()
    first = slide(made, body="Words")
    for kind in ("BMP", "TIFF", "JPEG"):
        first.shapes.add_picture(io.BytesIO(picture(kind=kind)), Inches(1), Inches(1))
    parsed = read(made)
    assert len({file.name for file in parsed.files}) == 3
    assert all(file.data.startswith(b"\xff\xd8\xff") for file in parsed.files)


def test_a_decorative_picture_needs_no_words() -> None:
    made = Presentation()
    shape = slide(made, body="Words").shapes.add_picture(
        io.BytesIO(picture()), Inches(1), Inches(1)
    )
    shape._element._nvXxPr.cNvPr.append(
        etree.fromstring(
            '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:ext uri='
            '"{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative xmlns:adec='
            '"http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext>'
            "</a:extLst>"
        )
    )
    parsed = read(made)
    assert not parsed.skipped
    assert ' "decorative")' in texts(parsed)


def test_a_deck_of_titles_alone_is_not_lost() -> None:
    made = Presentation()
    for title in ("One", "Two"):
        slide(made, title=title, layout=5)
    assert texts(read(made)) == "One\n\n## Two\n\nTwo"


def test_an_exercise_becomes_a_question_and_its_answer_the_model() -> None:
    made = Presentation()
    slide(made, "Rain", "Rain falls")
    slide(made, "Exercise 1", "Where does rain fall?")
    slide(made, "Answer", "On the ground")
    parsed = read(made)
    assert parsed.proposal is not None
    (question,) = [
        block.content
        for step in parsed.proposal.steps
        for block in step.blocks
        if hasattr(block, "content")
    ]
    assert (question.kind, question.stem) == ("open", "- Where does rain fall?")
    assert question.explanation == "- On the ground"
    assert "On the ground" not in texts(parsed)
