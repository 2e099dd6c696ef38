"""What the timetable says of dates: names, reasons and cautions, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from volteface.timetable.queries.reminders import reminder_times

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from volteface.timetable.rules.dates import CycleDates


@dataclass(frozen=True, slots=True, kw_only=True)
class DateLine:
    """One date of a cycle as a page shows it."""

    # slot, soft, reminder, close, briefing, meeting or delayed.
    kind: str
    label: str
    starts_at: dt.datetime
    ends_at: dt.datetime | None = None
    reason: str = ""


def date_lines(dates: CycleDates, *, at: dt.datetime) -> list[DateLine]:
    """Every date of a cycle in the order it comes, each kind with why it is there.

    Reminders stand at the time they are mailed to readers with the usual quiet hours.
    """
    words = _kinds()
    seen: set[str] = set()
    lines = []
    for kind, starts_at, ends_at in sorted(_moments(dates, at), key=lambda line: line[1]):
        label, reason = words[kind]
        lines.append(
            DateLine(
                kind=kind,
                label=label,
                starts_at=starts_at,
                ends_at=ends_at,
                reason="" if kind in seen else reason,
            )
        )
        seen.add(kind)
    return lines


def _moments(
    dates: CycleDates, at: dt.datetime
) -> list[tuple[str, dt.datetime, dt.datetime | None]]:
    spans: list[tuple[str, dt.datetime, dt.datetime | None]] = [
        ("slot", slot.starts_at, slot.ends_at) for slot in dates.slots
    ]
    spans.append(("meeting", dates.meeting_starts_at, dates.meeting_ends_at))
    moments = [("soft", dates.soft_at), ("close", dates.closes_at)]
    moments += [("reminder", mailed_at) for mailed_at in reminder_times(dates, planned_at=at)]
    moments += [("briefing", briefing_at) for briefing_at in dates.briefing_ats]
    moments.append(("delayed", dates.delayed_check_at))
    return [*spans, *((kind, moment, None) for kind, moment in moments)]


def _kinds() -> dict[str, tuple[str, str]]:
    """What each kind of date is called, and why it is there."""
    return {
        "slot": (
            _("Learning time"),
            _("Reserved, so that nobody has to find the time. Any other time is fine too."),
        ),
        "soft": (_("Best done by"), _("Leaves room for questions; nothing closes yet.")),
        "reminder": (
            _("Reminder"),
            _("Only to those who have not finished, and never between 21:00 and 8:00."),
        ),
        "close": (_("Preparation closes"), _("So that the briefing can say who is ready.")),
        "briefing": (
            _("Briefing"),
            _("One page for you: who is ready and what was misunderstood."),
        ),
        "meeting": (_("You meet"), ""),
        "delayed": (
            _("Delayed check"),
            _("A few questions some days later show what has stayed."),
        ),
    }


def slot_reasons(reasons: Iterable[str], minutes: int, module_minutes: int) -> list[str]:
    """Why the slot is where it is, and as long as it is."""
    words = {
        "two_days": _("Two days before: a day is left for whoever misses it."),
        "day_before": _("The day before: the best working day that is free."),
        "three_days": _("Three days before: the nearest working day that is free."),
        "same_hour": _("At the hour of the meeting: people are there at that hour."),
        "nearest_hour": _("The free time nearest to the hour of the meeting."),
    }
    length = ngettext(
        "%(minutes)s minutes, because the module takes %(module)s minute.",
        "%(minutes)s minutes, because the module takes %(module)s minutes.",
        module_minutes,
    ) % {"minutes": minutes, "module": module_minutes}
    return [words[reason] for reason in reasons] + ([length] if module_minutes else [])


def caution_words(cautions: Iterable[str], dates: CycleDates) -> list[str]:
    """What to know before publishing, as sentences that say what can be done."""
    days = dates.gap.total_seconds() / 86_400 if dates.gap is not None else 0
    words = {
        "no_slot": _(
            "No learning time is reserved. People then learn when they find the time, "
            "and fewer do: reserve a slot, or publish knowing this."
        ),
        "gap_long": _(
            "%(days).0f days lie between learning and meeting. Above four, much is forgotten: "
            "put the learning time nearer to the meeting."
        )
        % {"days": days},
        "slot_after_close": _("The learning time ends after preparation closes: move one of them."),
        "slot_past": _("The learning time is past already."),
        "close_after_meeting": _("Preparation closes only after the meeting has begun."),
        "close_past": _("Preparation would have closed already."),
        "meeting_past": _("This meeting is past."),
        "meeting_overlaps": _("These people have another meeting or learning time then."),
        "slot_overlaps": _("The learning time overlaps something else of these people."),
        "module_draft": _(
            "The module is still a draft: publish it before you publish the meeting."
        ),
    }
    return [words[caution] for caution in cautions]
