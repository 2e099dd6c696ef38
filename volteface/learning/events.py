"""What happens in learning, for apps above: wake-ups only, the truth is in the log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.core.events import Event

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from django.http import HttpRequest
    from django_stubs_ext import StrOrPromise
    from markupsafe import Markup

    from volteface.accounts.models import Subject
    from volteface.timetable.queries import CycleView

# Carries the cycle's id.
step_finished = Event("learning.step_finished")


@dataclass(frozen=True, slots=True, kw_only=True)
class StepWay:
    """A way out of a step that a higher app offers, such as asking; ``path(cycle, step)``."""

    name: str
    label: StrOrPromise
    icon: str
    path: Callable[[str, str], str]
    # Staff who look at a step have no use for it.
    learners_only: bool = False
    # Its page has a block that may be shown beside the step.
    in_panel: bool = False


_ways: dict[str, StepWay] = {}


def register_step_way(way: StepWay) -> None:
    """Offer ``way`` at the foot of every step; the same name again replaces it."""
    _ways[way.name] = way


def step_ways(*, is_staff: bool) -> list[StepWay]:
    """The ways to offer, in the order they were registered."""
    return [way for way in _ways.values() if not (is_staff and way.learners_only)]


type StartNote = Callable[[HttpRequest, CycleView, Subject, dt.datetime], Markup | None]

_start_notes: list[StartNote] = []


def register_start_note(note: StartNote) -> None:
    """Let a higher app say something on a module's start page, as a piece of HTML or nothing."""
    if note not in _start_notes:
        _start_notes.append(note)


def start_notes(
    request: HttpRequest, view: CycleView, subject: Subject, at: dt.datetime
) -> list[Markup]:
    """What the apps above have to say to this learner before they go on."""
    said = [note(request, view, subject, at) for note in _start_notes]
    return [piece for piece in said if piece is not None]
