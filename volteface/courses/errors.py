"""What courses refuse, in words an author can act on."""

from __future__ import annotations

from volteface.core.errors import DomainError


class CodeIsTaken(DomainError):
    """Another course has this code."""


class StepHasChanged(DomainError):
    """Somebody else saved the step meanwhile; what was typed now is kept in a draft row."""

    def __init__(self, message: str, draft_id: int) -> None:
        super().__init__(message)
        self.draft_id = draft_id


class ModuleIsIncomplete(DomainError):
    """The module cannot be published as it is; ``problems`` says everything that is missing."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


class FileIsRefused(DomainError):
    """A file is too large, empty, or of a kind that courses do not keep."""


class SheetIsFull(DomainError):
    """A field of the technique sheet holds as much as it may."""


class TermIsThere(DomainError):
    """The module has this term already."""
