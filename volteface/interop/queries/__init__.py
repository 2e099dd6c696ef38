"""Imports as their authors see them, and the course as files to take away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from volteface.core.errors import Missing
from volteface.courses.models import Course
from volteface.courses.queries import live_modules
from volteface.courses.queries.document import questions_in
from volteface.interop.errors import NoSuchCourse
from volteface.interop.models import ImportBatch
from volteface.interop.queries.choosing import ProposalPage, proposal_page
from volteface.interop.report import Report
from volteface.interop.stored import modules_in

if TYPE_CHECKING:
    from uuid import UUID

    from volteface.courses.models import Module


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleRow:
    """A module of a previewed file."""

    title: str
    steps: int
    questions: int
    minutes: int
    # The title of the module it will change; empty for a new one.
    replaces: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A reason, in the reader's language, and the places it holds for."""

    why: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPage:
    """Everything the page of one import shows."""

    batch: ImportBatch
    report: Report
    left_out: tuple[LeftOut, ...]
    # What to look at, in the reader's language.
    notes: tuple[str, ...]
    questions: int
    modules: tuple[ModuleRow, ...]
    written: tuple[Module, ...]
    # One new module to decide about.
    proposal: ProposalPage | None = None


def import_for(course: Course, code: UUID) -> ImportBatch:
    """An import of a course that the caller has been let into; raises ``Missing`` for others."""
    batch = ImportBatch.objects.filter(course=course, code=code).first()
    if batch is None:
        raise Missing
    batch.course = course
    return batch


def course_by_code(code: str) -> Course:
    """The course, for the command line of this machine's owner; raises ``NoSuchCourse``."""
    course = (
        Course.objects.select_related("bank").filter(code=code, archived_at__isnull=True).first()
    )
    if course is None:
        codes = Course.objects.filter(archived_at__isnull=True).order_by("code")
        known = ", ".join(codes.values_list("code", flat=True)[:20])
        raise NoSuchCourse(
            f"there is no course “{code}”" + (f"; there is {known}" if known else "")
        )
    return course


def import_page(course: Course, batch: ImportBatch) -> ImportPage:
    """What an import will bring in, or has brought in; one query."""
    report = Report.from_json(batch.report)
    modules = list(live_modules(course))
    titles = {module.key: module.title for module in modules}
    documents = modules_in(batch.parsed) if batch.parsed else []
    written = set(batch.report.get("modules", []))
    return ImportPage(
        batch=batch,
        report=report,
        left_out=_by_reason(report),
        notes=tuple(_(note) for note in report.notes),
        questions=sum(report.questions.values()),
        modules=tuple(
            ModuleRow(
                title=document.title,
                steps=len(document.steps),
                questions=sum(len(questions_in(step.blocks)) for step in document.steps),
                minutes=sum(step.minutes for step in document.steps),
                replaces=titles.get(document.key, ""),
            )
            for document in documents
        ),
        proposal=proposal_page(batch) if batch.parsed else None,
        written=tuple(module for module in modules if module.key in written),
    )


def _by_reason(report: Report) -> tuple[LeftOut, ...]:
    places: dict[str, list[str]] = {}
    for item in report.skipped:
        places.setdefault(item.why, []).append(item.where)
    return tuple(LeftOut(why=_(why), places=tuple(found)) for why, found in places.items())
