"""What the timetable says of dates: names, reasons and cautions, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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


def date_lines(dates: CycleDates) -> list[DateLine]:
    """Every date of a cycle in the order it comes, each with why it is there."""
    lines = [
        DateLine(
            kind="slot",
            label=_("Learning time"),
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            reason=_("Reserved, so that nobody has to find the time. Any other time is fine too."),
        )
        for slot in dates.slots
    ]
    lines.append(
        DateLine(
            kind="soft",
            label=_("Best done by"),
            starts_at=dates.soft_at,
            reason=_("Leaves room for questions; nothing closes yet."),
        )
    )
    lines += [
        DateLine(
            kind="reminder",
            label=_("Reminder"),
            starts_at=at,
            reason=_("Only to those who have not finished, never in their quiet hours."),
        )
        for at in dates.reminder_ats
    ]
    lines.append(
        DateLine(
            kind="close",
            label=_("Preparation closes"),
            starts_at=dates.closes_at,
            reason=_("So that the briefing can say who is ready."),
        )
    )
    lines += [
        DateLine(
            kind="briefing",
            label=_("Briefing"),
            starts_at=at,
            reason=_("One page for you: who is ready and what was misunderstood."),
        )
        for at in dates.briefing_ats
    ]
    lines.append(
        DateLine(
            kind="meeting",
            label=_("You meet"),
            starts_at=dates.meeting_starts_at,
            ends_at=dates.meeting_ends_at,
        )
    )
    lines.append(
        DateLine(
            kind="delayed",
            label=_("Delayed check"),
            starts_at=dates.delayed_check_at,
            reason=_("A few questions some days later show what has stayed."),
        )
    )
    return sorted(lines, key=lambda line: line.starts_at)


def slot_reasons(reasons: Iterable[str], minutes: int, module_minutes: int) -> list[str]:
    """Why the slot is where it is, and as long as it is."""
    words = {
        "two_days": _("Two days before: a day is left for whoever misses it."),
        "day_before": _("The day before: the nearest free working day."),
        "three_days": _("Three days before: the nearer working days are taken."),
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
