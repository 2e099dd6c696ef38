"""Writing a whole module from a document: again and again, with the same result."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import transaction

from volteface.accounts.actions import record
from volteface.core.codes import short_id
from volteface.courses.models import KeyPoint, Module, Step
from volteface.courses.rules import sheet as sheets
from volteface.courses.rules.body import PoolPlace, QuestionPlace, body_of
from volteface.courses.rules.document import (
    ModuleDocument,
    PoolBlock,
    QuestionBlock,
    StepDocument,
    plan_to_json,
    questions_in,
    with_questions,
)
from volteface.courses.rules.terms import terms_from_json, terms_to_json, with_given
from volteface.questions.actions import (
    PreparedQuestions,
    prepare_questions,
    save_texts,
    set_aside,
    set_objectives,
    write_questions,
)
from volteface.questions.queries import content_of, current_versions
from volteface.questions.queries.content import folded

if TYPE_CHECKING:
    import datetime as dt

    from volteface.accounts.models import Subject
    from volteface.core.models import Batch
    from volteface.courses.models import Course
    from volteface.courses.rules.body import Piece
    from volteface.courses.rules.document import Block
    from volteface.questions.queries.content import Content


def write_module(
    course: Course,
    document: ModuleDocument,
    *,
    by: Subject | None,
    at: dt.datetime,
    batch: Batch | None = None,
) -> Module:
    """Create the module with the document's key, or make it say what the document says.

    Questions are matched by their key, else by their words; matched ones get a new version only if
    they changed. Steps are matched by key; those the document leaves out are archived. Published
    editions stay as they are. The document's questions are complete (``problems_of`` is empty).
    """
    return write_prepared(prepare_module(course, document, by=by, at=at), by=by, at=at, batch=batch)


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedModule:
    """A module compared with what is there, ready to be written in a short transaction."""

    document: ModuleDocument
    questions: PreparedQuestions
    # Unsaved when the module is new.
    module: Module
    is_changed: bool
    key_points_differ: bool
    objectives_differ: bool
    fresh_steps: list[Step]
    changed_steps: list[Step]


def prepare_module(
    course: Course, document: ModuleDocument, *, by: Subject | None, at: dt.datetime
) -> PreparedModule:
    """Compare and write nothing: the slow part, to be done outside a transaction."""
    document = _with_question_keys(course, document)
    contents = {block.key: block.content for block in _questions(document)}
    module, is_changed = _row(course, document, at=at)
    there = list(module.steps.order_by("archived_at", "pk").reverse()) if module.pk else []
    points = list(module.key_points.values_list("text", flat=True)) if module.pk else []
    tied = set(module.objectives.values_list("key", flat=True)) if module.pk else set()
    fresh, changed = _steps(module, there, document, at=at)
    return PreparedModule(
        document=document,
        questions=prepare_questions(course.bank, contents, by=by, at=at),
        module=module,
        is_changed=is_changed,
        key_points_differ=points != list(document.key_points),
        objectives_differ=tied != {key for key, _ in document.objectives},
        fresh_steps=fresh,
        changed_steps=changed,
    )


def write_prepared(
    prepared: PreparedModule,
    *,
    by: Subject | None,
    at: dt.datetime,
    batch: Batch | None = None,
    hidden: bool = False,
) -> Module:
    """Write what was prepared, in one transaction.

    ``hidden`` puts the module and the questions it brings away until an import shows them all.
    """
    document, module, bank = prepared.document, prepared.module, prepared.questions.bank
    # Nothing shows these texts before the module or its questions do.
    save_texts(
        bank, objectives=dict(document.objectives), misconceptions=dict(document.misconceptions)
    )
    with transaction.atomic():
        questions = write_questions(prepared.questions, by=by, at=at)
        set_objectives(
            bank, {questions[block.key].pk: block.objectives for block in _questions(document)}
        )
        if prepared.is_changed:
            module.save()
        if prepared.objectives_differ:
            keys = [key for key, _ in document.objectives]
            module.objectives.set(bank.objectives.filter(key__in=keys))
        if prepared.key_points_differ:
            _write_key_points(module, document)
        Step.objects.bulk_create(prepared.fresh_steps)
        if prepared.changed_steps:
            Step.objects.bulk_update(prepared.changed_steps, _STEP_FIELDS)
        if hidden:
            Module.objects.filter(pk=module.pk).update(archived_at=at)
            module.archived_at = at
            set_aside(bank, prepared.questions.shown_keys, at=at)
        detail = {"batch": str(batch.code)} if batch else {}
        record(by, "write", noun="module", code=module.code, at=at, detail=detail)
    return module


def with_keys_of(course: Course, document: ModuleDocument) -> ModuleDocument:
    """The document as ``write_module`` would write it: each question under its key in the bank."""
    return _with_question_keys(course, document)


def _with_question_keys(course: Course, document: ModuleDocument) -> ModuleDocument:
    if all(block.key for block in _questions(document)):
        return document
    by_words = {
        _words(content_of(version)): version.question.key
        for version in current_versions(course.bank)
    }
    taken = {block.key for block in _questions(document)} | set(by_words.values())

    def keyed(block: QuestionBlock) -> QuestionBlock:
        if block.key:
            return block
        key = by_words.pop(_words(block.content), "") or _free(taken)
        taken.add(key)
        return replace(block, key=key)

    steps = (replace(step, blocks=with_questions(step.blocks, keyed)) for step in document.steps)
    return replace(document, steps=tuple(steps))


def _words(content: Content) -> tuple[str, str]:
    return content.kind, folded(content.stem)


def _free(taken: set[str]) -> str:
    key = short_id()
    while key in taken:
        key = short_id()
    return key


def _questions(document: ModuleDocument) -> list[QuestionBlock]:
    return [block for step in document.steps for block in questions_in(step.blocks)]


def _row(course: Course, document: ModuleDocument, *, at: dt.datetime) -> tuple[Module, bool]:
    """The module's row saying what the document says, unsaved, and whether it needs saving."""
    says = {
        "title": document.title,
        "summary": document.summary,
        "why": document.why,
        "sheet": sheets.to_json(document.sheet),
        "session_plan": plan_to_json(document.session_plan),
    }
    module = Module.objects.filter(course=course, key=document.key).first()
    known = terms_from_json(module.terms) if module is not None else ()
    says["terms"] = terms_to_json(with_given(document.terms, known))
    if module is None:
        position = course.modules.count() + 1
        module = Module(course=course, key=document.key, position=position, changed_at=at, **says)
        return module, True
    module.course = course
    if module.archived_at is None and all(
        getattr(module, name) == value for name, value in says.items()
    ):
        return module, False
    for name, value in says.items():
        setattr(module, name, value)
    module.archived_at, module.changed_at = None, at
    return module, True


def _write_key_points(module: Module, document: ModuleDocument) -> None:
    module.key_points.all().delete()
    KeyPoint.objects.bulk_create(
        KeyPoint(module=module, position=position, text=text)
        for position, text in enumerate(document.key_points, 1)
    )


def _steps(
    module: Module, rows: list[Step], document: ModuleDocument, *, at: dt.datetime
) -> tuple[list[Step], list[Step]]:
    """Steps to make and steps to change, unsaved; those left out are put away."""
    there = {step.key: step for step in rows}
    fresh, changed = [], []
    for position, wanted in enumerate(document.steps, 1):
        step = there.pop(wanted.key, None)
        says = {"position": position, "archived_at": None, **_says(wanted)}
        if step is None:
            fresh.append(Step(module=module, key=wanted.key, changed_at=at, **says))
        elif any(getattr(step, name) != value for name, value in says.items()):
            for name, value in says.items():
                setattr(step, name, value)
            step.revision += 1
            step.changed_at = at
            changed.append(step)
    for step in there.values():
        if step.archived_at is None:
            step.archived_at = step.changed_at = at
            changed.append(step)
    return fresh, changed


_STEP_FIELDS = [
    *("position", "archived_at", "title", "level"),
    *("minutes", "body", "revision", "changed_at"),
]


def _says(step: StepDocument) -> dict[str, object]:
    # Inside a film a question stands as its key does.
    pieces = [_piece(block) for block in step.blocks]
    return {
        "title": step.title,
        "level": step.level,
        "minutes": step.minutes,
        "body": body_of(pieces),
    }


def _piece(block: Block) -> Piece:
    if isinstance(block, QuestionBlock):
        return QuestionPlace(key=block.key)
    if isinstance(block, PoolBlock):
        return PoolPlace(name=block.name, draw=block.draw)
    return block
