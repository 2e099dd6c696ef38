"""When a message is sent, held back or dropped (see docs/algorithms/reminders.md)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

MOST_A_DAY = 1
MOST_ABOUT_ONE_THING = 3
SILENCE_AFTER_A_WORD = dt.timedelta(hours=72)
DIGEST_AT = dt.time(17)
# How long a mail that could not be handed over waits before each further try, in minutes.
RETRY_MINUTES = (1, 5, 30, 120)
_MINUTE = dt.timedelta(minutes=1)
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """Hours in which no mail is sent, on the reader's wall clock; equal ends mean none."""

    begins: dt.time = dt.time(21)
    ends: dt.time = dt.time(8)
    zone: str = "UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that the decision about one due message rests on."""

    at: dt.datetime
    channel: str
    quiet: Quiet
    # ``all``, ``needed`` or ``digest``.
    level: str = "all"
    active: bool = True
    stopped: bool = False
    # Why the purpose no longer wants it; empty while it does.
    unwanted_because: str = ""
    needs_me: bool = True
    reminds: bool = False
    breaks_quiet: bool = False
    useless_after: dt.datetime | None = None
    # Reminders on this channel sent today (the reader's day) and about the same thing.
    reminders_today: int = 0
    reminders_about_it: int = 0
    last_word_at: dt.datetime | None = None
    # A mail went out today to somebody who wants one digest a day.
    digest_sent_today: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Send:
    """Send it now, alone or in the day's digest."""

    in_digest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip:
    """Never send it."""

    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """Ask again at ``until``."""

    until: dt.datetime


type Decision = Send | Skip | Wait


def decide(facts: Facts) -> Decision:
    """What becomes of a due message."""
    because = _reason_to_skip(facts)
    if because:
        return Skip(because=because)
    if facts.channel != "mail":
        return Send()
    return _timing_of_mail(facts)


def settled(
    due_at: dt.datetime,
    *,
    quiet: Quiet,
    now: dt.datetime,
    useless_after: dt.datetime | None = None,
) -> dt.datetime:
    """When a mail due at ``due_at`` is sent: inside quiet hours, the last minute before them.

    If that minute is past already, the end of the quiet hours; if it is useless by then, it stays
    where it is, and what becomes of it is decided when it is due.
    """
    if not is_quiet(due_at, quiet):
        return due_at
    begins, ends = _quiet_around(due_at, quiet)
    before = begins - _MINUTE
    if before >= now:
        return before
    return due_at if useless_after is not None and ends > useless_after else ends


def is_quiet(at: dt.datetime, quiet: Quiet) -> bool:
    """Whether ``at`` lies in the reader's quiet hours."""
    clock = at.astimezone(ZoneInfo(quiet.zone)).time()
    if quiet.begins <= quiet.ends:
        return quiet.begins <= clock < quiet.ends
    return clock >= quiet.begins or clock < quiet.ends


def day_of(at: dt.datetime, zone: str) -> tuple[dt.datetime, dt.datetime]:
    """The reader's day around ``at``: its first moment and the next day's, in UTC."""
    today = at.astimezone(ZoneInfo(zone)).date()
    return _moment(today, dt.time(), zone), _moment(today + _DAY, dt.time(), zone)


def digest_time(at: dt.datetime, quiet: Quiet, *, sent_today: bool) -> dt.datetime:
    """When the next digest is due; ``at`` or earlier means now."""
    today = at.astimezone(ZoneInfo(quiet.zone)).date()
    day = today + _DAY if sent_today else today
    due = _moment(day, DIGEST_AT, quiet.zone)
    return _quiet_around(due, quiet)[1] if is_quiet(due, quiet) else due


def retry_after(attempts: int) -> dt.timedelta | None:
    """How long to wait after the ``attempts``-th failure; none when it is given up."""
    if attempts > len(RETRY_MINUTES):
        return None
    return dt.timedelta(minutes=RETRY_MINUTES[attempts - 1])


def _reason_to_skip(facts: Facts) -> str:
    mail = facts.channel == "mail"
    reasons = (
        (not facts.active, "suspended"),
        (bool(facts.unwanted_because), facts.unwanted_because),
        (facts.useless_after is not None and facts.at > facts.useless_after, "too_late"),
        (mail and facts.stopped, "stopped"),
        (mail and facts.level == "needed" and not facts.needs_me, "not_needed"),
        (facts.reminds and _spoke_lately(facts), "spoke"),
        (facts.reminds and facts.reminders_today >= MOST_A_DAY, "one_a_day"),
        (facts.reminds and facts.reminders_about_it >= MOST_ABOUT_ONE_THING, "three_a_cycle"),
    )
    return next((because for applies, because in reasons if applies), "")


def _spoke_lately(facts: Facts) -> bool:
    word = facts.last_word_at
    return word is not None and facts.at - word < SILENCE_AFTER_A_WORD


def _timing_of_mail(facts: Facts) -> Decision:
    until: dt.datetime | None = None
    if facts.level == "digest":
        due = digest_time(facts.at, facts.quiet, sent_today=facts.digest_sent_today)
        until = due if due > facts.at else None
    if until is None and is_quiet(facts.at, facts.quiet):
        until = _quiet_around(facts.at, facts.quiet)[1]
    if until is None:
        return Send(in_digest=facts.level == "digest")
    if facts.useless_after is not None and until > facts.useless_after:
        return Send() if facts.breaks_quiet else Skip(because="quiet_hours")
    return Wait(until=until)


def _quiet_around(at: dt.datetime, quiet: Quiet) -> tuple[dt.datetime, dt.datetime]:
    """The beginning and the end of the quiet hours that ``at`` lies in."""
    here = at.astimezone(ZoneInfo(quiet.zone))
    begins_on = here.date()
    overnight = quiet.begins > quiet.ends
    if overnight and here.time() < quiet.ends:
        begins_on -= _DAY
    ends_on = begins_on + _DAY if overnight else begins_on
    return (
        _moment(begins_on, quiet.begins, quiet.zone),
        _moment(ends_on, quiet.ends, quiet.zone),
    )


def _moment(day: dt.date, clock: dt.time, zone: str) -> dt.datetime:
    return dt.datetime.combine(day, clock, ZoneInfo(zone)).astimezone(dt.UTC)
