"""Which of the nine stages a cycle stands at, for the one who looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

STAGES = (
    "inform",
    "reserve",
    "learn",
    "remind",
    "brief",
    "meet",
    "verify",
    "refresh",
    "effect",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """The cycle's dates, and what is known of the one who looks at them."""

    closes_at: dt.datetime
    first_reminder_at: dt.datetime | None
    first_briefing_at: dt.datetime | None
    meeting_starts_at: dt.datetime
    meeting_ends_at: dt.datetime
    delayed_check_at: dt.datetime
    exam_at: dt.datetime | None
    is_published: bool = True
    # The meeting took place before its hour.
    is_held: bool = False
    # A learner's own: has read why, has finished preparing.
    is_informed: bool = True
    is_prepared: bool = False


def learner_stage(moments: Moments, at: dt.datetime) -> str:
    """Where a learner stands: what they can do now decides, not what staff do meanwhile."""
    if at < moments.meeting_starts_at:
        if not moments.is_informed and not moments.is_prepared:
            return "inform"
        return "meet" if moments.is_prepared or at >= moments.closes_at else "learn"
    return _since_the_meeting(moments, at)


def staff_stage(moments: Moments, at: dt.datetime) -> str:
    """Where the cycle stands for those who answer for it: the next thing to look at."""
    if not moments.is_published:
        return "reserve"
    if moments.is_held and at < moments.meeting_ends_at:
        return "verify"
    if at >= moments.meeting_starts_at:
        return _since_the_meeting(moments, at)
    if moments.first_briefing_at is not None and at >= moments.first_briefing_at:
        return "brief"
    if moments.first_reminder_at is not None and at >= moments.first_reminder_at:
        return "remind"
    return "learn"


def next_date(moments: Moments, at: dt.datetime) -> dt.datetime | None:
    """The next moment something is due; none when all is over."""
    due = [moments.meeting_starts_at, moments.meeting_ends_at, moments.delayed_check_at]
    if not moments.is_prepared:
        due.append(moments.closes_at)
    return min((moment for moment in due if moment > at), default=None)


def status_of(key: str, present: str) -> str:
    """``done`` before the present stage, ``now``, or ``next``."""
    here, there = STAGES.index(key), STAGES.index(present)
    return "done" if here < there else "now" if here == there else "next"


def _since_the_meeting(moments: Moments, at: dt.datetime) -> str:
    if at < moments.meeting_ends_at:
        return "meet"
    if at < moments.delayed_check_at:
        return "verify"
    if moments.exam_at is not None and at >= moments.exam_at:
        return "effect"
    return "refresh"
