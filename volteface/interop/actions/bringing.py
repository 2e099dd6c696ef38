"""Writing what a file says in short transactions that nobody sees until the last one.

New questions and new modules are written out of sight (archived); one small last transaction shows
them all. What the course has already is changed only then, module by module; a failure writes back
what it said before. So a stop at any moment leaves a course without halves.
"""

from __future__ import annotations

from itertools import batched
from typing import TYPE_CHECKING, Any

from django.db import transaction

from volteface.core.models import Batch
from volteface.courses.actions import restore_module, save_asset, write_module
from volteface.courses.actions.files import archive_asset
from volteface.courses.actions.writing import prepare_module, write_prepared
from volteface.courses.queries import live_modules
from volteface.courses.queries.files import assets_of
from volteface.courses.queries.modules import module_file
from volteface.interop.stored import modules_in, questions_in
from volteface.questions.actions import bring_back, prepare_questions, set_aside, write_questions
from volteface.questions.queries import live_questions

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from volteface.accounts.models import Subject
    from volteface.courses.models import Asset, Course, Module
    from volteface.courses.queries.document import ModuleDocument
    from volteface.interop.parsed import File

# Questions of one short transaction: about 10 ms.
CHUNK = 20


class Bringing:
    """One file on its way into one course."""

    def __init__(
        self,
        course: Course,
        kept: dict[str, Any],
        files: Iterable[File],
        *,
        by: Subject | None,
        at: dt.datetime,
    ) -> None:
        self._course = course
        self._questions = questions_in(kept)
        self._modules = modules_in(kept)
        self._files = files
        self._by = by
        self._at = at
        self._hidden_keys: list[str] = []
        self._hidden_modules: list[Module] = []
        self._before: list[ModuleDocument] = []
        self._new_files: list[Asset] = []

    def run(self) -> Batch:
        """Write everything, or leave nothing."""
        batch = Batch.objects.create(kind="import", note=self._course.code, created_at=self._at)
        try:
            self._save_files()
            self._stage_questions()
            known = {module.key: module for module in live_modules(self._course)}
            for document in self._modules:
                if document.key not in known:
                    self._stage_module(document, batch)
            for document in self._modules:
                if document.key in known:
                    self._before.append(module_file(known[document.key]))
                    write_module(self._course, document, by=self._by, at=self._at, batch=batch)
            self._show(batch)
        except BaseException:
            self._undo(batch)
            raise
        return batch

    def _save_files(self) -> None:
        there = set(assets_of(self._course).values_list("name", flat=True))
        for file in self._files:
            asset = save_asset(
                self._course, name=file.name, data=file.data, by=self._by, at=self._at
            )
            if asset.name not in there:
                self._new_files.append(asset)

    def _stage_questions(self) -> None:
        bank = self._course.bank
        live = self._live_keys()
        for chunk in batched(self._questions.items(), CHUNK):
            fresh = [key for key, _ in chunk if key not in live]
            # Compared before, written within: the gate is held for the statements alone.
            prepared = prepare_questions(bank, dict(chunk), by=self._by, at=self._at)
            with transaction.atomic():
                write_questions(prepared, by=self._by, at=self._at)
                set_aside(bank, fresh, at=self._at)
            self._hidden_keys += fresh

    def _stage_module(self, document: ModuleDocument, batch: Batch) -> None:
        prepared = prepare_module(self._course, document, by=self._by, at=self._at)
        module = write_prepared(prepared, by=self._by, at=self._at, batch=batch, hidden=True)
        self._hidden_modules.append(module)
        self._hidden_keys += prepared.questions.shown_keys

    def _show(self, batch: Batch) -> None:
        with transaction.atomic():
            bring_back(self._course.bank, self._hidden_keys)
            for module in self._hidden_modules:
                restore_module(module, by=self._by, at=self._at)
            Batch.objects.filter(pk=batch.pk).update(current_at=self._at)

    def _undo(self, batch: Batch) -> None:
        for document in self._before:
            write_module(self._course, document, by=self._by, at=self._at, batch=batch)
        for asset in self._new_files:
            archive_asset(asset, by=self._by, at=self._at)
        Batch.objects.filter(pk=batch.pk).update(abandoned_at=self._at)

    def _live_keys(self) -> set[str]:
        return set(live_questions(self._course.bank).values_list("key", flat=True))
