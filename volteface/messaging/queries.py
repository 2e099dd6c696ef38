"""What a person was told and wants to be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Max, Q

from volteface.core.errors import Missing
from volteface.messaging.models import OutboxMessage, Preference
from volteface.messaging.rules import Quiet

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from django.db.models import QuerySet

    from volteface.accounts.models import Subject

EVERY_PURPOSE = "*"


def inbox_of(subject: Subject) -> QuerySet[OutboxMessage]:
    """What the person finds on the messages page, the newest first."""
    return OutboxMessage.objects.filter(
        subject=subject, channel=OutboxMessage.Channel.PAGE, state=OutboxMessage.State.SENT
    ).order_by("-sent_at", "-pk")


def unread_count(subject: Subject) -> int:
    """How many messages the person has not opened."""
    return inbox_of(subject).filter(read_at__isnull=True).count()


def message_for(subject: Subject, code: str) -> OutboxMessage:
    """A message of the person's own page; raises `Missing`."""
    message = inbox_of(subject).filter(code=code).first()
    if message is None:
        raise Missing
    return message


def preference_of(subject: Subject) -> Preference:
    """What the person chose, or the defaults, unsaved."""
    return Preference.objects.filter(subject=subject).first() or Preference(subject=subject)


def preferences_of(subject_ids: Collection[int]) -> dict[int, Preference]:
    """The preferences of many; who chose nothing has no entry."""
    return {row.subject_id: row for row in Preference.objects.filter(subject_id__in=subject_ids)}


def quiet_hours(preference: Preference | None, zone: str) -> Quiet:
    """Somebody's quiet hours on their own wall clock; the defaults for who chose nothing."""
    if preference is None:
        return Quiet(zone=zone)
    return Quiet(begins=preference.quiet_from, ends=preference.quiet_until, zone=zone)


def is_stopped(preference: Preference | None, purpose: str) -> bool:
    """Whether the person wants no mail of this purpose."""
    return preference is not None and bool({EVERY_PURPOSE, purpose} & set(preference.stopped))


def messages_about(about: str) -> QuerySet[OutboxMessage]:
    """Every message about one thing, in the order they are due."""
    return OutboxMessage.objects.filter(about=about).order_by("due_at", "pk")


def reminder_counts(
    subject_ids: Collection[int], *, about: str, purposes: Collection[str], channel: str
) -> dict[int, tuple[int, dt.datetime | None]]:
    """How many reminders about one thing each person got, and when the last of any was sent."""
    sent = OutboxMessage.objects.filter(
        subject_id__in=subject_ids,
        purpose__in=purposes,
        channel=channel,
        state__in=(OutboxMessage.State.SENT, OutboxMessage.State.SENDING),
    )
    rows = sent.values("subject_id").annotate(
        about_it=Count("pk", filter=Q(about=about)), last=Max("sent_at")
    )
    return {row["subject_id"]: (row["about_it"], row["last"]) for row in rows}


def mail_counts(since: dt.datetime) -> dict[str, int]:
    """How many mails are due, were sent, skipped and failed since; for the administrator."""
    mails = OutboxMessage.objects.filter(channel=OutboxMessage.Channel.MAIL)
    recent = Q(sent_at__gte=since) | Q(due_at__gte=since)
    counted = mails.aggregate(
        due=Count("pk", filter=Q(state=OutboxMessage.State.DUE)),
        sent=Count("pk", filter=recent & Q(state=OutboxMessage.State.SENT)),
        skipped=Count("pk", filter=recent & Q(state=OutboxMessage.State.SKIPPED)),
        failed=Count("pk", filter=recent & Q(state=OutboxMessage.State.FAILED)),
    )
    return {name: int(count) for name, count in counted.items()}


def failed_mails(limit: int = 20) -> list[OutboxMessage]:
    """The newest mails that could not be handed over, or of which nobody knows."""
    failed = OutboxMessage.objects.filter(
        channel=OutboxMessage.Channel.MAIL, state=OutboxMessage.State.FAILED
    )
    return list(failed.select_related("subject__person").order_by("-due_at")[:limit])
