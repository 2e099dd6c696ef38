"""Builders of messages for tests; a purpose that wants whatever it is told to want."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from volteface.accounts.actions import ensure_person, grant_role
from volteface.accounts.models import Subject
from volteface.messaging.actions import plan_message
from volteface.messaging.events import Purpose, Rendered, register_purpose

if TYPE_CHECKING:
    from volteface.messaging.models import OutboxMessage

# A Wednesday noon in Paris.
NOON = dt.datetime(2026, 3, 11, 11, tzinfo=dt.UTC)


def build_reader(name: str = "Ann Learner", *, language: str = "en") -> Subject:
    """Somebody in Paris who takes part in something."""
    email = f"{name.lower().replace(' ', '.')}@example.org"
    ensure_person(email, name=name, language=language, time_zone="Europe/Paris")
    subject = Subject.objects.select_related("person").get(person__email=email)
    grant_role(
        subject,
        role="learner",
        scope="cohort",
        scope_code="somewhere",
        by=None,
        at=NOON - dt.timedelta(days=90),
    )
    return subject


def build_purpose(name: str = "test", **changes: object) -> Purpose:
    """A registered purpose; messages whose context says ``unwanted`` are not wanted."""
    parts: dict[str, object] = {
        "name": name,
        "label": f"Mails of {name}",
        "needs_me": True,
        "wanted": lambda message, _at: str(message.context.get("unwanted", "")),
        "render": lambda message, language: Rendered(
            title=f"About {message.about}", text=f"In {language}.\n\nSecond.", address="/messages/"
        ),
    }
    purpose = Purpose(**{**parts, **changes})  # type: ignore[arg-type]  # a test's own parts
    register_purpose(purpose)
    return purpose


def build_message(
    subject: Subject,
    *,
    purpose: str = "test",
    channel: str = "mail",
    about: str = "cycle",
    due_at: dt.datetime = NOON,
    context: dict[str, object] | None = None,
    useless_after: dt.datetime | None = None,
    nonce: str = "",
    at: dt.datetime = NOON,
) -> OutboxMessage:
    """A message due at noon."""
    return plan_message(
        subject,
        purpose=purpose,
        channel=channel,
        about=about,
        nonce=nonce or f"{purpose}:{about}:{subject.pk}:{channel}:{due_at.isoformat()}",
        due_at=due_at,
        context=context or {},
        at=at,
        useless_after=useless_after,
    )
