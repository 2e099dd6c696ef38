"""The day's run sheet on one screen: each block with what is said in it, by the real clock."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from .fix_words import fix_lines
from .plan_notes import plan_notes
from .plans import plan_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from volteface.timetable.models import Cycle

    from .plan_notes import BlockNote
    from .plans import PlannedBlock

# What fits on a screen in large letters.
_MOST_LINES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A block as one reads it standing."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    title: str
    minutes: int
    # Of which the teacher talks to everybody.
    talk: str
    lines: tuple[str, ...]
    things: str
    is_now: bool

    @property
    def starts_ms(self) -> int:
        """The start for the script's clock."""
        return int(self.starts_at.timestamp() * 1000)

    @property
    def ends_ms(self) -> int:
        """The end for the script's clock."""
        return int(self.ends_at.timestamp() * 1000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompter:
    """All cues, and where the clock stands."""

    cues: tuple[Cue, ...]
    began_at: dt.datetime
    # Somebody said that it began; else it is the planned start.
    has_begun: bool
    # Minutes by which the start was later than planned, or earlier.
    shift: int
    minutes_left: int


def prompter_of(cycle: Cycle, *, people: int, at: dt.datetime) -> Prompter:
    """The plan from the meeting's real start on; the block at ``at`` is marked."""
    plan = plan_of(cycle, people=people)
    shift = plan.shift
    start = cycle.meeting.starts_at + shift
    notes = plan_notes(plan).blocks
    fixes = fix_lines(plan, at=at)
    cues = [
        _cue(
            start,
            plan.timeline.check_in_ends_at + shift,
            _("Check-in"),
            at,
            lines=(_("Show the room’s code. Joining is the attendance."),),
        ),
        *(
            _block(block, note, shift, at, fixes)
            for block, note in zip(plan.blocks, notes, strict=True)
        ),
    ]
    now = next((cue for cue in cues if cue.is_now), None)
    left = (now.ends_at - at) if now else dt.timedelta()
    return Prompter(
        cues=tuple(cue for cue in cues if cue.minutes),
        began_at=start,
        has_begun=plan.began_at == start,
        shift=round(shift.total_seconds() / 60),
        minutes_left=max(0, round(left.total_seconds() / 60)),
    )


def _block(
    block: PlannedBlock,
    note: BlockNote,
    shift: dt.timedelta,
    at: dt.datetime,
    fixes: Mapping[str, tuple[str, ...]],
) -> Cue:
    it = block.timed.block
    written = tuple(line.strip() for line in it.notes.splitlines() if line.strip())
    steps = tuple(str(step) for step in block.sheet.process) if block.sheet else ()
    steps = fixes.get(it.misconception, steps) if it.technique == "mini_fix" else steps
    talk = ""
    if it.talk_minutes:
        talk = _("You talk %(talk)s of %(minutes)s min") % {
            "talk": it.talk_minutes,
            "minutes": it.minutes,
        }
    return _cue(
        block.timed.starts_at + shift,
        block.timed.ends_at + shift,
        block.title,
        at,
        lines=(written or steps or tuple(filter(None, (it.reason,))))[:_MOST_LINES],
        talk=talk,
        things=note.things,
    )


def _cue(
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    title: str,
    at: dt.datetime,
    *,
    lines: tuple[str, ...],
    talk: str = "",
    things: str = "",
) -> Cue:
    return Cue(
        starts_at=starts_at,
        ends_at=ends_at,
        title=title,
        minutes=round((ends_at - starts_at).total_seconds() / 60),
        talk=talk,
        lines=lines,
        things=things,
        is_now=starts_at <= at < ends_at,
    )
