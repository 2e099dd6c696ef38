"""Tests on paper as PDF: every kind, every form, and marks that lie behind their letters."""

from __future__ import annotations

import base64
import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from volteface.classroom.paper_files import look_pdf, part_pdf
from volteface.classroom.queries.paper_forms import PaperOrder, form_of, forms_on_paper
from volteface.classroom.queries.paper_print import KEY, PaperSet, content_of_set, papers
from volteface.core import faces
from volteface.core.pdf import Unprintable
from volteface.courses.actions import save_asset
from volteface.questions.queries.content import Content, Option, Settings, kind_names
from volteface.questions.testing import build_question

if TYPE_CHECKING:
    from pypdf import PageObject

    from volteface.classroom.testing import Held
    from volteface.questions.models import QuestionVersion

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("during")]
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 3
PAIRS = (
    Option(id="o1", text="One", match="Uno", fraction=1),
    Option(id="o2", text="Two", match="Due", fraction=1),
)
TWO = (Option(id="o1", text="Yes", fraction=1), Option(id="o2", text=LONG, fraction=0))
OTHERS: dict[str, Content] = {
    "multiple": Content(kind="multiple", stem="Which?", options=(*TWO,)),
    "true_false": Content(
        kind="true_false",
        stem="It $\\frac{a}{b}$ lasts.",
        options=(
            Option(id="true", text="True", fraction=0),
            Option(id="false", text="False", fraction=1),
        ),
    ),
    "numeric": Content(
        kind="numeric", stem="How many days?", options=(Option(id="o1", text="6", fraction=1),)
    ),
    "short_text": Content(
        kind="short_text", stem="A word?", options=(Option(id="o1", text="gap", fraction=1),)
    ),
    "open": Content(kind="open", stem="Why?", explanation="Because."),
    "matching": Content(kind="matching", stem="Match them.", options=PAIRS),
    "categorise": Content(kind="categorise", stem="Sort them.", options=PAIRS),
    "ordering": Content(
        kind="ordering",
        stem="Put in order.",
        options=(*PAIRS, Option(id="o3", text="Three", fraction=1)),
    ),
    "cloze": Content(
        kind="cloze",
        stem="A [[1]] helps.",
        options=(Option(id="o1", text="gap", fraction=1, match="1"),),
    ),
    "calculated": Content(
        kind="calculated",
        stem="What is {a} + 1?",
        options=(Option(id="o1", text="a + 1", fraction=1),),
        settings=Settings(variables=(("a", "1..900"),)),
    ),
    "rubric": Content(
        kind="rubric",
        stem="Why do gaps help?",
        options=(Option(id="o1", text="Names recall", fraction=1, match="1: yes\n0: no"),),
    ),
    "mark_words": Content(
        kind="mark_words",
        stem="Mark what is retrieval.\n\nAna recited the list.",
        options=(Option(id="o1", text="recited", fraction=1, area="1"),),
    ),
    "hotspot": Content(
        kind="hotspot",
        stem="Where does it slow down?",
        options=(
            Option(id="o1", text="Here", fraction=1, area="circle 800 500 150"),
            Option(id="o2", text="There", fraction=0, area="rect 0 0 300 1000"),
        ),
        settings=Settings(picture="curve.png"),
    ),
}


@pytest.fixture
def made(held: Held) -> PaperSet:
    return _set(held, held.versions)


def _set(held: Held, versions: tuple[QuestionVersion, ...]) -> PaperSet:
    return PaperSet(
        course=held.world.module.course,
        title="Readiness test",
        lead="Autumn",
        versions=versions,
        order=PaperOrder(forms=2, teams=3),
        seed="meeting",
    )


def _pages(content: bytes) -> list[PageObject]:
    return list(PdfReader(io.BytesIO(content)).pages)


def _words(pages: list[PageObject]) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def _kinds(held: Held) -> tuple[QuestionVersion, ...]:
    bank = held.world.module.course.bank
    made = [build_question(bank, key=f"kind-{name}", content=one) for name, one in OTHERS.items()]
    return (held.versions[0], *(one.current for one in made if one.current is not None))


def test_every_kind_is_printed_or_refused_by_name_with_the_reason(held: Held) -> None:
    versions = _kinds(held)
    assert {version.kind for version in versions} == set(kind_names())
    course = held.world.module.course
    (refused,) = content_of_set(course, versions).left_out
    assert (refused.words, refused.why) == ("Where does it slow down?", "Its picture is missing.")
    save_asset(course, name="curve.png", data=PNG, by=held.world.teacher, at=held.cycle.created_at)
    content = content_of_set(course, versions)
    assert content.left_out == ()
    assert {one.version.kind for one in content.by_hand} == {
        "open", "cloze", "rubric", "mark_words", "hotspot",
    }  # fmt: skip
    whys = {one.version.kind: one.why for one in content.not_in_teams}
    assert "several right letters" in whys["multiple"]
    assert "no letters" in whys["numeric"]
    made = replace(_set(held, content.versions), order=PaperOrder(forms=1))
    words = _words(_pages(look_pdf(made)))
    assert all(word in words for word in ("Put in order.", "Ana", "Names recall", "recited"))
    assert "Page 2 / 2" in words
    # Long words are broken, not cut off.
    seen = words.replace("\u200b", "")
    assert LONG not in seen
    assert LONG in seen.replace(" ", "")


def test_the_key_says_what_counts_as_right_wherever_it_is_answered(held: Held) -> None:
    course = held.world.module.course
    save_asset(course, name="curve.png", data=PNG, by=held.world.teacher, at=held.cycle.created_at)
    made = replace(_set(held, _kinds(held)), order=PaperOrder(forms=1))
    data, _files = papers(made, [KEY])
    beside, reasons = data["parts"]
    said = {
        one.version.kind: _flat(row["said"])
        for one, row in zip(form_of(made.versions, "A", seed=made.seed).asked, beside["rows"],
        strict=True)
    }  # fmt: skip
    assert [said[kind] for kind in ("numeric", "short_text", "cloze", "mark_words", "hotspot")] == [
        "6", "gap", "gap", "recited", "Here",
    ]  # fmt: skip
    assert all(sorted(said[kind]) == ["A", "B"] for kind in ("matching", "categorise"))
    assert sorted(said["ordering"]) == ["1", "2", "3"]
    # Whoever marks a text reads its criteria; formulas stay formulas.
    assert "Names recall – 1: yes · 0: no" in _flat(reasons["items"])
    assert "mfrac" in str(reasons["items"])
    assert "recited" in _words(_pages(part_pdf(made, "key"))[:1])


def _flat(value: object) -> str:
    if isinstance(value, dict):
        return _flat([one for name, one in value.items() if name != "k"])
    return "".join(map(_flat, value)) if isinstance(value, list) else str(value)


def test_each_form_asks_the_same_in_its_own_order_and_its_key_follows(made: PaperSet) -> None:
    first, second = forms_on_paper(made.versions, made.order, seed="meeting")
    assert [one.version for one in first.asked] == list(made.versions)
    assert {one.version for one in second.asked} == set(made.versions)
    by_version = {one.version: one for one in second.asked}
    for one in first.asked:
        other = by_version[one.version]
        # The letter that is right is another one, and leads to the same option.
        assert one.right != other.right
        assert [form.options["ABC".index(form.right[0])] for form in (one, other)] == ["o2", "o2"]
    again = form_of(made.versions, "B", seed="meeting")
    assert [one.options for one in again.asked] == [one.options for one in second.asked]


def test_question_papers_have_no_key_and_name_their_form(made: PaperSet) -> None:
    pages = _pages(part_pdf(made, "questions"))
    words = _words(pages)
    assert "A gap of a tenth" not in words
    assert "Page 1 / 1" in words
    assert words.count("Readiness test") >= len(pages)
    key = _words(_pages(part_pdf(made, "key")))
    assert "A gap of a tenth" in key
    assert "Key, for teachers only" in key
    assert "Appeal" in _words(_pages(part_pdf(made, "appeals")))


def test_a_calculated_question_has_its_own_values_on_every_form(held: Held) -> None:
    version = build_question(
        held.world.module.course.bank, key="own", content=OTHERS["calculated"]
    ).current
    assert version is not None
    stems = [form_of([version], form, seed="x").asked[0].view.stem_html for form in "ABCD"]
    assert len(set(stems)) > 1


def test_characters_without_a_face_are_named_and_nothing_is_printed(
    made: PaperSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faces, "missing", lambda text: "".join(s for s in text if s in "متى"))
    with pytest.raises(Unprintable, match="م"):
        part_pdf(replace(made, title="متى"), "questions")


@pytest.mark.skipif(not faces.extra_folders(), reason="the optional faces are not installed")
def test_arabic_is_set_with_its_face(held: Held) -> None:
    content = Content(kind="single", stem="متى تراجع ما تعلمته اليوم؟", options=TWO)
    version = build_question(held.world.module.course.bank, key="ar", content=content).current
    assert version is not None
    read = _words(_pages(part_pdf(_set(held, (version,)), "questions")))
    assert set(read) >= set("متىراجع")
    assert "\ufffd" not in read
