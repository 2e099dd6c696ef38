"""The sender: each message once, asked again when it is due, whatever breaks in between."""

from __future__ import annotations

import datetime as dt
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import TYPE_CHECKING

import pytest
from django.core import mail as outgoing
from django.db import connection

from volteface.accounts.actions import suspend, suspend_person
from volteface.accounts.models import Grant
from volteface.messaging import actions
from volteface.messaging.actions import mail, sending
from volteface.messaging.errors import UnknownPurpose
from volteface.messaging.events import Rendered
from volteface.messaging.models import OutboxMessage
from volteface.messaging.testing import NOON, build_message, build_purpose, build_reader

if TYPE_CHECKING:
    from volteface.accounts.models import Subject

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


@pytest.fixture
def reader() -> Subject:
    build_purpose()
    build_purpose("nudge", reminds=True)
    return build_reader()


def state_of(message: OutboxMessage) -> tuple[str, str]:
    message.refresh_from_db()
    return message.state, message.skipped_because or message.error


def test_a_due_mail_is_sent_once(reader: Subject) -> None:
    message = build_message(reader)
    assert sending.send_due(NOON - HOUR) == 0
    assert sending.send_due(NOON) == 1
    assert sending.send_due(NOON + HOUR) == 0
    assert state_of(message) == ("sent", "")
    assert message.sent_at == NOON
    [letter] = outgoing.outbox
    assert letter.to == ["ann.learner@example.org"]
    assert letter.subject == "About cycle"


def test_planning_twice_finds_the_first_row(reader: Subject) -> None:
    first = build_message(reader, nonce="one")
    sending.send_due(NOON)
    again = build_message(reader, nonce="one")
    assert again.pk == first.pk
    assert again.state == "sent"


def test_an_unknown_purpose_is_refused_when_planned_and_skipped_when_due(reader: Subject) -> None:
    with pytest.raises(UnknownPurpose):
        build_message(reader, purpose="nobody's")
    message = build_message(reader)
    OutboxMessage.objects.update(purpose="forgotten")
    sending.send_due(NOON)
    assert state_of(message) == ("skipped", "unknown_purpose")


def test_it_is_asked_again_when_it_is_due(reader: Subject) -> None:
    message = build_message(reader, due_at=NOON + HOUR)
    OutboxMessage.objects.update(context={"unwanted": "done"})
    sending.send_due(NOON + HOUR)
    assert state_of(message) == ("skipped", "done")
    assert outgoing.outbox == []


@pytest.mark.parametrize("how", ["person", "grant"])
def test_who_is_suspended_gets_no_mail(reader: Subject, how: str) -> None:
    """T04."""
    message = build_message(reader)
    if how == "person":
        assert reader.person is not None
        suspend_person(reader.person, by=None, at=NOON)
    else:
        suspend(Grant.objects.get(subject=reader), by=None, at=NOON)
    sending.send_due(NOON)
    assert state_of(message) == ("skipped", "suspended")


def test_one_reminder_a_day_and_three_about_one_thing(reader: Subject) -> None:
    today = [build_message(reader, purpose="nudge", due_at=NOON + n * HOUR) for n in range(2)]
    sending.send_due(NOON + 2 * HOUR)
    assert [state_of(message) for message in today] == [("sent", ""), ("skipped", "one_a_day")]
    later = []
    for day in (1, 2, 3):
        later.append(build_message(reader, purpose="nudge", due_at=NOON + day * DAY))
        sending.send_due(NOON + day * DAY)
    assert [state_of(message)[1] for message in later] == ["", "", "three_a_cycle"]
    other = build_message(reader, purpose="nudge", about="other", due_at=NOON + 4 * DAY)
    sending.send_due(NOON + 4 * DAY)
    assert state_of(other) == ("sent", "")


def test_mail_and_page_count_apart(reader: Subject) -> None:
    both = [build_message(reader, purpose="nudge", channel=channel) for channel in actions.BOTH]
    sending.send_due(NOON)
    assert [state_of(message) for message in both] == [("sent", ""), ("sent", "")]


def test_at_night_a_mail_waits_and_the_page_does_not(reader: Subject) -> None:
    night = NOON + 12 * HOUR
    letter = build_message(reader, due_at=night, at=night)
    line = build_message(reader, channel="page", due_at=night, at=night)
    sending.send_due(night)
    assert state_of(line) == ("sent", "")
    assert state_of(letter) == ("due", "")
    sending.send_due(night + 8 * HOUR)
    assert state_of(letter) == ("sent", "")


def test_quiet_hours_chosen_after_planning_are_kept(reader: Subject) -> None:
    message = build_message(reader)
    actions.choose_preferences(
        reader, level="all", quiet_from=dt.time(11), quiet_until=dt.time(14), at=NOON
    )
    sending.send_due(NOON)
    assert state_of(message) == ("due", "")
    assert message.due_at == NOON + 2 * HOUR


def test_one_digest_a_day(reader: Subject) -> None:
    """C19: whatever is due goes into one mail at five in the afternoon."""
    actions.choose_preferences(
        reader, level="digest", quiet_from=dt.time(21), quiet_until=dt.time(8), at=NOON
    )
    messages = [build_message(reader, about=f"thing {n}") for n in range(3)]
    sending.send_due(NOON)
    assert outgoing.outbox == []
    sending.send_due(NOON + 5 * HOUR)
    [letter] = outgoing.outbox
    assert letter.subject == "Your Volteface digest"
    assert all(f"About thing {n}" in letter.body for n in range(3))
    assert {state_of(message)[0] for message in messages} == {"sent"}
    late = build_message(reader, about="late", due_at=NOON + 6 * HOUR)
    sending.send_due(NOON + 6 * HOUR)
    assert state_of(late) == ("due", "")
    sending.send_due(NOON + 29 * HOUR)
    assert len(outgoing.outbox) == 2


def test_a_digest_holds_more_than_one_batch(
    reader: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "BATCH", 2)
    actions.choose_preferences(
        reader, level="digest", quiet_from=dt.time(21), quiet_until=dt.time(8), at=NOON
    )
    for n in range(4):
        build_message(reader, about=f"thing {n}", due_at=NOON)
    sending.send_due(NOON + 6 * HOUR)
    assert len(outgoing.outbox) == 1
    assert OutboxMessage.objects.filter(state="sent").count() == 4


def test_a_crash_after_the_mail_never_sends_twice(
    reader: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = build_message(reader)

    def power_cut(*_args: object) -> None:
        raise SystemExit

    monkeypatch.setattr(sending, "_mark_sent", power_cut)
    with pytest.raises(SystemExit):
        sending.send_due(NOON)
    monkeypatch.undo()
    assert state_of(message) == ("sending", "")
    sending.send_due(NOON + dt.timedelta(minutes=5))
    assert state_of(message) == ("sending", "")
    sending.send_due(NOON + HOUR)
    assert state_of(message) == ("failed", "interrupted")
    assert len(outgoing.outbox) == 1


def test_a_mailer_that_is_away_is_tried_again(
    reader: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = build_message(reader)
    away = SMTPServerDisconnected("Connection unexpectedly closed")
    backend = type(mail.mailers.default)
    monkeypatch.setattr(backend, "send_messages", lambda *_args: (_ for _ in ()).throw(away))
    sending.send_due(NOON)
    assert state_of(message)[0] == "due"
    assert "unexpectedly closed" in message.error
    for hours in range(1, 6):
        sending.send_due(NOON + hours * HOUR)
    assert state_of(message)[0] == "failed"
    assert message.attempts == 5


def test_an_address_refused_for_good_is_not_tried_again(
    reader: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = build_message(reader)
    refused = SMTPRecipientsRefused({"a@b": (550, b"No such user")})
    backend = type(mail.mailers.default)
    monkeypatch.setattr(backend, "send_messages", lambda *_args: (_ for _ in ()).throw(refused))
    sending.send_due(NOON)
    assert state_of(message) == ("failed", "550 No such user")


def test_one_purposes_fault_does_not_hold_up_others(reader: Subject) -> None:
    def broken(*_args: object) -> Rendered:
        raise ZeroDivisionError

    build_purpose("asks", wanted=broken)
    build_purpose("words", render=broken)
    asks, words, fine = (build_message(reader, purpose=name) for name in ("asks", "words", "test"))
    sending.send_due(NOON)
    assert state_of(asks) == ("due", "")
    assert state_of(words)[0] == "failed"
    assert state_of(fine) == ("sent", "")


def test_wording_and_mailing_are_outside_transactions(reader: Subject) -> None:
    seen: list[bool] = []

    def words(message: OutboxMessage, language: str) -> Rendered:
        seen.append(len(connection.savepoint_ids) > 0)
        return Rendered(title=message.about, text=language)

    build_purpose("words", render=words)
    build_message(reader, purpose="words")
    sending.send_due(NOON)
    assert seen == [False]


def test_calling_off_and_giving_new_times(reader: Subject) -> None:
    first, second = (build_message(reader, due_at=NOON + n * DAY) for n in (0, 1))
    sending.send_due(NOON)
    assert actions.cancel_messages("cycle", at=NOON) == 1
    assert state_of(second) == ("skipped", actions.CALLED_OFF)
    moved = actions.reschedule(
        "cycle", purpose="test", when=lambda _message: (NOON + 3 * DAY, None), at=NOON
    )
    assert moved == 1
    assert state_of(first) == ("sent", "")
    assert state_of(second) == ("due", "")
    assert second.due_at == NOON + 3 * DAY
    actions.reschedule("cycle", purpose="test", when=lambda _message: None, at=NOON)
    assert state_of(second) == ("skipped", actions.CALLED_OFF)
