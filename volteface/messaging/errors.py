"""What messaging refuses, in its own words."""

from volteface.core.errors import DomainError


class UnknownPurpose(DomainError):
    """No app has said what messages of this purpose are."""
