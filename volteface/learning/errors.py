"""What answering may be refused for."""

from __future__ import annotations

from volteface.core.errors import DomainError


class AnswerConflicts(DomainError):
    """The id of this answer was used before, by somebody else or for another answer."""


class NotOpenYet(DomainError):
    """Answers to this are not taken yet."""


class NothingAnswered(DomainError):
    """The form came back empty, or with what cannot be read."""


class NotInThisDraw(DomainError):
    """The question is not one of these."""


class LevelsMissing(DomainError):
    """Not every criterion got one of its levels."""


class NothingNoted(DomainError):
    """A note without words, or a highlight of nothing."""
