"""Planning, moving and dropping messages, and what people choose about them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import batched
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from volteface.accounts.actions import record
from volteface.accounts.models import Subject
from volteface.core.errors import Missing
from volteface.messaging import queries
from volteface.messaging.actions import mail
from volteface.messaging.events import purpose_named
from volteface.messaging.models import OutboxMessage, Preference
from volteface.messaging.rules import settled

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Iterable, Mapping

    from volteface.messaging.rules import Quiet

MAIL = OutboxMessage.Channel.MAIL.value
PAGE = OutboxMessage.Channel.PAGE.value
BOTH = (MAIL, PAGE)
# Rows written under one passage through the write gate.
_CHUNK = 50
# A message dropped because its cause was called off comes back with it.
CALLED_OFF = "called_off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A message to be: see `plan_message` for what each part means."""

    subject: Subject
    purpose: str
    channel: str
    about: str
    nonce: str
    due_at: dt.datetime
    context: Mapping[str, object] = field(default_factory=dict)
    useless_after: dt.datetime | None = None


def plan_message(
    subject: Subject,
    *,
    purpose: str,
    channel: str,
    about: str,
    nonce: str,
    due_at: dt.datetime,
    context: Mapping[str, object],
    at: dt.datetime,
    useless_after: dt.datetime | None = None,
) -> OutboxMessage:
    """Write one message in the caller's transaction; the same ``nonce`` finds the first row.

    ``about`` is the public code of what it concerns, ``context`` what its purpose needs to word it.
    A mail due in the reader's quiet hours is due the last minute before them. Raises
    `UnknownPurpose`.
    """
    plan_many(
        [
            Planned(
                subject=subject,
                purpose=purpose,
                channel=channel,
                about=about,
                nonce=nonce,
                due_at=due_at,
                context=context,
                useless_after=useless_after,
            )
        ],
        at=at,
    )
    return OutboxMessage.objects.get(nonce=nonce)


def plan_many(planned: Iterable[Planned], *, at: dt.datetime) -> int:
    """Write many messages, in chunks that keep the write gate short; returns how many were asked.

    Rows whose nonce exists stay as they are, sent or not.
    """
    count = 0
    for chunk in batched(planned, _CHUNK):
        for name in {message.purpose for message in chunk}:
            purpose_named(name)
        count += len(chunk)
        nonces = OutboxMessage.objects.filter(nonce__in=[message.nonce for message in chunk])
        there = set(nonces.values_list("nonce", flat=True))
        fresh = [message for message in chunk if message.nonce not in there]
        if fresh:
            quiet = _quiet_hours([message.subject for message in fresh])
            rows = [_row(message, quiet[message.subject.pk], at) for message in fresh]
            OutboxMessage.objects.bulk_create(rows, ignore_conflicts=True)
    return count


def reschedule(
    about: str,
    *,
    purpose: str,
    when: Callable[[OutboxMessage], tuple[dt.datetime, dt.datetime | None] | None],
    at: dt.datetime,
    subject: Subject | None = None,
) -> int:
    """Give the unsent messages of one purpose about one thing new times; returns how many moved.

    ``when(message)`` answers the new due time and the time after which it is useless, or nothing
    to drop it. What was sent stays sent. Messages dropped by `cancel_messages` come back.
    """
    rows = OutboxMessage.objects.filter(_unsent(), about=about, purpose=purpose)
    if subject is not None:
        rows = rows.filter(subject=subject)
    unsent = list(rows.select_related("subject__person"))
    for chunk in batched(unsent, _CHUNK):
        quiet = _quiet_hours([message.subject for message in chunk])
        for message in chunk:
            _move(message, when(message), quiet[message.subject_id], at)
        _save_while_unsent(chunk)
    return len(unsent)


def cancel_messages(
    about: str,
    *,
    purposes: Collection[str] | None = None,
    at: dt.datetime,  # noqa: ARG001 - every action is told the time
    because: str = CALLED_OFF,
) -> int:
    """Drop what was not sent yet about one thing, few at a time; returns how many messages."""
    due = OutboxMessage.objects.filter(about=about, state=OutboxMessage.State.DUE)
    if purposes is not None:
        due = due.filter(purpose__in=purposes)
    count = 0
    for few in batched(list(due.values_list("pk", flat=True)), _CHUNK):
        still = OutboxMessage.objects.filter(pk__in=few, state=OutboxMessage.State.DUE)
        count += still.update(state=OutboxMessage.State.SKIPPED, skipped_because=because)
    return count


def choose_preferences(
    subject: Subject,
    *,
    level: str,
    quiet_from: dt.time,
    quiet_until: dt.time,
    stopped: Collection[str] | None = None,
    at: dt.datetime,
) -> Preference:
    """Keep how much somebody wants to hear and when not; unsent mails settle into the new hours."""
    with transaction.atomic():
        preference, _made = Preference.objects.get_or_create(subject=subject)
        preference.level = level
        preference.quiet_from, preference.quiet_until = quiet_from, quiet_until
        if stopped is not None:
            preference.stopped = sorted(stopped)
        preference.save()
        record(subject, "choose", noun="preferences", code=str(subject.code), at=at)
    return preference


def stop_purpose(subject: Subject, purpose: str, *, at: dt.datetime) -> Preference:
    """Send no more mails of one purpose, or of any (``*``); harmless when repeated."""
    with transaction.atomic():
        preference, _made = Preference.objects.select_for_update().get_or_create(subject=subject)
        if purpose not in preference.stopped:
            preference.stopped = sorted({*preference.stopped, purpose})
            preference.save(update_fields=["stopped"])
            detail = {"purpose": purpose}
            record(subject, "stop", noun="mails", code=str(subject.code), at=at, detail=detail)
    return preference


def mark_read(message: OutboxMessage, *, at: dt.datetime) -> OutboxMessage:
    """Note that a message of the page was opened; the first time counts."""
    if message.read_at is None:
        OutboxMessage.objects.filter(pk=message.pk, read_at__isnull=True).update(read_at=at)
        message.read_at = at
    return message


def mark_all_read(subject: Subject, *, at: dt.datetime) -> int:
    """Note that everything on the person's page was seen."""
    return queries.inbox_of(subject).filter(read_at__isnull=True).update(read_at=at)


def send_test(subject: Subject, *, at: dt.datetime) -> mail.Outcome:
    """Mail the person a test at once; answers exactly what the mailer said."""
    if subject.person is None:
        raise Missing
    with mail.Line() as line:
        outcome = mail.hand_over(mail.test_mail(subject.person), line)
    detail = {"sent": outcome.sent, "answer": outcome.answer[:300]}
    record(subject, "test", noun="mail", code=str(subject.code), at=at, detail=detail)
    return outcome


def _row(message: Planned, quiet: Quiet, at: dt.datetime) -> OutboxMessage:
    by_mail = message.channel == MAIL
    return OutboxMessage(
        subject=message.subject,
        purpose=message.purpose,
        channel=message.channel,
        about=message.about,
        nonce=message.nonce,
        context=dict(message.context),
        due_at=_settled(message.due_at, message.useless_after, quiet, at)
        if by_mail
        else message.due_at,
        useless_after=message.useless_after,
    )


def _move(
    message: OutboxMessage,
    times: tuple[dt.datetime, dt.datetime | None] | None,
    quiet: Quiet,
    at: dt.datetime,
) -> None:
    if times is None:
        message.state = OutboxMessage.State.SKIPPED
        message.skipped_because = CALLED_OFF
        return
    due_at, message.useless_after = times
    by_mail = message.channel == OutboxMessage.Channel.MAIL
    useless_after = message.useless_after
    message.due_at = _settled(due_at, useless_after, quiet, at) if by_mail else due_at
    message.state = OutboxMessage.State.DUE
    message.skipped_because = ""


def _settled(
    due_at: dt.datetime, useless_after: dt.datetime | None, quiet: Quiet, at: dt.datetime
) -> dt.datetime:
    return settled(due_at, quiet=quiet, now=at, useless_after=useless_after)


def _save_while_unsent(messages: Collection[OutboxMessage]) -> None:
    """Write the messages, leaving alone what the sender claimed meanwhile; few at a time."""
    alike = defaultdict(list)
    for message in messages:
        now = (message.due_at, message.useless_after, message.state, message.skipped_because)
        alike[now].append(message.pk)
    for (due_at, useless_after, state, because), ids in alike.items():
        # One statement is its own transaction: a moment at the gate.
        OutboxMessage.objects.filter(_unsent(), pk__in=ids).update(
            due_at=due_at, useless_after=useless_after, state=state, skipped_because=because
        )


def _unsent() -> Q:
    return Q(state=OutboxMessage.State.DUE) | Q(
        state=OutboxMessage.State.SKIPPED, skipped_because=CALLED_OFF
    )


def _quiet_hours(subjects: Collection[Subject]) -> dict[int, Quiet]:
    ids = [subject.pk for subject in subjects]
    zones = dict(Subject.objects.filter(pk__in=ids).values_list("pk", "person__time_zone"))
    chosen = queries.preferences_of(ids)
    return {pk: queries.quiet_hours(chosen.get(pk), zones.get(pk) or "UTC") for pk in ids}
