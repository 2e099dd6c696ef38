"""A module written from a document, published and written out again, says the same."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from volteface.courses.actions import publish_module, unpublish_module, write_module
from volteface.courses.errors import ModuleIsIncomplete
from volteface.courses.models import Edition, Module, Step
from volteface.courses.queries import edition_steps
from volteface.courses.queries.modules import module_file, module_page, module_rows
from volteface.courses.rules.document import ModuleDocument, QuestionBlock, StepDocument, TextBlock
from volteface.courses.testing import AT, DOCUMENT, GAP, build_course, build_module
from volteface.questions.models import QuestionVersion

pytestmark = pytest.mark.django_db
LATER = AT + dt.timedelta(hours=1)


def _with_question(content: object, key: str = "q7f3a") -> ModuleDocument:
    block = QuestionBlock(key=key, content=content, objectives=("gap",))  # type: ignore[arg-type]
    step = replace(DOCUMENT.steps[0], blocks=(DOCUMENT.steps[0].blocks[0], block))
    return replace(DOCUMENT, steps=(step, DOCUMENT.steps[1]))


def test_a_module_written_out_is_the_document_it_came_from() -> None:
    module = build_module(build_course())
    assert module_file(module) == DOCUMENT


def test_writing_the_same_document_again_changes_nothing() -> None:
    course = build_course()
    module = build_module(course)
    steps = list(Step.objects.values_list("pk", "revision", "changed_at"))
    again = write_module(course, DOCUMENT, by=None, at=LATER)
    assert again.pk == module.pk
    assert QuestionVersion.objects.count() == 1
    assert list(Step.objects.values_list("pk", "revision", "changed_at")) == steps
    assert module_rows(course)[0].state == "published"


def test_a_cosmetic_edit_keeps_the_series_and_a_meaningful_one_begins_another() -> None:
    course = build_course()
    build_module(course)
    write_module(
        course, _with_question(replace(GAP, stem="When will you review?")), by=None, at=LATER
    )
    shorter = replace(GAP, stem="When will you review?", options=GAP.options[:2])
    write_module(course, _with_question(shorter), by=None, at=LATER)
    versions = QuestionVersion.objects.order_by("number")
    assert [(version.number, version.series) for version in versions] == [(1, 1), (2, 1), (3, 2)]


def test_a_question_without_a_key_is_matched_by_its_words() -> None:
    course = build_course()
    build_module(course)
    module = write_module(course, _with_question(GAP, key=""), by=None, at=LATER)
    assert QuestionVersion.objects.count() == 1
    assert module_file(module) == DOCUMENT


def test_steps_left_out_are_put_away_and_come_back_with_their_key() -> None:
    course = build_course()
    build_module(course)
    module = write_module(course, replace(DOCUMENT, steps=DOCUMENT.steps[:1]), by=None, at=LATER)
    assert len(module_file(module).steps) == 1
    assert module_rows(course)[0].state == "changed"
    module = write_module(course, DOCUMENT, by=None, at=LATER)
    assert Step.objects.count() == 2
    assert module_file(module) == DOCUMENT


def test_an_edition_holds_sanitised_text_and_question_versions() -> None:
    text = TextBlock(markdown="Hi <script>alert(1)</script> $x^2$\n\n{{ question q7f3a }}")
    steps = (*DOCUMENT.steps, StepDocument(title="Extra", key="x", blocks=(text,)))
    course = build_course()
    module = build_module(course, replace(DOCUMENT, steps=steps))
    assert module.published is not None
    first, _, extra = edition_steps(module.published)
    assert [block.kind for block in first.blocks] == ["text", "question"]
    version = QuestionVersion.objects.get()
    assert first.version_ids == (version.pk,)
    # A question is asked once, where it stands first.
    assert [block.kind for block in extra.blocks] == ["text"]
    assert "script" not in extra.blocks[0].html
    assert "<math" in extra.blocks[0].html
    assert module.published.minutes == 9
    assert list(module.published.questions.values_list("version_id", flat=True)) == [version.pk]


def test_publishing_an_unchanged_module_makes_no_new_edition() -> None:
    course = build_course()
    module = build_module(course)
    first = module.published
    assert publish_module(module, by=None, at=LATER) == first
    write_module(course, replace(DOCUMENT, title="Gaps"), by=None, at=LATER)
    module = Module.objects.get()
    assert publish_module(module, by=None, at=LATER).number == 2
    assert Edition.objects.count() == 2


def test_a_module_without_steps_or_with_unknown_questions_is_not_published() -> None:
    course = build_course()
    empty = build_module(course, replace(DOCUMENT, steps=()), published=False)
    with pytest.raises(ModuleIsIncomplete, match="no step"):
        publish_module(empty, by=None, at=AT)
    text = TextBlock(markdown="{{ question nowhere }}")
    step = StepDocument(title="One", key="one", blocks=(text,))
    lost = build_module(course, replace(DOCUMENT, key="lost", steps=(step,)), published=False)
    with pytest.raises(ModuleIsIncomplete, match="nowhere"):
        publish_module(lost, by=None, at=AT)


def test_unpublishing_makes_a_draft_and_keeps_the_editions() -> None:
    course = build_course(by=None)
    module = build_module(course)
    unpublish_module(module, by=None, at=LATER)  # type: ignore[arg-type]
    assert module_rows(course)[0].state == "draft"
    assert Edition.objects.count() == 1


def test_hints_name_what_the_method_asks_for_and_never_block() -> None:
    course = build_course()
    step = StepDocument(
        title="Long",
        key="long",
        minutes=40,
        blocks=(TextBlock(markdown="::: video film.webm\n:::"),),
    )
    document = ModuleDocument(title="Bare", key="bare", steps=(step,))
    page = module_page(build_module(course, document), at=AT)
    words = " ".join(hint.text for hint in page.watched.hints)
    assert not page.blocked
    assert "40 minutes" in words
    assert "objectives" in words
    assert "key points" in words
    assert page.steps[0].hints == ()
    assert [hint.text for hint in page.watched.about(page.steps[0].step.code)] == [
        "This step asks nothing. One question keeps readers active.",
        "The video's file is not among the course's files.",
        "The video has no captions.",
        "The video has no transcript.",
    ]
