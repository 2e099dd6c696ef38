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


# Name, when last heard of, and which of their open pages said so.
type _Beside = tuple[str, dt.datetime, str]


def be_beside(step: Step, subject: Subject, *, page: str, at: dt.datetime) -> tuple[str, ...]:
    """Say that ``subject`` edits a step in this open page; the names of everybody else who does."""
    people = _others(step, subject, at)
    name = subject.person.name if subject.person is not None else ""
    _keep(step, people | {str(subject.code): (name, at, page)})
    return tuple(sorted(name for name, _at, _page in people.values() if name))


def leave(step: Step, subject: Subject, *, page: str, at: dt.datetime) -> None:
    """Say that ``subject`` has closed this page of the step.

    A page that is loaded again may speak before the one it replaces has said goodbye.
    """
    if _found(step).get(str(subject.code), ("", at, page))[2] == page:
        _keep(step, _others(step, subject, at))


def _others(step: Step, subject: Subject, at: dt.datetime) -> dict[str, _Beside]:
    return {
        code: beside
        for code, beside in _found(step).items()
        if code != str(subject.code) and at - beside[1] < STAYS
    }


def _found(step: Step) -> dict[str, _Beside]:
    found: dict[str, _Beside] = cache.get(_place(step), {})
    return found


def _keep(step: Step, people: dict[str, _Beside]) -> None:
    cache.set(_place(step), people, int(STAYS.total_seconds()))


def _place(step: Step) -> str:
    return f"beside:{step.code}"
