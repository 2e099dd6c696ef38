"""Publishing: what learners read is rendered once and never changes under them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from volteface.accounts.actions import record
from volteface.courses.errors import ModuleIsIncomplete
from volteface.courses.events import module_published, module_unpublished
from volteface.courses.models import Edition, EditionQuestion, EditionStep
from volteface.courses.queries import live_steps
from volteface.courses.queries.asked import from_questions
from volteface.courses.queries.files import images_of
from volteface.courses.queries.films import stored_piece
from volteface.courses.queries.modules import findings, questions_by_key
from volteface.courses.queries.pools import stored_pool, variants_in
from volteface.courses.rules import blocks as stored_blocks
from volteface.courses.rules.blocks import StoredBlock
from volteface.courses.rules.body import PoolPlace, QuestionPlace, keys_of, pieces_of
from volteface.questions.queries import is_kept_aside

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from volteface.accounts.models import Subject
    from volteface.core.markup import Resolver
    from volteface.courses.models import Module, Step
    from volteface.questions.models import Question


@dataclass(frozen=True, slots=True)
class _Rendered:
    step: Step
    blocks: tuple[StoredBlock, ...]


def publish_module(module: Module, *, by: Subject | None, at: dt.datetime) -> Edition:
    """What the draft says becomes what learners read; a draft that says the same, nothing new.

    Refuses a module without steps and one that asks questions nobody wrote; hints never block.
    """
    steps = list(live_steps(module))
    questions = questions_by_key(module, steps)
    found = findings(module, steps, from_questions(questions), at=at)
    blocking = [str(each.text) for each in found if each.blocks]
    if blocking:
        raise ModuleIsIncomplete(blocking)
    rendered = _render(steps, questions, images_of(module.course))
    with transaction.atomic():
        current = module.published
        if current is not None and _says(current, module.title, rendered):
            return current
        edition = _write_edition(module, rendered, by=by, at=at)
        module.published = edition
        module.save(update_fields=["published"])
        record(by, "publish", noun="module", code=module.code, at=at)
        module_published.announce(module.pk)
    return edition


def unpublish_module(module: Module, *, by: Subject, at: dt.datetime) -> Module:
    """Make a module a draft again; its editions and their answers stay."""
    with transaction.atomic():
        if module.published is not None:
            module.published = None
            module.save(update_fields=["published"])
            record(by, "unpublish", noun="module", code=module.code, at=at)
            module_unpublished.announce(module.pk)
    return module


def _render(
    steps: list[Step], questions: Mapping[str, Question], images: Resolver
) -> list[_Rendered]:
    # What its author keeps aside (pre-test, later check, practice) stands in no step.
    asked = {
        key
        for key, question in questions.items()
        if question.current is not None and is_kept_aside(question.current)
    }
    rendered = []
    for step in steps:
        blocks: list[StoredBlock] = []
        for piece in pieces_of(step.body):
            if isinstance(piece, PoolPlace):
                variants = {
                    each.key: each.current_id or 0
                    for each in variants_in(piece.name, questions)
                    if each.key not in asked
                }
                asked |= variants.keys()
                blocks += stored_pool(piece, tuple(variants.values()))
                continue
            # An edition asks a question once: where it stands first.
            fresh = {key: questions[key].current_id or 0 for key in keys_of(piece)}
            fresh = {key: version for key, version in fresh.items() if key not in asked}
            asked |= fresh.keys()
            if not isinstance(piece, QuestionPlace):
                blocks.append(stored_piece(piece, fresh, images))
            # A film's questions stand below it.
            blocks += [StoredBlock(version_id=version) for version in fresh.values()]
        rendered.append(_Rendered(step, tuple(blocks)))
    return rendered


def _says(edition: Edition, title: str, rendered: list[_Rendered]) -> bool:
    rows = list(edition.steps.values_list("key", "title", "level", "minutes", "blocks"))
    wanted = [
        (
            each.step.key,
            each.step.title,
            each.step.level,
            each.step.minutes,
            stored_blocks.to_json(each.blocks),
        )
        for each in rendered
    ]
    return edition.title == title and rows == wanted


def _write_edition(
    module: Module, rendered: list[_Rendered], *, by: Subject | None, at: dt.datetime
) -> Edition:
    newest = module.editions.aggregate(number=Max("number"))["number"] or 0
    edition = Edition.objects.create(
        module=module,
        number=newest + 1,
        title=module.title,
        minutes=sum(each.step.minutes for each in rendered),
        by=by,
        published_at=at,
    )
    rows = EditionStep.objects.bulk_create(
        EditionStep(
            edition=edition,
            key=each.step.key,
            position=position,
            title=each.step.title,
            level=each.step.level,
            minutes=each.step.minutes,
            blocks=stored_blocks.to_json(each.blocks),
        )
        for position, each in enumerate(rendered, 1)
    )
    EditionQuestion.objects.bulk_create(
        EditionQuestion(edition=edition, step=row, position=position, version_id=version_id)
        for row, each in zip(rows, rendered, strict=True)
        for position, block in enumerate(each.blocks, 1)
        for version_id in block.version_ids
    )
    return edition
