"""What the bank refuses, in words an author can act on."""

from __future__ import annotations

from volteface.core.errors import DomainError


class UnknownKind(DomainError):
    """No kind of question has this name."""


class QuestionIsIncomplete(DomainError):
    """The question cannot be saved as it is; ``problems`` says everything that is missing."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


class NothingToMend(DomainError):
    """The key that was asked for is the present one."""
