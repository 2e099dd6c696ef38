"""Gathers the facts about due messages, few queries for many, and lets the rules decide."""

from __future__ import annotations

import datetime as dt
import logging
from typing import TYPE_CHECKING

from volteface.accounts.models import Grant
from volteface.messaging import queries
from volteface.messaging.errors import UnknownPurpose
from volteface.messaging.events import last_words_of, purpose_named, purposes
from volteface.messaging.models import OutboxMessage
from volteface.messaging.rules import Facts, Send, Skip, Wait, day_of, decide

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.accounts.models import Subject
    from volteface.messaging.events import Purpose
    from volteface.messaging.models import Preference
    from volteface.messaging.rules import Decision

logger = logging.getLogger(__name__)

# Older mails bear on nothing: a cycle is shorter.
_MEMORY = dt.timedelta(days=120)
_ASK_AGAIN = dt.timedelta(minutes=10)

# By person and channel: whether each message sent was a reminder, about what, and when.
type _Sent = dict[tuple[int, str], list[tuple[bool, str, dt.datetime]]]


def weigh(due: Sequence[OutboxMessage], at: dt.datetime) -> dict[int, Decision]:
    """What becomes of each message, by its id; within one batch each counts for the next."""
    ids = {message.subject_id for message in due}
    preferences = queries.preferences_of(ids)
    granted = set(
        Grant.objects.active(at).filter(subject_id__in=ids).values_list("subject_id", flat=True)
    )
    decisions, unwanted = _asked(due, at)
    before = _sent_lately(ids, at)
    words = _last_words(due, at)
    reminded: _Sent = {}
    for message in due:
        if message.pk in decisions:
            continue
        purpose = purpose_named(message.purpose)
        reader = (message.subject_id, message.channel)
        facts = _facts(
            message,
            purpose,
            at=at,
            preference=preferences.get(message.subject_id),
            active=message.subject_id in granted,
            unwanted_because=unwanted.get(message.pk, ""),
            before=before.get(reader, []),
            reminded=reminded.get(reader, []),
            last_word_at=words.get((message.subject_id, message.about)),
        )
        decisions[message.pk] = decide(facts)
        if purpose.reminds and isinstance(decisions[message.pk], Send):
            reminded.setdefault(reader, []).append((True, message.about, at))
    return decisions


def _facts(
    message: OutboxMessage,
    purpose: Purpose,
    *,
    at: dt.datetime,
    preference: Preference | None,
    active: bool,
    unwanted_because: str,
    before: list[tuple[bool, str, dt.datetime]],
    reminded: list[tuple[bool, str, dt.datetime]],
    last_word_at: dt.datetime | None,
) -> Facts:
    person = message.subject.person
    zone = person.time_zone if person is not None else "UTC"
    begins, ends = day_of(at, zone)
    reminders = [(about, when) for reminds, about, when in (*before, *reminded) if reminds]
    return Facts(
        at=at,
        channel=message.channel,
        quiet=queries.quiet_hours(preference, zone),
        level=preference.level if preference is not None else "all",
        active=active and person is not None and person.is_active,
        stopped=queries.is_stopped(preference, message.purpose),
        unwanted_because=unwanted_because,
        needs_me=purpose.needs_me,
        reminds=purpose.reminds,
        breaks_quiet=purpose.breaks_quiet,
        useless_after=message.useless_after,
        reminders_today=sum(begins <= when < ends for _about, when in reminders),
        reminders_about_it=sum(about == message.about for about, _when in reminders),
        last_word_at=last_word_at,
        digest_sent_today=any(begins <= when < ends for _reminds, _about, when in before),
    )


def _last_words(
    due: Sequence[OutboxMessage], at: dt.datetime
) -> dict[tuple[int, str], dt.datetime]:
    """When the readers of reminders last wrote, asked once about each thing."""
    reminding = {purpose.name for purpose in purposes() if purpose.reminds}
    readers: dict[str, dict[int, Subject]] = {}
    for message in due:
        if message.purpose in reminding:
            readers.setdefault(message.about, {})[message.subject_id] = message.subject
    return {
        (pk, about): word
        for about, subjects in readers.items()
        for pk, word in last_words_of(subjects.values(), about, at).items()
    }


def _asked(
    due: Sequence[OutboxMessage], at: dt.datetime
) -> tuple[dict[int, Decision], dict[int, str]]:
    """Each purpose is asked once for all of its own: what is settled, and what is not wanted."""
    by_purpose: dict[str, list[OutboxMessage]] = {}
    for message in due:
        by_purpose.setdefault(message.purpose, []).append(message)
    settled: dict[int, Decision] = {}
    reasons: dict[int, str] = {}
    for name, messages in by_purpose.items():
        try:
            reasons |= _unwanted(purpose_named(name), messages, at)
        except UnknownPurpose:
            settled |= {message.pk: Skip(because="unknown_purpose") for message in messages}
        except Exception:
            # One purpose's fault must not hold up everybody else's mail.
            logger.exception("purpose %s cannot say what is wanted", name)
            settled |= {message.pk: Wait(until=at + _ASK_AGAIN) for message in messages}
    return settled, reasons


def _unwanted(
    purpose: Purpose, messages: Sequence[OutboxMessage], at: dt.datetime
) -> dict[int, str]:
    if purpose.wanted_many is not None:
        return purpose.wanted_many(messages, at)
    return {message.pk: purpose.wanted(message, at) for message in messages}


def _sent_lately(subject_ids: set[int], at: dt.datetime) -> _Sent:
    reminding = {purpose.name for purpose in purposes() if purpose.reminds}
    rows = OutboxMessage.objects.filter(
        subject_id__in=subject_ids,
        state__in=(OutboxMessage.State.SENT, OutboxMessage.State.SENDING),
        claimed_at__gte=at - _MEMORY,
    ).values_list("subject_id", "channel", "purpose", "about", "claimed_at")
    sent: _Sent = {}
    for subject_id, channel, purpose, about, when in rows:
        if when is not None:
            sent.setdefault((subject_id, channel), []).append((purpose in reminding, about, when))
    return sent
