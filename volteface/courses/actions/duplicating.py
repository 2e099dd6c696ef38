"""A step or a module once more, to make something else of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from volteface.accounts.actions import record
from volteface.core.codes import short_id
from volteface.core.slugs import free_key, slug
from volteface.courses.models import KeyPoint, Module, Step
from volteface.courses.rules.body import question_keys
from volteface.questions.actions import save_question
from volteface.questions.queries import content_of, live_questions

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from volteface.accounts.models import Subject
    from volteface.questions.models import Question

_ASKED = re.compile(r"(\{\{\s*question\s+)([\w-]{1,40})(\s*\}\})")


def duplicate_step(step: Step, *, by: Subject, at: dt.datetime) -> Step:
    """The step again, right after itself, with its own copies of the questions it asks.

    An edition asks a question once, so a second step needs questions of its own.
    """
    module = step.module
    keys = question_keys(step.body)
    found = live_questions(module.course.bank).filter(key__in=keys, current__isnull=False)
    questions = list(found.select_related("current").prefetch_related("objectives"))
    with transaction.atomic():
        copies = {question.key: _copied(question, by=by, at=at) for question in questions}
        rows = module.steps.filter(position__gt=step.position)
        rows.update(position=F("position") + 1)
        taken = set(module.steps.values_list("key", flat=True))
        title = _copy_of(step.title)
        copy = Step.objects.create(
            module=module,
            key=free_key(slug(title, "step"), taken),
            position=step.position + 1,
            title=title,
            level=step.level,
            minutes=step.minutes,
            body=_asking(step.body, copies),
            changed_at=at,
        )
        record(by, "duplicate", noun="step", code=copy.code, at=at, detail={"of": step.code})
    return copy


def duplicate_module(module: Module, *, by: Subject, at: dt.datetime) -> Module:
    """The module again as a draft, last in its course; it asks the same questions."""
    steps = list(module.steps.filter(archived_at__isnull=True))
    with transaction.atomic():
        rows = Module.objects.filter(course_id=module.course_id)
        last = rows.aggregate(last=Max("position"))["last"] or 0
        title = _copy_of(module.title)
        copy = Module.objects.create(
            course_id=module.course_id,
            key=free_key(slug(title, "module"), set(rows.values_list("key", flat=True))),
            position=last + 1,
            title=title,
            summary=module.summary,
            why=module.why,
            sheet=module.sheet,
            session_plan=module.session_plan,
            terms=module.terms,
            changed_at=at,
        )
        copy.objectives.set(module.objectives.all())
        points = module.key_points.values_list("position", "text")
        KeyPoint.objects.bulk_create(
            KeyPoint(module=copy, position=position, text=text) for position, text in points
        )
        Step.objects.bulk_create(_step_of(copy, step, at) for step in steps)
        record(by, "duplicate", noun="module", code=copy.code, at=at, detail={"of": module.code})
    return copy


def _step_of(module: Module, step: Step, at: dt.datetime) -> Step:
    return Step(
        module=module,
        key=step.key,
        position=step.position,
        title=step.title,
        level=step.level,
        minutes=step.minutes,
        body=step.body,
        changed_at=at,
    )


def _copied(question: Question, *, by: Subject, at: dt.datetime) -> str:
    if question.current is None:
        return question.key
    copy = save_question(
        question.bank,
        key=short_id(),
        content=content_of(question.current),
        objectives=tuple(each.key for each in question.objectives.all()),
        by=by,
        at=at,
    )
    return copy.key


def _asking(body: str, keys: Mapping[str, str]) -> str:
    return _ASKED.sub(lambda match: match[1] + keys.get(match[2], match[2]) + match[3], body)


def _copy_of(title: str) -> str:
    return _("%(title)s (copy)") % {"title": title[:190]}
