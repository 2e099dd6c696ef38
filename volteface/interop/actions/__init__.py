"""The only writers of interop: a file is looked at first, then comes in whole or not at all."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from volteface.accounts.actions import record
from volteface.core import worker
from volteface.courses.actions.files import check_file
from volteface.courses.errors import FileIsRefused as CourseRefusesFile
from volteface.courses.models import Module
from volteface.interop.actions import keeping
from volteface.interop.actions.bringing import Bringing
from volteface.interop.errors import FileIsRefused, ImportIsSettled
from volteface.interop.models import ImportBatch
from volteface.interop.parsed import Parsed, Skipped, Unreadable
from volteface.interop.proposal import Chosen, as_proposed, module_of
from volteface.interop.report import Report, report_on
from volteface.interop.stored import proposal_in, questions_in, stored, with_module

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from volteface.accounts.models import Subject
    from volteface.courses.models import Course

_LONGEST_NAME = 200


def preview_import(
    course: Course, *, name: str, data: bytes | Path, by: Subject | None, at: dt.datetime
) -> ImportBatch:
    """Read one file and keep what it says for confirming; nothing of the course changes."""
    return preview_files(course, files=[(name, data)], by=by, at=at)


def preview_files(
    course: Course,
    *,
    files: Sequence[tuple[str, bytes | Path]],
    by: Subject | None,
    at: dt.datetime,
) -> ImportBatch:
    """Read files and keep what they say for confirming; nothing of the course changes.

    A file on disk is read by the worker process alone. Refuses when nothing can come in, with why
    and where.
    """
    parsed = _parsed(files)
    name = _called([name for name, _ in files])
    batch = ImportBatch(
        course=course,
        by=by,
        file_name=name,
        format=parsed.format,
        parsed=stored(parsed),
        report=report_on(parsed).to_json(),
        at=at,
    )
    # The pictures first: a preview that can be confirmed has all of them.
    try:
        keeping.keep(batch.code, parsed.files)
    except OSError as error:
        message = _(
            "The file could not be kept: the server's disk may be full. Nothing was changed. Tell "
            "whoever looks after the server."
        )
        raise FileIsRefused(message, where=name) from error
    batch.save()
    return batch


def confirm_import(
    batch: ImportBatch, *, by: Subject | None, at: dt.datetime, chosen: Chosen | None = None
) -> ImportBatch:
    """Bring in what was previewed, once; if anything fails, nothing of it stays.

    Of a proposed module ``chosen`` comes in; without it, everything as proposed.
    """
    course = batch.course
    if course is None or not _claim(batch):
        raise ImportIsSettled(_("This import was confirmed or dropped already."))
    try:
        files = keeping.kept(batch.code)
        kept = _decided(course, batch.parsed or {}, chosen)
        Bringing(course, kept, files, by=by, at=at).run()
    except BaseException:
        # Whoever confirms again begins anew.
        ImportBatch.objects.filter(pk=batch.pk).update(state=ImportBatch.State.PREVIEW)
        raise
    with transaction.atomic():
        names = [row["key"] for row in kept.get("modules", [])]
        ImportBatch.objects.filter(pk=batch.pk).update(
            parsed=None, report={**batch.report, "modules": names}
        )
        record(by, "import", noun="course", code=course.code, at=at, detail=_counts(batch))
    keeping.forget(batch.code)
    batch.refresh_from_db()
    return batch


def drop_import(batch: ImportBatch) -> ImportBatch:
    """Forget a preview; harmless when it is settled."""
    with transaction.atomic():
        waiting = ImportBatch.objects.filter(pk=batch.pk, state=ImportBatch.State.PREVIEW)
        waiting.update(state=ImportBatch.State.REFUSED, parsed=None)
    keeping.forget(batch.code)
    return batch


def import_file(
    course: Course,
    *,
    name: str,
    data: bytes,
    by: Subject | None,
    at: dt.datetime,
    dry_run: bool = False,
) -> Report:
    """Bring a file into a course at once, or only say what would come in."""
    if dry_run:
        return report_on(_parsed([(name, data)]))
    parsed = preview_import(course, name=name, data=data, by=by, at=at)
    try:
        confirm_import(parsed, by=by, at=at)
    except BaseException:
        drop_import(parsed)
        raise
    return Report.from_json(parsed.report)


def _decided(course: Course, kept: dict[str, Any], chosen: Chosen | None) -> dict[str, Any]:
    """The stored file with its proposal made into a new module."""
    proposal = proposal_in(kept) if kept else None
    if proposal is None:
        return kept
    taken = set(Module.objects.filter(course=course).values_list("key", flat=True))
    with translation.override(course.language):
        # The one step that no file wrote.
        steps = tuple(
            step if step.where else dataclasses.replace(step, title=_(step.title))
            for step in proposal.steps
        )
    document, questions = module_of(
        dataclasses.replace(proposal, steps=steps),
        chosen or as_proposed(proposal),
        questions_in(kept),
        language=course.language,
        taken=taken | {row["key"] for row in kept["modules"]},
    )
    return with_module(kept, document, questions) if document.steps else kept


def _called(names: list[str]) -> str:
    """What people call several files together."""
    together = ", ".join(names)
    return together if len(together) <= _LONGEST_NAME else f"{together[: _LONGEST_NAME - 1]}…"


def _parsed(files: Sequence[tuple[str, bytes | Path]]) -> Parsed:
    """What the worker process makes of the file; files that courses do not keep are left out."""
    try:
        parsed: Parsed = worker.call("volteface.interop.parsing:parse", list(files))
    except Unreadable as error:
        raise FileIsRefused(_(str(error)), where=error.where) from error
    except TimeoutError as error:
        message = _("The file took too long to read. Part it into smaller ones.")
        raise FileIsRefused(message, where=_called([name for name, _ in files])) from error
    good, refused = [], []
    for file in parsed.files:
        try:
            check_file(file.name, file.data)
        except CourseRefusesFile as error:
            refused.append(Skipped(where=file.where or file.name, why=str(error)))
        else:
            good.append(file)
    return dataclasses.replace(parsed, files=tuple(good), skipped=(*parsed.skipped, *refused))


def _claim(batch: ImportBatch) -> bool:
    """Only one confirmation goes on from here."""
    with transaction.atomic():
        waiting = ImportBatch.objects.filter(pk=batch.pk, state=ImportBatch.State.PREVIEW)
        return bool(waiting.update(state=ImportBatch.State.DONE))


def _counts(batch: ImportBatch) -> dict[str, object]:
    report = Report.from_json(batch.report)
    return {
        "format": report.format,
        "questions": sum(report.questions.values()),
        "steps": report.steps,
        "skipped": len(report.skipped),
    }
