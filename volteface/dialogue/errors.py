"""What cannot be done in the dialogue."""

from volteface.core.errors import DomainError


class NothingWritten(DomainError):
    """An empty text was sent, or one that is too long to be kept."""


class UnknownAnswer(DomainError):
    """The tapped answer is not among those offered."""
