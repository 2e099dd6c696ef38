"""Several files at once: one new module, questions where they belong, films as steps."""

from __future__ import annotations

from dataclasses import replace

import pytest

from volteface.courses.queries.document import QuestionBlock
from volteface.interop.parsed import Parsed, Unreadable
from volteface.interop.parsing import parse
from volteface.interop.proposal import as_proposed, module_of
from volteface.interop.report import report_on
from volteface.interop.rules.material import Material, Piece, minutes_of, with_points
from volteface.interop.rules.placing import places
from volteface.interop.rules.portions import portions
from volteface.interop.stored import proposal_in, questions_in, stored
from volteface.interop.testing import SECTIONS, deck, document, packed_document, paragraph, run

GIFT = """
What makes vapour settle on dust and form clouds? {=Rising air cools =Condensation}

How do aquifers fill? {~Through pipes =Rainwater seeps through the soil}

Who wrote Faust? {=Goethe}
"""
FILMS = """# Weather in films
The water cycle  https://tube.example.org/w/4fGhTk2LmQ  3:20

https://www.youtube.com/watch?v=abcdefghijk | Fronts (2 min)
Clouds
https://films.example.org/big-clouds.mp4
"""


def together() -> Parsed:
    return parse([("deck.pptx", deck()), ("notes.docx", document()), ("quiz.gift", GIFT.encode())])


def test_a_deck_a_document_and_questions_make_one_module() -> None:
    parsed = together()
    proposal = parsed.proposal
    assert proposal is not None
    assert parsed.format == "pptx+docx+gift"
    titles = [step.title for step in proposal.steps]
    assert titles == ["Objectives", *SECTIONS, "Rivers", "How much water there is", "Exercise"]
    asked = {key: titles[place] for key, place in proposal.places.items()}
    assert sorted(asked.values()) == ["Condensation", "Groundwater"]
    report = report_on(parsed).to_json()
    assert report["questions"] == {"single": 1, "short_text": 2, "open": 1}
    assert (report["steps"], report["key_points"], report["objectives"]) == (10, 5, 2)
    assert all(item["where"].startswith("deck.pptx, slide ") for item in report["skipped"])


def test_a_proposal_is_kept_and_read_the_same() -> None:
    parsed = together()
    kept = stored(parsed)
    assert proposal_in(kept) == parsed.proposal
    assert proposal_in(stored(Parsed(format="gift"))) is None


def test_what_is_not_changed_comes_in_as_proposed() -> None:
    parsed = together()
    proposal = parsed.proposal
    assert proposal is not None
    questions = questions_in(stored(parsed))
    document, left = module_of(
        proposal, as_proposed(proposal), questions, language="fr", taken={"the-water-cycle"}
    )
    assert (document.key, document.language) == ("the-water-cycle-2", "fr")
    asked = [
        block.key
        for step in document.steps
        for block in step.blocks
        if isinstance(block, QuestionBlock)
    ]
    assert not set(asked) & set(left)
    assert len(left) == 1
    assert len(document.key_points) == 5
    assert document.objectives[0][1] == "Name the stages of the cycle"


def test_silent_pictures_get_words_or_are_decoration() -> None:
    parsed = parse([("deck.pptx", deck())])
    proposal = parsed.proposal
    assert proposal is not None
    (name,) = proposal.pictures
    assert proposal.pictures[name] == "Evaporation, part 2"
    for words, wanted in (
        ("A * grey", f"![A \\* grey](<{name}>)"),
        ("", f'![](<{name}> "decorative")'),
    ):
        chosen = replace(as_proposed(proposal), pictures={name: words})
        module, _ = module_of(proposal, chosen, {}, language="en", taken=set())
        texts = [getattr(block, "markdown", "") for step in module.steps for block in step.blocks]
        assert sum(text.count(wanted) for text in texts) == 6
        assert not any("![](" + name in text for text in texts)


def test_questions_that_belong_nowhere_are_asked_at_the_end() -> None:
    gift = "\n\n".join(
        f"Who wrote book number {number}? {{=Writer{number}}}" for number in range(9)
    )
    parsed = parse([("deck.pptx", deck(12)), ("quiz.gift", gift.encode())])
    assert parsed.proposal is not None
    assert parsed.proposal.steps[-1].title == "Check yourself"
    assert len(parsed.proposal.places) == 5


def test_one_file_that_cannot_be_read_does_not_keep_the_others_away() -> None:
    parsed = parse([("words.txt", b"just words"), ("quiz.gift", GIFT.encode())])
    assert len(parsed.questions) == 3
    assert parsed.skipped[0].where == "words.txt"
    with pytest.raises(Unreadable, match="none of the formats"):
        parse([("a.txt", b"just words"), ("b.txt", b"")])


def test_addresses_of_films_become_steps() -> None:
    parsed = parse([("films.txt", FILMS.encode())])
    proposal = parsed.proposal
    assert proposal is not None
    assert proposal.title == "Weather in films"
    assert [(step.title, step.minutes) for step in proposal.steps] == [
        ("The water cycle", 3),
        ("Fronts", 2),
        ("Clouds", 4),
    ]
    blocks = [getattr(step.blocks[0], "markdown", "") for step in proposal.steps]
    assert blocks[0].startswith("::: embed https://tube.example.org/w/4fGhTk2LmQ {title=")
    assert "minutes=2" in blocks[1]
    assert "https://films.example.org/big-clouds.mp4" in blocks[2]


@pytest.mark.parametrize(
    "text",
    ["https://example.org/page\n", "Words.\nhttps://youtu.be/abcdefghijk\nWords.\nAnd more.\n"],
)
def test_a_text_with_links_is_no_list_of_films(text: str) -> None:
    with pytest.raises(Unreadable):
        parse([("notes.txt", text.encode())])


def test_headings_in_french_give_key_points_and_objectives() -> None:
    body = "".join(
        paragraph(run(words), style)
        for words, style in (
            ("Objectifs pédagogiques", "Heading1"),
            ("Nommer les étapes.", ""),
            ("À retenir", "Heading1"),
            ("L’eau change d’état.", ""),
        )
    )
    proposal = parse([("notes.docx", packed_document(body))]).proposal
    assert proposal is not None
    assert [line.text for line in proposal.objectives] == ["Nommer les étapes."]
    assert [line.text for line in proposal.key_points] == ["L’eau change d’état."]


def test_the_last_slide_gives_key_points_where_no_heading_does() -> None:
    pieces = (
        Piece(title="Rain", markdown="Words", where="slide 1"),
        Piece(title="So", markdown="- One thing\n- Another thing", where="slide 2"),
        Piece(title="Thank you!", markdown="- a@example.org\n- Room 5", where="slide 3"),
    )
    material = with_points(Material(title="Rain", pieces=pieces))
    assert material.key_points == ("One thing", "Another thing")


def test_no_step_is_longer_than_six_minutes_and_nothing_is_lost() -> None:
    words = "\n\n".join("word " * 90 for _ in range(30))
    pieces = [Piece(title=f"Part {n}", markdown=words, where="x") for n in range(3)]
    found = portions(pieces)
    assert all(portion.minutes <= 6 for portion in found)
    whole = " ".join(piece.markdown for portion in found for piece in portion.pieces)
    assert whole.split() == ["word"] * 90 * 30 * 3


def test_code_and_lists_stay_whole_when_a_text_is_parted() -> None:
    code = "```\n" + "x = 1\n\n" * 50 + "```"
    words = "word " * 1_000
    found = portions([Piece(title="A", markdown=f"{words}\n\n{code}\n\nEnd", where="x")])
    assert sum(code in piece.markdown for portion in found for piece in portion.pieces) == 1


def test_a_picture_takes_a_quarter_of_a_minute() -> None:
    assert minutes_of(Piece(title="", markdown="![a](b.png)", where="x")) == pytest.approx(
        0.25 + 2 / 180
    )


def test_a_full_step_takes_no_more_questions() -> None:
    questions = {f"q{n}": "evaporation of oceans" for n in range(5)}
    found = places(questions, ["Evaporation lifts water from oceans", "Snow and ice"])
    assert found == {"q0": 0, "q1": 0, "q2": 0}
    assert places(questions, []) == {}
