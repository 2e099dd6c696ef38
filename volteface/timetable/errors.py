"""What the timetable refuses, in a teacher's words."""

from volteface.core.errors import DomainError


class AlreadyPlanned(DomainError):
    """The module has a live cycle for this audience already."""


class NothingToLearn(DomainError):
    """The module has no published edition, so learners would find nothing."""


class MeetingIsOver(DomainError):
    """A meeting that has begun stays where it was; past its end nobody gets more time."""


class BadTimes(DomainError):
    """Times that cannot be: an end before its start, a meeting in the past."""
