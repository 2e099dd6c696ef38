"""What a person was told and wants to be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Min, Q

from volteface.accounts.models import Subject
from volteface.core.db.prepared import Prepared
from volteface.core.errors import Missing
from volteface.messaging.models import OutboxMessage, Preference
from volteface.messaging.rules import Facts, Quiet, Skip, Wait, day_of, decide, settled

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from django.db.models import QuerySet


EVERY_PURPOSE = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """When a mail would go out, or why not."""

    at: dt.datetime | None = None
    because: str = ""


def inbox_of(subject: Subject) -> QuerySet[OutboxMessage]:
    """What the person finds on the messages page, the newest first."""
    return OutboxMessage.objects.filter(
        subject=subject, channel=OutboxMessage.Channel.PAGE, state=OutboxMessage.State.SENT
    ).order_by("-sent_at", "-pk")


def unread_count(subject: Subject) -> int:
    """How many messages the person has not opened."""
    return len(_unread(subject.pk))


_unread = Prepared(
    lambda subject: (
        OutboxMessage.objects.filter(subject=subject, read_at__isnull=True)
        .filter(channel=OutboxMessage.Channel.PAGE, state=OutboxMessage.State.SENT)
        .values_list("pk")
    )
)


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


def usual_mail_time(
    due_at: dt.datetime,
    zone: str,
    *,
    now: dt.datetime,
    useless_after: dt.datetime | None = None,
) -> dt.datetime:
    """When a mail due then goes out to a reader who changed nothing."""
    return settled(due_at, quiet=Quiet(zone=zone), now=now, useless_after=useless_after)


def is_stopped(preference: Preference | None, purpose: str) -> bool:
    """Whether the person wants no mail of this purpose."""
    return preference is not None and bool({EVERY_PURPOSE, purpose} & set(preference.stopped))


def stop_for(subject_code: str, purpose: str) -> tuple[Subject, str]:
    """Whose mails of what a stop address stops; raises `Missing` when the person is gone."""
    subject = Subject.objects.select_related("person").filter(code=subject_code).first()
    if subject is None or subject.person is None:
        raise Missing
    return subject, purpose


def messages_about(about: str) -> QuerySet[OutboxMessage]:
    """Every message about one thing, in the order they are due."""
    return OutboxMessage.objects.filter(about=about).order_by("due_at", "pk")


def forecast_mail(
    subject: Subject,
    *,
    due_at: dt.datetime,
    useless_after: dt.datetime | None,
    preference: Preference | None,
    purpose: str,
    unwanted_because: str,
    sent_ats: Collection[dt.datetime],
    last_word_at: dt.datetime | None,
    now: dt.datetime,
) -> Forecast:
    """What the rules would do with a reminder that is due then, as things stand now."""
    person = subject.person
    zone = person.time_zone if person is not None else "UTC"
    quiet = quiet_hours(preference, zone)
    at = settled(due_at, quiet=quiet, now=now, useless_after=useless_after)
    begins, ends = day_of(at, zone)
    decision = decide(
        Facts(
            at=at,
            channel=OutboxMessage.Channel.MAIL,
            quiet=quiet,
            level=preference.level if preference is not None else "all",
            active=person is not None and person.is_active,
            stopped=is_stopped(preference, purpose),
            unwanted_because=unwanted_because,
            reminds=True,
            useless_after=useless_after,
            reminders_today=sum(begins <= sent < ends for sent in sent_ats),
            reminders_about_it=len(sent_ats),
            last_word_at=last_word_at,
        )
    )
    if isinstance(decision, Skip):
        return Forecast(because=decision.because)
    return Forecast(at=decision.until if isinstance(decision, Wait) else at)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailCounts:
    """Mails as the administrator asks for them: now, and in the hours before.

    ``waiting`` are due and not gone yet, those the mailer did not take among them (``again``);
    ``planned`` have their time still before them, the first at ``next_at``.
    """

    waiting: int
    again: int
    planned: int
    next_at: dt.datetime | None
    sent: int
    skipped: int
    failed: int


def mail_counts(*, since: dt.datetime, at: dt.datetime) -> MailCounts:
    """What became of mails and what lies ahead; one query."""
    state = OutboxMessage.State
    tried = Q(state=state.DUE, attempts__gt=0)
    waiting = Q(state=state.SENDING) | Q(state=state.DUE, due_at__lte=at) | tried
    planned = Q(state=state.DUE, due_at__gt=at, attempts=0)
    recent = Q(due_at__gte=since, due_at__lte=at)
    mails = OutboxMessage.objects.filter(channel=OutboxMessage.Channel.MAIL)
    counted = mails.aggregate(
        waiting=Count("pk", filter=waiting),
        again=Count("pk", filter=tried),
        planned=Count("pk", filter=planned),
        next_at=Min("due_at", filter=planned),
        sent=Count("pk", filter=Q(state=state.SENT, sent_at__gte=since)),
        skipped=Count("pk", filter=recent & Q(state=state.SKIPPED)),
        failed=Count("pk", filter=recent & Q(state=state.FAILED)),
    )
    return MailCounts(**counted)


def failed_mails(limit: int = 20) -> list[OutboxMessage]:
    """The newest mails that could not be handed over, or of which nobody knows."""
    failed = OutboxMessage.objects.filter(
        channel=OutboxMessage.Channel.MAIL, state=OutboxMessage.State.FAILED
    )
    return list(failed.select_related("subject__person").order_by("-due_at")[:limit])
