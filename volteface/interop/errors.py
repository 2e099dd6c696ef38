"""What interop refuses, in words a teacher can act on."""

from __future__ import annotations

from volteface.core.errors import DomainError


class FileIsRefused(DomainError):
    """Nothing of the file can come in: ``str(error)`` says why, ``where`` in which part of it."""

    def __init__(self, message: str, *, where: str = "") -> None:
        super().__init__(message)
        self.where = where


class ImportIsSettled(DomainError):
    """The import was confirmed, or given up, already."""


class NoSuchCourse(DomainError):
    """No course has the code that was typed."""
