"""Sending some twenty at a time: nothing twice, nothing lost, whatever happens in between."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.core import mail as outgoing
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext as _

from volteface.messaging import actions
from volteface.messaging.actions import mail, sending
from volteface.messaging.events import Rendered
from volteface.messaging.models import OutboxMessage
from volteface.messaging.testing import NOON, build_message, build_purpose, build_reader

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.core.mail import EmailMultiAlternatives

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


def build_messages(count: int) -> list[OutboxMessage]:
    build_purpose()
    return [
        build_message(build_reader(f"Reader {n:02}", language=("en", "fr")[n % 2]))
        for n in range(count)
    ]


def states() -> dict[str, int]:
    rows = OutboxMessage.objects.values_list("state", flat=True)
    found = list(rows)
    return {state: found.count(state) for state in set(found)}


def meanwhile(monkeypatch: pytest.MonkeyPatch, number: int, then: Callable[[], object]) -> None:
    """Do something just before the mail of this number leaves."""
    real = mail.hand_over
    seen: list[EmailMultiAlternatives] = []

    def hand_over(letter: EmailMultiAlternatives, line: mail.Line) -> mail.Outcome:
        seen.append(letter)
        if len(seen) == number:
            then()
        return real(letter, line)

    monkeypatch.setattr(mail, "hand_over", hand_over)


def test_twenty_more_cost_few_queries_more() -> None:
    build_messages(40)
    later = OutboxMessage.objects.order_by("pk").values_list("pk", flat=True)[20:]
    OutboxMessage.objects.filter(pk__in=list(later)).update(due_at=NOON + HOUR)
    sending.send_due(NOON - HOUR)
    with CaptureQueriesContext(connection) as queries:
        sending.send_due(NOON)
    assert len(outgoing.outbox) == 20
    assert len(queries) <= 15
    assert (
        sum("claimed_at" in query["sql"][:300] for query in queries if "UPDATE" in query["sql"])
        == 1
    )


def test_each_is_in_its_readers_language() -> None:
    build_messages(4)
    build_purpose(render=lambda message, language: Rendered(title=_("Messages"), text=language))
    sending.send_due(NOON)
    assert [letter.subject for letter in outgoing.outbox] == ["Messages", "Messages"] * 2
    assert [letter.body[:2] for letter in outgoing.outbox] == ["en", "fr"] * 2


def test_what_words_a_batch_is_made_for_each_twenty() -> None:
    messages = build_messages(25)
    made: list[int] = []

    def renders() -> Callable[[OutboxMessage, str], Rendered]:
        made.append(1)
        return lambda message, language: Rendered(title=message.about, text=f"shared {language}")

    build_purpose(renders=renders)
    sending.send_due(NOON)
    assert len(made) == 2
    assert {message.body for message in OutboxMessage.objects.all()} == {"shared en", "shared fr"}
    assert len(outgoing.outbox) == len(messages)


def test_what_another_process_claimed_is_not_sent_again(monkeypatch: pytest.MonkeyPatch) -> None:
    messages = build_messages(5)
    taken = [messages[1].pk, messages[3].pk]
    worded = sending._worded

    def while_worded(run: list[list[OutboxMessage]]) -> object:
        OutboxMessage.objects.filter(pk__in=taken).update(state="sending", claimed_at=NOON)
        return worded(run)

    monkeypatch.setattr(sending, "_worded", while_worded)
    sending.send_due(NOON)
    assert len(outgoing.outbox) == 3
    assert states() == {"sent": 3, "sending": 2}


def test_all_at_hand_are_claimed_before_the_first_mail_leaves(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    build_messages(25)
    seen: list[dict[str, int]] = []
    meanwhile(monkeypatch, 1, lambda: seen.append(states()))
    sending.send_due(NOON)
    assert seen == [{"sending": 20, "due": 5}]
    assert states() == {"sent": 25}


def test_a_crash_lists_no_more_than_the_twenty_at_hand_and_mails_none_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    build_messages(50)

    def power_cut(*_args: object) -> None:
        raise SystemExit

    monkeypatch.setattr(sending, "_mark_sent", power_cut)
    with pytest.raises(SystemExit):
        sending.send_due(NOON)
    monkeypatch.undo()
    assert states() == {"sending": 20, "due": 30}
    sending.send_due(NOON + HOUR)
    assert states() == {"failed": 20, "sent": 30}
    addressees = [letter.to[0] for letter in outgoing.outbox]
    assert len(addressees) == len(set(addressees)) == 50


def test_a_fault_while_mailing_costs_only_the_mail_at_hand(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    build_messages(6)

    def fault() -> None:
        raise ZeroDivisionError

    meanwhile(monkeypatch, 3, fault)
    with pytest.raises(ZeroDivisionError):
        sending.send_due(NOON)
    assert states() == {"sent": 2, "sending": 1, "due": 3}
    assert set(OutboxMessage.objects.filter(state="due").values_list("attempts", flat=True)) == {0}
    sending.send_due(NOON + HOUR)
    assert states() == {"sent": 5, "failed": 1}
    assert len(outgoing.outbox) == 5


def test_a_slow_mailer_lets_go_of_what_has_not_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is called off while the mails before it leave is not mailed."""
    build_messages(4)
    monkeypatch.setattr(sending, "_SECONDS", 0.0)
    seen: list[dict[str, int]] = []
    meanwhile(monkeypatch, 3, lambda: seen.append(states()))
    sending.send_due(NOON)
    assert seen == [{"sent": 2, "sending": 2}]
    assert states() == {"sent": 4}
    assert set(OutboxMessage.objects.values_list("attempts", flat=True)) == {1}
    assert len(outgoing.outbox) == 4


def test_what_is_called_off_while_a_slow_mailer_works_is_not_mailed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    build_messages(3)
    monkeypatch.setattr(sending, "_SECONDS", 0.0)
    let_go = sending._let_go

    def call_off(waiting: object) -> None:
        let_go(waiting)  # type: ignore[arg-type]  # handed through
        actions.cancel_messages("cycle", at=NOON)

    monkeypatch.setattr(sending, "_let_go", call_off)
    sending.send_due(NOON)
    assert states() == {"sent": 1, "skipped": 2}
    assert len(outgoing.outbox) == 1


def test_what_has_nothing_to_say_any_more_is_skipped() -> None:
    build_messages(1)
    build_purpose(render=lambda _message, _language: Rendered(title="", text=""))
    sending.send_due(NOON)
    assert states() == {"skipped": 1}
    assert outgoing.outbox == []


def test_a_reminder_refused_in_the_batch_is_not_in_its_digest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One a day holds across batches too."""
    monkeypatch.setattr(sending, "BATCH", 1)
    reader = build_reader()
    build_purpose("nudge", reminds=True)
    actions.choose_preferences(
        reader, level="digest", quiet_from=dt.time(21), quiet_until=dt.time(8), at=NOON
    )
    for n in range(2):
        build_message(reader, purpose="nudge", about=f"thing {n}")
    sending.send_due(NOON)
    sending.send_due(NOON + 6 * HOUR)
    assert len(outgoing.outbox) == 1
    assert states() == {"sent": 1, "skipped": 1}
