"""What readiness refuses."""

from volteface.core.errors import DomainError


class MeetingHasBegun(DomainError):
    """What a meeting that has begun was prepared with stays as it is."""


class NothingToBrief(DomainError):
    """No published meeting is meant by these words, or several are."""
