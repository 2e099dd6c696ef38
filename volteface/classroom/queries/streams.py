"""The token that opens a room's event stream for one role."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.utils.translation import get_language

from volteface.core.lanes import tokens

if TYPE_CHECKING:
    import datetime as dt

    from volteface.accounts.models import Subject
    from volteface.classroom.models import Room


def stream_use(role: str) -> str:
    """What a stream's token is for: a phone's never opens the presenter's stream."""
    return f"room-{role}"


def stream_path(room: Room, role: str, subject: Subject, at: dt.datetime) -> str:
    """The address of a role's stream for somebody who may see it."""
    token = tokens.make(
        stream_use(role),
        subject_id=subject.pk,
        target_id=room.pk,
        scope=room.code,
        epoch=subject.epoch,
        at=at,
    )
    query = urlencode({"role": role, "language": get_language() or "en", "token": token})
    return f"/events/{room.code}?{query}"
