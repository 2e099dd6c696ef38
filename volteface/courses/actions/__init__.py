"""The only writers of courses: courses and modules here, the rest in the modules named below."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from volteface.accounts.actions import grant_role, record
from volteface.accounts.models import Grant
from volteface.core.slugs import free_key, slug
from volteface.courses.actions.duplicating import duplicate_module, duplicate_step
from volteface.courses.actions.files import save_asset
from volteface.courses.actions.history import restore_version
from volteface.courses.actions.publishing import publish_module, unpublish_module
from volteface.courses.actions.steps import (
    archive_step,
    create_step,
    drop_drafts,
    move_step,
    restore_step,
    save_step,
)
from volteface.courses.actions.writing import write_module
from volteface.courses.errors import CodeIsTaken, SheetIsFull
from volteface.courses.models import Course, KeyPoint, Module
from volteface.courses.rules import sheet as sheets
from volteface.courses.rules.document import PlanItem, plan_to_json
from volteface.courses.rules.terms import (
    Term,
    terms_from_json,
    terms_to_json,
    with_facts_of,
)
from volteface.questions.actions import create_bank, ensure_objective

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from volteface.accounts.models import Subject
    from volteface.courses.rules.sheet import Sheet

__all__ = [
    "add_vigilance",
    "archive_course",
    "archive_module",
    "archive_step",
    "create_course",
    "create_module",
    "create_step",
    "describe_course",
    "describe_module",
    "drop_drafts",
    "duplicate_module",
    "duplicate_step",
    "move_step",
    "publish_module",
    "restore_course",
    "restore_module",
    "restore_step",
    "restore_version",
    "save_asset",
    "save_session_plan",
    "save_sheet",
    "save_step",
    "unpublish_module",
    "write_module",
]


def create_course(
    *,
    code: str,
    title: str,
    summary: str = "",
    language: str = "en",
    by: Subject | None,
    at: dt.datetime,
) -> Course:
    """A course with an empty bank; who makes it becomes its teacher. Refuses a code in use."""
    with transaction.atomic():
        if Course.objects.filter(code=code).exists():
            raise CodeIsTaken(_("Another course has the code “%(code)s”.") % {"code": code})
        course = Course.objects.create(
            code=code, title=title, summary=summary, language=language, bank=create_bank(title)
        )
        record(by, "create", noun="course", code=course.code, at=at)
        if by is not None:
            grant_role(
                by,
                role=Grant.Role.TEACHER,
                scope=Grant.Scope.COURSE,
                scope_code=course.code,
                by=by,
                at=at,
            )
    return course


def describe_course(
    course: Course, *, title: str, summary: str, language: str, by: Subject, at: dt.datetime
) -> Course:
    """Change what a course says about itself."""
    with transaction.atomic():
        course.title, course.summary, course.language = title, summary, language
        course.save(update_fields=["title", "summary", "language"])
        record(by, "change", noun="course", code=course.code, at=at)
    return course


def archive_course(course: Course, *, by: Subject | None, at: dt.datetime) -> Course:
    """Put a course away; its cohorts keep what was published."""
    return _put_away(course, "course", by=by, at=at)


def restore_course(course: Course, *, by: Subject | None, at: dt.datetime) -> Course:
    """Take an archived course back."""
    return _take_back(course, "course", by=by, at=at)


def create_module(
    course: Course, *, title: str, key: str = "", by: Subject | None, at: dt.datetime
) -> Module:
    """A module without steps, last in its course; its key is made from the title when empty."""
    with transaction.atomic():
        taken = set(course.modules.values_list("key", flat=True))
        module = Module.objects.create(
            course=course,
            key=free_key(key or slug(title, "module"), taken),
            position=course.modules.count() + 1,
            title=title,
            changed_at=at,
        )
        record(by, "create", noun="module", code=module.code, at=at)
    return module


def describe_module(
    module: Module,
    *,
    title: str,
    summary: str,
    why: str,
    objectives: Sequence[tuple[str, str]],
    key_points: Sequence[str],
    terms: Sequence[Term] | None = None,
    by: Subject,
    at: dt.datetime,
) -> Module:
    """Change what a module promises. An objective without a key is new; one left out is untied.

    Terms stay as they are where none are given.
    """
    with transaction.atomic():
        module.title, module.summary, module.why = title, summary, why
        if terms is not None:
            known = terms_from_json(module.terms)
            module.terms = terms_to_json(with_facts_of(terms, known))
        module.changed_at = at
        module.save(update_fields=["title", "summary", "why", "terms", "changed_at"])
        bank = module.course.bank
        taken = set(bank.objectives.values_list("key", flat=True))
        tied = []
        for key, text in objectives:
            own_key = key or free_key(slug(text, "objective"), taken)
            taken.add(own_key)
            tied.append(ensure_objective(bank, key=own_key, text=text))
        module.objectives.set(tied)
        module.key_points.all().delete()
        KeyPoint.objects.bulk_create(
            KeyPoint(module=module, position=position, text=text)
            for position, text in enumerate(key_points, 1)
        )
        record(by, "change", noun="module", code=module.code, at=at)
    return module


def save_sheet(module: Module, sheet: Sheet, *, by: Subject | None, at: dt.datetime) -> Module:
    """Write the technique sheet; a sheet that says the same changes nothing."""
    stored = sheets.to_json(sheet)
    with transaction.atomic():
        if module.sheet != stored:
            module.sheet = stored
            module.save(update_fields=["sheet"])
            record(by, "change", noun="sheet", code=module.code, at=at)
    return module


def add_vigilance(module: Module, line: str, *, by: Subject | None, at: dt.datetime) -> Module:
    """One more of the sheet's points of vigilance; harmless when repeated. Raises `SheetIsFull`."""
    sheet = sheets.from_json(module.sheet)
    points = sheets.with_line(sheet.points_of_vigilance, line)
    if len(points) > sheets.LONGEST:
        raise SheetIsFull(_("The points of vigilance are full: shorten them on the sheet first."))
    return save_sheet(module, replace(sheet, points_of_vigilance=points), by=by, at=at)


def save_session_plan(
    module: Module, items: Sequence[PlanItem], *, by: Subject | None, at: dt.datetime
) -> Module:
    """Write the activities the module proposes for its meeting."""
    stored = plan_to_json(tuple(items))
    with transaction.atomic():
        if module.session_plan != stored:
            module.session_plan = stored
            module.save(update_fields=["session_plan"])
            record(by, "change", noun="session plan", code=module.code, at=at)
    return module


def archive_module(module: Module, *, by: Subject | None, at: dt.datetime) -> Module:
    """Put a module away; cycles that run keep it."""
    return _put_away(module, "module", by=by, at=at)


def restore_module(module: Module, *, by: Subject | None, at: dt.datetime) -> Module:
    """Take an archived module back."""
    return _take_back(module, "module", by=by, at=at)


def _put_away[Row: (Course, Module)](
    row: Row, noun: str, *, by: Subject | None, at: dt.datetime
) -> Row:
    with transaction.atomic():
        if row.archived_at is None:
            row.archived_at = at
            row.save(update_fields=["archived_at"])
            record(by, "archive", noun=noun, code=row.code, at=at)
    return row


def _take_back[Row: (Course, Module)](
    row: Row, noun: str, *, by: Subject | None, at: dt.datetime
) -> Row:
    with transaction.atomic():
        if row.archived_at is not None:
            row.archived_at = None
            row.save(update_fields=["archived_at"])
            record(by, "restore", noun=noun, code=row.code, at=at)
    return row
