"""The sender: claims due messages, asks again whether each is wanted, and hands it over.

A message is marked as being sent, and that is committed, before its mail leaves: after a crash in
between nobody knows whether the mail left, so it is never sent again but listed as failed, where an
administrator sees it. Rendering and mailing happen outside every transaction.
"""

from __future__ import annotations

import datetime as dt
import logging
from itertools import batched
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import translation

from volteface.messaging.actions import mail
from volteface.messaging.actions.weighing import weigh
from volteface.messaging.events import purpose_named
from volteface.messaging.models import OutboxMessage
from volteface.messaging.rules import Send, Skip, retry_after

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.messaging.events import Rendered
    from volteface.messaging.rules import Decision

logger = logging.getLogger(__name__)

BATCH = 50
_FEW = 20
LEASE = dt.timedelta(minutes=10)
_State = OutboxMessage.State


def send_due(at: dt.datetime, *, limit: int = 400) -> int:
    """Send, skip or put off what is due; returns how many messages were decided on."""
    give_up_lost(at)
    decided = 0
    while decided < limit:
        due = list(
            OutboxMessage.objects.filter(state=_State.DUE, due_at__lte=at)
            .select_related("subject__person")
            .order_by("due_at", "pk")[:BATCH]
        )
        if not due:
            break
        _send_batch(due, at)
        decided += len(due)
    return decided


def give_up_lost(at: dt.datetime) -> int:
    """Mark as failed what a crash left half-sent: it may have been mailed, so never again."""
    lost = OutboxMessage.objects.filter(state=_State.SENDING, claimed_at__lt=at - LEASE)
    return lost.update(state=_State.FAILED, error="interrupted") if lost.exists() else 0


def _send_batch(due: Sequence[OutboxMessage], at: dt.datetime) -> None:
    decisions = weigh(due, at)
    digests: dict[int, list[OutboxMessage]] = {}
    for message in due:
        decision = decisions[message.pk]
        if isinstance(decision, Send) and decision.in_digest:
            digests.setdefault(message.subject_id, []).append(message)
        elif isinstance(decision, Send):
            _send([message], at)
    for messages in digests.values():
        _send(messages + _rest_of_digest(messages, at), at)
    _put_aside(due, decisions)


def _put_aside(due: Sequence[OutboxMessage], decisions: dict[int, Decision]) -> None:
    """Write the skipped and the waiting, few in each transaction."""
    changed = []
    for message in due:
        decision = decisions[message.pk]
        if isinstance(decision, Skip):
            message.state, message.skipped_because = _State.SKIPPED, decision.because
            changed.append(message)
        elif not isinstance(decision, Send):
            message.due_at = decision.until
            changed.append(message)
    for few in batched(changed, _FEW):
        with transaction.atomic():
            for message in few:
                # What was called off meanwhile stays called off.
                OutboxMessage.objects.filter(pk=message.pk, state=_State.DUE).update(
                    state=message.state,
                    skipped_because=message.skipped_because,
                    due_at=message.due_at,
                )


def _rest_of_digest(messages: Sequence[OutboxMessage], at: dt.datetime) -> list[OutboxMessage]:
    """What else is due to the same reader, beyond this batch: a day has one digest."""
    rest = list(
        OutboxMessage.objects.filter(
            subject_id=messages[0].subject_id,
            channel=OutboxMessage.Channel.MAIL,
            state=_State.DUE,
            due_at__lte=at,
        )
        .exclude(pk__in=[message.pk for message in messages])
        .select_related("subject__person")
        .order_by("due_at", "pk")[:BATCH]
    )
    decisions = weigh(rest, at)
    return [message for message in rest if decisions[message.pk] == Send(in_digest=True)]


def _send(messages: Sequence[OutboxMessage], at: dt.datetime) -> None:
    """Render, claim, hand over and mark messages that leave together."""
    person = messages[0].subject.person
    language = person.language if person is not None else "en"
    with translation.override(language):
        rendered = [(message, part) for message in messages if (part := _render(message, language))]
        claimed = [(message, part) for message, part in rendered if _claim(message, at)]
        if not claimed:
            return
        if person is None or claimed[0][0].channel != OutboxMessage.Channel.MAIL:
            _mark_sent(claimed, at)
            return
        parts = [part for _message, part in claimed]
        letter = mail.compose(person, messages[0].subject, parts, purpose=claimed[0][0].purpose)
        outcome = mail.hand_over(letter)
    if outcome.sent:
        _mark_sent(claimed, at)
    else:
        _mark_failed([message for message, _part in claimed], outcome, at)


def _render(message: OutboxMessage, language: str) -> Rendered | None:
    try:
        return purpose_named(message.purpose).render(message, language)
    except Exception as error:
        # One purpose's fault must not hold up everybody else's mail.
        logger.exception("message %s cannot be worded", message.code)
        OutboxMessage.objects.filter(pk=message.pk, state=_State.DUE).update(
            state=_State.FAILED, error=repr(error)[:300]
        )
        return None


def _claim(message: OutboxMessage, at: dt.datetime) -> bool:
    """Mark the message as being sent; false when another process was first."""
    with transaction.atomic():
        claimed = OutboxMessage.objects.filter(pk=message.pk, state=_State.DUE).update(
            state=_State.SENDING, claimed_at=at, attempts=message.attempts + 1
        )
    message.attempts += 1
    return bool(claimed)


def _mark_sent(claimed: Sequence[tuple[OutboxMessage, Rendered]], at: dt.datetime) -> None:
    for message, part in claimed:
        message.state, message.sent_at, message.error = _State.SENT, at, ""
        message.title, message.body = part.title[:200], part.text[:20_000]
        message.address = part.address[:300]
    OutboxMessage.objects.bulk_update(
        [message for message, _part in claimed],
        ["state", "sent_at", "error", "title", "body", "address"],
    )


def _mark_failed(messages: Sequence[OutboxMessage], outcome: mail.Outcome, at: dt.datetime) -> None:
    for message in messages:
        wait = None if outcome.for_good else retry_after(message.attempts)
        message.state = _State.FAILED if wait is None else _State.DUE
        message.error = outcome.answer[:300]
        message.due_at = message.due_at if wait is None else at + wait
    OutboxMessage.objects.bulk_update(messages, ["state", "error", "due_at"])
