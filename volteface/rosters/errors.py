"""What rosters refuse, in words a teacher can read."""

from volteface.core.errors import DomainError


class EnrolmentIsClosed(DomainError):
    """An enrolment link that is closed, or never was."""


class DatesAreReversed(DomainError):
    """A term that would end before it begins."""


class GroupOfAnotherCohort(DomainError):
    """A group and a cohort that do not belong together."""


class GroupExists(DomainError):
    """A second group of the same name in one cohort."""


class CannotReadRoster(DomainError):
    """A file that is no roster, with what is wrong and what to do."""


class ImportIsSettled(DomainError):
    """A preview that was confirmed or dropped already."""
