"""A meeting's attendance list, by group and name, cut to the learners somebody may see (T03)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from volteface.classroom.models import Participant, Room
from volteface.core.folding import folded
from volteface.timetable.queries import audience_visible_to

from .attendance import has_met, joined_at_by_subject

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from volteface.accounts.models import Subject
    from volteface.rosters.models import Membership
    from volteface.timetable.models import Cycle
    from volteface.timetable.queries import CycleView

# Empty lines below the names, for whoever comes along.
SPARE_LINES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """A learner and, where the room was held, when they joined it."""

    # Their place's in the cohort.
    code: str
    name: str
    number: str
    joined_at: dt.datetime | None
    # Noted from a signed list; the time is then the meeting's.
    by_hand: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPart:
    """The learners of one group, or of none."""

    title: str
    rows: tuple[ListRow, ...]
    spare: int

    @property
    def present(self) -> int:
        return sum(row.joined_at is not None for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceList:
    """What is printed."""

    was_held: bool
    # The meeting has begun: whoever signed on paper may be noted.
    has_begun: bool
    parts: tuple[ListPart, ...]

    @property
    def people(self) -> int:
        return sum(len(part.rows) for part in self.parts)

    @property
    def present(self) -> int:
        return sum(part.present for part in self.parts)


def attendance_list(
    view: CycleView, viewer: Subject, at: dt.datetime, *, by_group: bool = True, empty: bool = False
) -> AttendanceList:
    """The audience as the viewer may see it; ``empty`` leaves out who joined.

    Before the meeting begins it is a list to sign, even where somebody has tried its room.
    """
    begun = has_met(view.cycle, at=at)
    held = begun and not empty and Room.objects.filter(cycle=view.cycle).exists()
    joined = joined_at_by_subject(view.cycle) if held else {}
    by_hand = _noted_in(view.cycle) if held else set()
    places: dict[str, list[Membership]] = {}
    for place in audience_visible_to(viewer, view.cycle, at):
        group = place.group.name if by_group and place.group else ""
        places.setdefault(group, []).append(place)
    titles = sorted(places, key=lambda group: (not group, group))
    several = len(titles) > 1
    return AttendanceList(
        was_held=held,
        has_begun=begun,
        parts=tuple(
            ListPart(
                title=group or (_("Without a group") if several else view.cohort.title),
                rows=tuple(
                    sorted(_rows(places[group], joined, by_hand), key=lambda row: folded(row.name))
                ),
                spare=0 if held else SPARE_LINES,
            )
            for group in titles
        )
        or (ListPart(title=view.cohort.title, rows=(), spare=SPARE_LINES),),
    )


def _noted_in(cycle: Cycle) -> set[int]:
    """The subjects who were noted by hand."""
    noted = Participant.objects.filter(room__cycle=cycle, noted_by__isnull=False)
    return set(noted.values_list("subject_id", flat=True))


def _rows(
    places: Iterable[Membership], joined: dict[int, dt.datetime], by_hand: set[int]
) -> Iterable[ListRow]:
    for place in places:
        person = place.subject.person
        yield ListRow(
            code=place.code,
            name=person.name if person else "",
            number=person.key if person else "",
            joined_at=joined.get(place.subject_id),
            by_hand=place.subject_id in by_hand,
        )
