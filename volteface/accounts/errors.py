"""What accounts refuse, in words a person can read."""

from volteface.core.errors import DomainError


class LastAdministrator(DomainError):
    """Nobody would be left who can let others in."""


class LinkIsSpent(DomainError):
    """A sign-in link that was used, is too old or never existed."""


class TooManyFailures(DomainError):
    """An account or an address failed too often at the doors; it may try again later."""


class BadAddress(DomainError):
    """Not an e-mail address."""
