"""How Django finds who is signed in: one query brings the person and their subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.backends import BaseBackend

from volteface.accounts.models import Person

if TYPE_CHECKING:
    from django.http import HttpRequest


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
        return Person.objects.select_related("subject").filter(pk=user_id, is_active=True).first()
