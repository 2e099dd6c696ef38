"""The sender: claims due messages, asks again whether each is wanted, and hands it over.

A message is marked as being sent, and that is committed, before its mail leaves: after a crash in
between nobody knows whether the mail left, so it is never sent again but listed as failed, where an
administrator sees it. Rendering and mailing happen outside every transaction.

Messages are worded, marked as being sent, mailed and marked as sent some twenty at a time. A crash
therefore leaves at most the twenty at hand (or one longer digest) listed as failed, mailed or not.
When the mailer is slow, what has left is marked after a second, and what has not is let go of and
taken up anew, so that a message called off in the meantime stays called off.
"""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections import deque
from functools import cache
from itertools import batched
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import F
from django.utils import translation

from volteface.messaging.actions import mail
from volteface.messaging.actions.weighing import weigh
from volteface.messaging.events import purpose_named
from volteface.messaging.models import OutboxMessage
from volteface.messaging.rules import Send, Skip, retry_after

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from volteface.messaging.events import Render, Rendered
    from volteface.messaging.rules import Decision

    # What leaves together: one message, or a reader's digest.
    type _Envelope = list[tuple[OutboxMessage, Rendered]]

logger = logging.getLogger(__name__)

BATCH = 50
_FEW = 20
# What has left is marked as sent no later than this after it was marked as being sent.
_SECONDS = 1.0
LEASE = dt.timedelta(minutes=10)
_State = OutboxMessage.State
_WORDS = "UPDATE messaging_outboxmessage SET title = %s, body = %s, address = %s WHERE id = %s"


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
    alone = [[message] for message in due if decisions[message.pk] == Send()]
    digests: dict[int, list[OutboxMessage]] = {}
    for message in due:
        if decisions[message.pk] == Send(in_digest=True):
            digests.setdefault(message.subject_id, []).append(message)
    with mail.Line() as line:
        for run in _runs([*alone, *_whole_digests(digests, due, at)]):
            waiting = _worded(run)
            while waiting:
                waiting = _send_some(waiting, line, at)
    _put_aside(due, decisions)


def _runs(letters: Sequence[list[OutboxMessage]]) -> Iterator[list[list[OutboxMessage]]]:
    """Letters of few messages altogether; a longer digest goes by itself."""
    run: list[list[OutboxMessage]] = []
    for letter in letters:
        if run and sum(map(len, run)) + len(letter) > _FEW:
            yield run
            run = []
        run.append(letter)
    if run:
        yield run


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


def _whole_digests(
    digests: dict[int, list[OutboxMessage]], due: Sequence[OutboxMessage], at: dt.datetime
) -> Iterator[list[OutboxMessage]]:
    """Each with what else is due to its reader, beyond this batch: a day has one digest."""
    more = OutboxMessage.objects.filter(
        subject_id__in=digests,
        channel=OutboxMessage.Channel.MAIL,
        state=_State.DUE,
        due_at__lte=at,
    ).exclude(pk__in=[message.pk for message in due])
    with_more = set(more.values_list("subject_id", flat=True)) if digests else set()
    for subject_id, messages in digests.items():
        rest: list[OutboxMessage] = []
        if subject_id in with_more:
            of_reader = more.filter(subject_id=subject_id).select_related("subject__person")
            rest = list(of_reader.order_by("due_at", "pk")[:BATCH])
            decisions = weigh([*messages, *rest], at)
            rest = [message for message in rest if decisions[message.pk] == Send(in_digest=True)]
        yield messages + rest


def _worded(run: Sequence[Sequence[OutboxMessage]]) -> list[_Envelope]:
    """Each message in its reader's language; what they share is read once for the run."""
    render_of = cache(lambda purpose: purpose_named(purpose).render_of_batch())
    envelopes = []
    for messages in run:
        language = _language(messages[0])
        with translation.override(language):
            parts = [(message, _render(message, language, render_of)) for message in messages]
        envelopes.append([(message, part) for message, part in parts if part is not None])
    return [envelope for envelope in envelopes if envelope]


def _render(
    message: OutboxMessage, language: str, render_of: Callable[[str], Render]
) -> Rendered | None:
    try:
        part = render_of(message.purpose)(message, language)
    except Exception as error:
        # One purpose's fault must not hold up everybody else's mail.
        logger.exception("message %s cannot be worded", message.code)
        OutboxMessage.objects.filter(pk=message.pk, state=_State.DUE).update(
            state=_State.FAILED, error=repr(error)[:300]
        )
        return None
    if not part.title and not part.text:
        # It has become moot since it was weighed.
        OutboxMessage.objects.filter(pk=message.pk, state=_State.DUE).update(
            state=_State.SKIPPED, skipped_because="gone"
        )
        return None
    return part


def _send_some(envelopes: Sequence[_Envelope], line: mail.Line, at: dt.datetime) -> list[_Envelope]:
    """Claim, hand over and mark; returns what a slow mailer left no time for, unclaimed again."""
    waiting = deque(_claim(envelopes, at))
    gone: list[tuple[_Envelope, mail.Outcome]] = []
    began = time.monotonic()
    try:
        while waiting and (not gone or time.monotonic() - began < _SECONDS):
            # Whatever happens while it is handed over, it is not let go of.
            envelope = waiting.popleft()
            gone.append((envelope, _hand_over(envelope, line)))
    finally:
        sent = [part for envelope, outcome in gone if outcome.sent for part in envelope]
        for few in batched(sent, _FEW):
            _mark_sent(few, at)
        for envelope, outcome in gone:
            if not outcome.sent:
                _mark_failed([message for message, _part in envelope], outcome, at)
        _let_go(waiting)
    return list(waiting)


def _claim(envelopes: Sequence[_Envelope], at: dt.datetime) -> list[_Envelope]:
    """Mark as being sent, few in each transaction; what another process took is left out."""
    ids = [message.pk for envelope in envelopes for message, _part in envelope]
    ours: set[int] = set()
    for few in batched(ids, _FEW):
        with transaction.atomic():
            due = OutboxMessage.objects.filter(pk__in=few, state=_State.DUE).order_by("pk")
            free = list(due.select_for_update().values_list("pk", flat=True))
            OutboxMessage.objects.filter(pk__in=free).update(
                state=_State.SENDING, claimed_at=at, attempts=F("attempts") + 1
            )
        ours.update(free)
    kept = [[part for part in envelope if part[0].pk in ours] for envelope in envelopes]
    for envelope in kept:
        for message, _part in envelope:
            message.attempts += 1
    return [envelope for envelope in kept if envelope]


def _let_go(envelopes: Sequence[_Envelope]) -> None:
    """Take back the claim of what has not been handed over."""
    messages = [message for envelope in envelopes for message, _part in envelope]
    for few in batched(messages, _FEW):
        OutboxMessage.objects.filter(
            pk__in=[message.pk for message in few], state=_State.SENDING
        ).update(state=_State.DUE, claimed_at=None, attempts=F("attempts") - 1)
        for message in few:
            message.attempts -= 1


def _hand_over(envelope: _Envelope, line: mail.Line) -> mail.Outcome:
    first, _part = envelope[0]
    person = first.subject.person
    if person is None or first.channel != OutboxMessage.Channel.MAIL:
        return mail.Outcome(sent=True)
    with translation.override(_language(first)):
        parts = [part for _message, part in envelope]
        letter = mail.compose(person, first.subject, parts, purpose=first.purpose)
        return mail.hand_over(letter, line)


def _language(message: OutboxMessage) -> str:
    person = message.subject.person
    return person.language if person is not None else "en"


def _mark_sent(sent: Sequence[tuple[OutboxMessage, Rendered]], at: dt.datetime) -> None:
    """Mark few as sent, with what they said; in plain SQL, for the gate is held meanwhile."""
    words = [
        (part.title[:200], part.text[:20_000], part.address[:300], message.pk)
        for message, part in sent
    ]
    ids = [message.pk for message, _part in sent]
    with transaction.atomic():
        OutboxMessage.objects.filter(pk__in=ids).update(state=_State.SENT, sent_at=at, error="")
        with connection.cursor() as cursor:
            cursor.executemany(_WORDS, words)


def _mark_failed(messages: Sequence[OutboxMessage], outcome: mail.Outcome, at: dt.datetime) -> None:
    for message in messages:
        wait = None if outcome.for_good else retry_after(message.attempts)
        message.state = _State.FAILED if wait is None else _State.DUE
        message.error = outcome.answer[:300]
        message.due_at = message.due_at if wait is None else at + wait
    OutboxMessage.objects.bulk_update(messages, ["state", "error", "due_at"])
