"""The messages page, preferences, stopping mails and the administrator's mail page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.core import mail as outgoing
from django.test import Client
from django.urls import reverse

from volteface.accounts.actions import grant_role
from volteface.core import clock
from volteface.messaging import queries
from volteface.messaging.actions import mail, sending
from volteface.messaging.models import OutboxMessage, Preference
from volteface.messaging.testing import NOON, build_message, build_purpose, build_reader

if TYPE_CHECKING:
    from django.http import HttpResponse
    from pytest_django import DjangoAssertNumQueries

    from volteface.accounts.models import Subject

pytestmark = pytest.mark.django_db
PAGES = ["inbox", "preferences"]
MOST_QUERIES = 10


@pytest.fixture
def reader() -> Subject:
    build_purpose()
    return build_reader()


@pytest.fixture
def administrator() -> Subject:
    subject = build_reader("Ada Admin")
    grant_role(subject, role="administrator", scope="installation", by=None, at=NOON)
    return subject


def signed_in(subject: Subject, **kwargs: bool) -> Client:
    client = Client(**kwargs)
    assert subject.person is not None
    client.force_login(subject.person)
    return client


def said(response: HttpResponse) -> str:
    return response.content.decode()


def delivered(reader: Subject, about: str = "cycle") -> OutboxMessage:
    message = build_message(reader, channel="page", about=about)
    sending.send_due(NOON)
    message.refresh_from_db()
    return message


def test_the_messages_page_shows_what_one_was_told(reader: Subject) -> None:
    delivered(reader)
    page = said(signed_in(reader).get(reverse("messaging:inbox")))
    assert "About cycle" in page
    assert "1 message you have not opened" in page


def test_somebody_elses_message_is_not_found(reader: Subject) -> None:
    message = delivered(reader)
    other = signed_in(build_reader("Bob Learner"))
    assert "About cycle" not in said(other.get(reverse("messaging:inbox")))
    assert other.post(reverse("messaging:open", args=[message.code])).status_code == 404
    message.refresh_from_db()
    assert message.read_at is None


def test_opening_a_message_marks_it_and_leads_on(reader: Subject) -> None:
    message = delivered(reader)
    client = signed_in(reader)
    assert client.get(reverse("messaging:open", args=[message.code])).status_code == 405
    answer = client.post(reverse("messaging:open", args=[message.code]))
    assert answer["Location"] == "/messages/"
    message.refresh_from_db()
    assert message.read_at is not None
    assert queries.unread_count(reader) == 0


def test_a_message_never_leads_off_the_site(reader: Subject) -> None:
    message = delivered(reader)
    OutboxMessage.objects.update(address="//elsewhere.example")
    answer = signed_in(reader).post(reverse("messaging:open", args=[message.code]))
    assert answer["Location"] == "/messages/"


def test_everything_is_marked_as_read_at_once(reader: Subject) -> None:
    for about in "abc":
        delivered(reader, about)
    client = signed_in(reader)
    assert client.get(reverse("messaging:read_all")).status_code == 405
    client.post(reverse("messaging:read_all"))
    assert queries.unread_count(reader) == 0


@pytest.mark.parametrize("name", PAGES)
def test_who_is_signed_out_is_sent_to_the_door(name: str) -> None:
    assert Client().get(reverse(f"messaging:{name}")).status_code == 302


@pytest.mark.parametrize("name", PAGES)
def test_a_wrong_method_is_refused(reader: Subject, name: str) -> None:
    assert signed_in(reader).delete(reverse(f"messaging:{name}")).status_code == 405


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_cost_the_same_for_one_message_and_thirty(
    reader: Subject, name: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        delivered(reader, f"thing {number}")
    client = signed_in(reader)
    client.get(reverse(f"messaging:{name}"))
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(reverse(f"messaging:{name}"))


def test_preferences_are_kept(reader: Subject) -> None:
    build_purpose("other")
    wanted = {"level": "digest", "quiet_from": "22:00", "quiet_until": "07:30", "wanted": "other"}
    client = signed_in(reader)
    assert client.post(reverse("messaging:preferences"), wanted).status_code == 302
    kept = Preference.objects.get(subject=reader)
    assert (kept.level, kept.quiet_from.hour, kept.quiet_until.minute) == ("digest", 22, 30)
    assert "test" in kept.stopped
    assert "other" not in kept.stopped


def test_bad_preferences_keep_what_was_typed(reader: Subject) -> None:
    wanted = {"level": "loud", "quiet_from": "25:00", "quiet_until": "07:31"}
    answer = signed_in(reader).post(reverse("messaging:preferences"), wanted)
    assert answer.status_code == 422
    assert "07:31" in said(answer)


def stop_address(reader: Subject) -> str:
    build_message(reader)
    sending.send_due(NOON)
    header = outgoing.outbox[-1].extra_headers["List-Unsubscribe"]
    found = re.fullmatch(r"<http://[^/]+(/.*)>", header)
    assert found is not None
    return found[1]


def test_a_mail_carries_what_mail_programs_ask_for(reader: Subject) -> None:
    """C19: a plain part, a simple HTML part, and RFC 8058's headers."""
    stop_address(reader)
    letter = outgoing.outbox[-1]
    written = letter.message().as_bytes()
    assert f"List-Unsubscribe: {letter.extra_headers['List-Unsubscribe']}\n".encode() in written
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter.body.startswith("In en.\n\nSecond.\n\nhttp://")
    [html] = letter.alternatives
    assert "<p>In en.</p>" in html.content
    assert "<script" not in html.content


def test_one_click_stops_without_cookie_or_token(reader: Subject) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post(stop_address(reader), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert Preference.objects.get(subject=reader).stopped == ["test"]
    message = build_message(reader, about="next")
    sending.send_due(NOON)
    message.refresh_from_db()
    assert message.skipped_because == "stopped"


def test_reading_the_stop_page_changes_nothing(reader: Subject) -> None:
    page = said(Client().get(stop_address(reader)))
    assert "Mails of test" in page
    assert not Preference.objects.exists()


def test_all_mails_can_be_stopped(reader: Subject) -> None:
    Client().post(stop_address(reader), {"what": "all"})
    assert Preference.objects.get(subject=reader).stopped == [queries.EVERY_PURPOSE]
    assert (
        "checked"
        not in said(signed_in(reader).get(reverse("messaging:preferences"))).split("wanted", 1)[1]
    )


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stop_address_that_was_tampered_with_is_not_found(method: str) -> None:
    assert getattr(Client(), method)("/messages/stop/WyJ4IiwidCJd:abc:def/").status_code == 404


def test_a_stop_address_has_its_methods(reader: Subject) -> None:
    assert Client().put(stop_address(reader)).status_code == 405


@pytest.mark.parametrize("name", ["mail_settings", "send_test"])
def test_the_mail_page_is_for_administrators(reader: Subject, name: str) -> None:
    client = signed_in(reader)
    method = client.get if name == "mail_settings" else client.post
    assert method(reverse(f"messaging:{name}")).status_code == 404


def test_the_mail_page_shows_what_became_of_mails(administrator: Subject) -> None:
    build_purpose()
    message = build_message(administrator)
    OutboxMessage.objects.filter(pk=message.pk).update(
        state="failed", error="550 No such user", due_at=clock.now()
    )
    client = signed_in(administrator)
    page = said(client.get(reverse("messaging:mail_settings")))
    assert "550 No such user" in page
    assert client.post(reverse("messaging:mail_settings")).status_code == 405
    assert client.get(reverse("messaging:send_test")).status_code == 405


def test_a_test_mail_shows_the_exact_answer(
    administrator: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(administrator)
    assert "was handed over" in said(client.post(reverse("messaging:send_test")))
    assert outgoing.outbox[-1].to == ["ada.admin@example.org"]

    def refuse(*_args: object) -> None:
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(type(mail.mailers.default), "send_messages", refuse)
    page = said(client.post(reverse("messaging:send_test")))
    assert "ConnectionRefusedError: [Errno 111] Connection refused" in page
