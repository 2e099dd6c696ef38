"""What higher apps add to a briefing: open questions, who cannot work at home, why some stop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from volteface.accounts.models import Subject
    from volteface.timetable.models import Cycle

    type Noted = Callable[[Cycle, Subject | None, dt.datetime], Sequence[Note]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One line to look out for, already worded and already safe for its reader."""

    text: str
    # A page of this site with more of it; empty for none.
    address: str = ""


_noted: list[Noted] = []


def register_notes(noted: Noted) -> None:
    """Let ``noted(cycle, viewer, at)`` add lines to every briefing; no viewer means no names."""
    if noted not in _noted:
        _noted.append(noted)


def notes_for(cycle: Cycle, viewer: Subject | None, at: dt.datetime) -> tuple[Note, ...]:
    """Everything the apps above have to say about the cycle."""
    return tuple(note for noted in _noted for note in noted(cycle, viewer, at))
