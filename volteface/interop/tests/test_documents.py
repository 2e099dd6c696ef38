"""Documents: headings, lists, tables, pictures, emphasis, links, and what cannot come in."""

from __future__ import annotations

import re

import pytest

from volteface.interop.parsed import Parsed, Unreadable
from volteface.interop.parsing import parse
from volteface.interop.testing import (
    document,
    drawing,
    formula,
    packed_document,
    paragraph,
    run,
)


def read(body: str) -> Parsed:
    return parse([("notes.docx", packed_document(body))])


def texts(parsed: Parsed) -> str:
    assert parsed.proposal is not None
    return "\n\n".join(
        getattr(block, "markdown", "") for step in parsed.proposal.steps for block in step.blocks
    )


def test_two_pages_become_steps_by_their_headings() -> None:
    parsed = parse([("notes.docx", document())])
    proposal = parsed.proposal
    assert proposal is not None
    assert proposal.title == "Water on the ground"
    assert [step.title for step in proposal.steps][:2] == ["Rivers", "How much water there is"]
    assert [line.text for line in proposal.key_points] == [
        "Rivers gather what falls in their catchment",
        "Most water is salt",
        "Catchment is the land whose rain meets in one river.",
    ]
    words = texts(parsed)
    assert "**Catchment** is the land" in words
    assert "- Snow\n   - in spring\n- Rain" in words
    assert "| Place | Share |\n| --- | --- |\n| Oceans | 97 % |" in words
    assert "[records of rain](<https://example.org/rain>)" in words
    assert "$q=\\frac{V}{t}$" in words
    assert f"![A river from above](<{parsed.files[0].name}>)" in words
    assert not parsed.skipped
    asked = [
        block.content.stem
        for step in proposal.steps
        for block in step.blocks
        if hasattr(block, "content")
    ]
    assert asked == ["Where does the rain of your town go?"]


def test_chapters_and_their_sections_nest() -> None:
    body = "".join(
        paragraph(run(words), style)
        for words, style in (
            ("Part one", "Heading1"),
            ("First", "Heading2"),
            ("Words. " * 200, ""),
            ("Second", "Heading2"),
            ("More. " * 200, ""),
            ("Part two", "Heading1"),
            ("Other words.", ""),
        )
    )
    parsed = read(body)
    assert parsed.proposal is not None
    assert [step.title for step in parsed.proposal.steps] == ["Part one", "Second", "Part two"]
    assert texts(parsed).startswith("## First")


def test_a_long_section_is_parted_between_paragraphs() -> None:
    body = paragraph(run("Long"), "Heading1") + paragraph(run("Words and words. " * 100)) * 8
    parsed = read(body)
    assert parsed.proposal is not None
    titles = [(step.title, step.minutes <= 6) for step in parsed.proposal.steps]
    assert titles == [("Long", True), ("Long (2)", True), ("Long (3)", True)]
    assert texts(parsed).count("Words and words.") == 800


def test_numbered_lists_count_and_signs_stay_signs() -> None:
    body = "".join(paragraph(run(f"Item {n} of 2 * 3"), level=0, numbered=2) for n in (1, 2))
    assert texts(read(body)) == "1. Item 1 of 2 \\* 3\n2. Item 2 of 2 \\* 3"


def test_a_picture_without_words_is_named() -> None:
    parsed = read(paragraph(run("Sky"), "Heading1") + paragraph(drawing()))
    (item,) = parsed.skipped
    assert item.where.startswith("“Sky”, picture-")
    assert "no alternative text" in item.why


def test_charts_diagrams_comments_and_changes_are_named_where_they_stand() -> None:
    objects = (
        '<w:r><w:drawing><c:chart xmlns:c="urn:chart"/></w:drawing></w:r>'
        '<w:r><w:drawing><d:relIds xmlns:d="urn:diagram"/></w:drawing></w:r>'
        '<w:r><w:object><o:OLEObject xmlns:o="urn:ole"/></w:object></w:r>'
        '<w:r><w:commentReference w:id="1"/></w:r>'
        '<w:del w:id="2"><w:r><w:delText>gone</w:delText></w:r></w:del>'
    )
    parsed = read(paragraph(run("Part"), "Heading1") + paragraph(run("Words") + objects))
    assert {item.where for item in parsed.skipped} == {"“Part”"}
    said = " ".join(item.why for item in parsed.skipped)
    for word in ("chart", "SmartArt", "embedded object", "Comments", "Proposed changes"):
        assert word in said
    assert "gone" not in texts(parsed)


def test_a_formula_nobody_can_say_comes_as_its_signs() -> None:
    odd = formula("<m:groupChr><m:e><m:r><m:t>abc</m:t></m:r></m:e></m:groupChr>")
    parsed = read(paragraph(run("As in ") + odd))
    assert texts(parsed) == "As in `abc`"
    assert [item.where for item in parsed.skipped] == ["the beginning, abc"]


FORMULAS = {
    "{x}^{2}": "<m:sSup><m:e>{x}</m:e><m:sup>{2}</m:sup></m:sSup>",
    "\\sqrt{a\\times b}": "<m:rad><m:deg/><m:e>{a×b}</m:e></m:rad>",
    "\\left(\\alpha\\right)": "<m:d><m:e>{α}</m:e></m:d>",
    "\\sum_{i=1}^{n} i": '<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{i=1}</m:sub>'
    "<m:sup>{n}</m:sup><m:e>{i}</m:e></m:nary>",
    "\\begin{matrix}1 & 0\\end{matrix}": "<m:m><m:mr><m:e>{1}</m:e><m:e>{0}</m:e></m:mr></m:m>",
    "\\overline{x}": '<m:bar><m:barPr><m:pos m:val="top"/></m:barPr><m:e>{x}</m:e></m:bar>',
    "\\sin {x}_{1}": "<m:func><m:fName>{sin}</m:fName><m:e><m:sSub><m:e>{x}</m:e><m:sub>{1}"
    "</m:sub></m:sSub></m:e></m:func>",
}


@pytest.mark.parametrize("wanted", FORMULAS)
def test_formulas_of_every_usual_shape_come_in(wanted: str) -> None:
    inner = re.sub(r"\{([^}]*)\}", r"<m:r><m:t>\1</m:t></m:r>", FORMULAS[wanted])
    assert texts(read(paragraph(formula(inner)))) == f"${wanted}$"


def test_an_empty_document_is_refused() -> None:
    with pytest.raises(Unreadable, match="no word in the document"):
        read(paragraph(""))
