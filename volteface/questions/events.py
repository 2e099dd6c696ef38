"""Who a bank belongs to: the app above that owns banks says so here, once, when it is ready."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from volteface.core.markup import no_images

if TYPE_CHECKING:
    import datetime as dt

    from volteface.accounts.models import Subject
    from volteface.core.markup import Resolver


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Where a bank is at home, for the way back from its pages."""

    title: str
    url: str
    language: str


class Owner(Protocol):
    """What the owner of banks answers."""

    def may_edit(self, subject: Subject, bank_id: int, *, at: dt.datetime) -> bool:
        """Whether ``subject`` may read keys and write questions in this bank."""

    def home(self, bank_id: int) -> Home | None:
        """The owner's page for this bank."""

    def images(self, bank_id: int) -> Resolver:
        """The files that the bank's questions may show."""


class _Nobody:
    """Banks without an owner are closed to everybody."""

    def may_edit(self, subject: Subject, bank_id: int, *, at: dt.datetime) -> bool:  # noqa: ARG002 - the owner's face
        return False

    def home(self, bank_id: int) -> Home | None:  # noqa: ARG002 - the owner's face
        return None

    def images(self, bank_id: int) -> Resolver:  # noqa: ARG002 - the owner's face
        return no_images


_owner: Owner = _Nobody()


def register_owner(owner: Owner) -> None:
    """Let ``owner`` decide who edits banks; the last one registered is asked."""
    global _owner  # noqa: PLW0603 - the registry's one place
    _owner = owner


def owner() -> Owner:
    """The registered owner of banks."""
    return _owner
