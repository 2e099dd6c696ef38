"""Techniques that fit a plan: its people, the minutes it has left, and the room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from volteface.classroom.rules.library import ROOMS, Wanted, offers
from volteface.classroom.techniques import words

from .plans import PLAIN
from .techniques import entries_in

if TYPE_CHECKING:
    from .plans import PlanView

# Less than this is no activity; then what is offered could take the longest block's place.
SHORTEST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A technique to add, with its minutes and why it is offered."""

    name: str
    title: str
    minutes: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """What fits, and what was asked for: free minutes, or those of a block it could replace."""

    rows: tuple[Offer, ...]
    minutes: int
    # The title of the block whose place it would take; empty when there are free minutes.
    instead_of: str
    # That block's code in a saved plan, to take its place at once.
    instead_code: str
    room: str


def offers_for(plan: PlanView, *, people: int, room: str = "") -> Offers:
    """At most three techniques for this group, each for another goal; an odd room asks nothing."""
    room = room if room in ROOMS else ""
    spare = plan.timeline.spare_minutes
    longest = max(plan.blocks, key=lambda block: block.timed.block.minutes, default=None)
    instead = longest if spare < SHORTEST else None
    minutes = instead.timed.block.minutes if instead else spare
    sheets = entries_in(plan.cycle.module.course)
    found = offers(
        [entry for _sheet, entry in sheets.values()],
        Wanted(people=people or None, minutes=minutes, room=room),
        planned={block.timed.block.technique for block in plan.blocks} - set(PLAIN),
    )
    return Offers(
        rows=tuple(
            Offer(
                name=entry.name,
                title=str(sheets[entry.name][0].title),
                minutes=min(minutes, entry.most_minutes),
                reason=_reason(entry.goals, people=people, minutes=minutes, room=room),
            )
            for entry in found
        ),
        minutes=minutes,
        instead_of=instead.title if instead else "",
        instead_code=instead.timed.block.code if instead else "",
        room=room,
    )


def _reason(goals: tuple[str, ...], *, people: int, minutes: int, room: str) -> str:
    parts = [str(words.GOALS[goals[0]])] if goals else []
    parts.append(
        _("fits %(people)s people and %(minutes)s min") % {"people": people, "minutes": minutes}
    )
    if room:
        parts.append(str(words.ROOMS[room]).lower())
    return " · ".join(parts)
