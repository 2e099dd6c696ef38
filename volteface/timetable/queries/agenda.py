"""A person's own calendar: what is when, as a list and as entries of their feed."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.rosters.queries import cohorts_of
from volteface.timetable.models import Cycle
from volteface.timetable.queries import PLANNERS, cycles_of

if TYPE_CHECKING:
    from volteface.accounts.models import Subject
    from volteface.rosters.models import Cohort
    from volteface.timetable.queries import CycleView

# More buttons than this are no help: the cohort's own page leads to planning too.
_MOST_COHORTS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing at one time: a learning slot, a closing or a meeting."""

    kind: str
    view: CycleView
    starts_at: dt.datetime
    ends_at: dt.datetime | None
    place: str
    uid: uuid.UUID
    sequence: int
    changed_at: dt.datetime

    @property
    def is_draft(self) -> bool:
        return self.view.cycle.state == Cycle.State.DRAFT

    @property
    def is_over(self) -> bool:
        return self.view.is_cancelled


def agenda_of(subject: Subject, at: dt.datetime) -> list[Item]:
    """Everything the person has, by time; staff see their drafts too."""
    items = [item for view in cycles_of(subject, at) for item in _items(view)]
    return sorted(items, key=lambda item: (item.starts_at, item.kind))


def feed_items(subject: Subject, at: dt.datetime) -> list[Item]:
    """What the person's feed holds: nothing that was never published."""
    return [item for item in agenda_of(subject, at) if item.view.cycle.published_at is not None]


def cohorts_to_plan(subject: Subject, at: dt.datetime) -> list[Cohort]:
    """The cohorts the person plans meetings for, those that are over left out; the newest first."""
    yesterday = (at - dt.timedelta(days=1)).date()
    cards = cohorts_of(subject, at, roles=PLANNERS)
    return [card.cohort for card in cards if card.cohort.ends_on >= yesterday][:_MOST_COHORTS]


def _items(view: CycleView) -> list[Item]:
    # Longer because each of the three kinds of item names all its fields.
    meeting, dates = view.meeting, view.dates
    items = [
        Item(
            kind="meeting",
            view=view,
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
            place=meeting.place,
            uid=meeting.uid,
            sequence=meeting.sequence,
            changed_at=meeting.changed_at,
        ),
        Item(
            kind="close",
            view=view,
            starts_at=view.closes_at,
            ends_at=None,
            place="",
            # Made from the meeting's, so that it is as stable.
            uid=uuid.uuid5(meeting.uid, "close"),
            sequence=meeting.sequence,
            changed_at=meeting.changed_at,
        ),
    ]
    rows = sorted(view.cycle.slots.all(), key=lambda slot: slot.before, reverse=True)
    spans = sorted(dates.slots, key=lambda span: span.starts_at)
    items += [
        Item(
            kind="slot",
            view=view,
            starts_at=span.starts_at,
            ends_at=span.ends_at,
            place=slot.place,
            uid=slot.uid,
            sequence=slot.sequence,
            changed_at=slot.changed_at,
        )
        for slot, span in zip(rows, spans, strict=True)
    ]
    return items
