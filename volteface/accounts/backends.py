"""How Django finds who is signed in: one query brings the person and their subject."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.backends import BaseBackend

from volteface.accounts.models import Person, Subject
from volteface.core.db.prepared import PreparedObjects

if TYPE_CHECKING:
    from django.db.models import Model
    from django.http import HttpRequest

_MOST = 20_000
_SUBJECT: Any = Person._meta.get_field("subject")  # noqa: SLF001 - Django documents it
_PERSON: Any = Subject._meta.get_field("person")  # noqa: SLF001 - as above


class PersonBackend(BaseBackend):
    """E-mail and password; a suspended person is nobody."""

    def authenticate(
        self,
        request: HttpRequest | None,  # noqa: ARG002 - Django's signature
        email: str = "",
        password: str = "",
        **_rest: object,
    ) -> Person | None:
        """The person, or nobody after the same work."""
        person = Person.objects.present().filter(email=email.strip().lower()).first()
        if person is None:
            # The same work as for a wrong password: time tells nothing.
            Person().set_password(password)
            return None
        return person if person.check_password(password) and person.is_active else None

    def get_user(self, user_id: int) -> Person | None:
        """Who a session belongs to, unless they are suspended."""
        return _people.get(user_id)


class _People:
    """Reads a person's row at every request, and builds objects of it only when it has changed."""

    def __init__(self) -> None:
        self._active = PreparedObjects[Person](
            lambda pk: Person.objects.select_related("subject").filter(is_active=True, pk=pk)
        )
        self._kept: dict[int, tuple[tuple[Any, ...], Person]] = {}

    def get(self, pk: int) -> Person | None:
        """The active person with their subject, as the database has them now; one query."""
        found = self._active(pk)
        if not found:
            self._kept.pop(pk, None)
            return None
        row = tuple(found[0])
        kept = self._kept.get(pk)
        if kept is None or kept[0] != row:
            if len(self._kept) >= _MOST:
                self._kept.clear()
            kept = self._kept[pk] = (row, self._active.made(row))
        return _copy(kept[1])


def _copy(person: Person) -> Person:
    """Objects of one request's own: what it changes stays there until it is saved."""
    twin = _twin(person)
    own = _SUBJECT.get_cached_value(person, default=None)
    subject = None if own is None else _twin(own)
    _SUBJECT.set_cached_value(twin, subject)
    if subject is not None:
        _PERSON.set_cached_value(subject, twin)
    return twin


def _twin[M: Model](row: M) -> M:
    """What `copy.copy` makes, in a quarter of its time: every request asks for two."""
    twin = type(row).__new__(type(row))
    twin.__dict__.update(row.__getstate__())
    return twin


_people = _People()
