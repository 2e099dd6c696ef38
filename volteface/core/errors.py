"""Errors any app may raise; each carries a sentence a person can read."""


class DomainError(Exception):
    """Something asked for cannot be done; ``str(error)`` says why, in the reader's language."""


class Missing(DomainError):
    """Not there, or not for this person: the two are never told apart."""
