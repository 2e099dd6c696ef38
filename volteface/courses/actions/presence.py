"""Who has a step open in the editor: told by the open page itself, kept for a minute, never stored.

It lives in the cache, so every process of an installation sees the same; losing it loses nothing.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.cache import cache

if TYPE_CHECKING:
    from volteface.accounts.models import Subject
    from volteface.courses.models import Step

# The page says so every fifteen seconds; a browser lets a tab in the background speak once a
# minute.
STAYS = dt.timedelta(seconds=75)


def be_beside(step: Step, subject: Subject, *, at: dt.datetime) -> tuple[str, ...]:
    """Say that ``subject`` is editing a step; the names of everybody else who is."""
    people = _others(step, subject, at)
    name = subject.person.name if subject.person is not None else ""
    _keep(step, people | {str(subject.code): (name, at)})
    return tuple(sorted(name for name, _at in people.values() if name))


def leave(step: Step, subject: Subject, *, at: dt.datetime) -> None:
    """Say that ``subject`` has closed the step."""
    _keep(step, _others(step, subject, at))


def _others(step: Step, subject: Subject, at: dt.datetime) -> dict[str, tuple[str, dt.datetime]]:
    found: dict[str, tuple[str, dt.datetime]] = cache.get(_place(step), {})
    return {
        code: (name, last)
        for code, (name, last) in found.items()
        if code != str(subject.code) and at - last < STAYS
    }


def _keep(step: Step, people: dict[str, tuple[str, dt.datetime]]) -> None:
    cache.set(_place(step), people, int(STAYS.total_seconds()))


def _place(step: Step) -> str:
    return f"beside:{step.code}"
