"""T26: a stolen password opens nothing of who has a second step, and nobody is locked out."""

from __future__ import annotations

import datetime as dt
import re
from io import StringIO
from typing import TYPE_CHECKING

import pyotp
import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from volteface.accounts import second_step
from volteface.accounts.actions import make_sign_in_link
from volteface.accounts.models import AuditEntry, RecoveryCode, SecondStep
from volteface.accounts.testing import PASSWORD, build_administrator, build_person, give_password

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.fixtures import SettingsWrapper

    from volteface.accounts.models import Person

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
HALF_MINUTE = dt.timedelta(seconds=30)


@pytest.fixture
def clockwork() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(AT, tick=False) as traveller:
        yield traveller


@pytest.fixture
def ada(clockwork: time_machine.Coordinates) -> Person:
    return give_password(build_administrator("Ada Admin", at=AT))


def sign_in(client: Client, person: Person) -> str:
    """Through the first door; where it leads."""
    data = {"email": person.email, "password": PASSWORD}
    return client.post(reverse("accounts:sign_in"), data).headers.get("Location", "")


def set_up(person: Person) -> tuple[Client, pyotp.TOTP, list[str]]:
    """A signed-in browser of somebody with an app, and the recovery words."""
    client = Client()
    sign_in(client, person)
    page = client.get(reverse("accounts:second_step")).text
    assert 'src="data:image/svg+xml' in page
    letters = re.search(r"<code>((?:[A-Z2-7]{4} ?){8})</code>", page)
    assert letters is not None
    app = pyotp.TOTP(letters[1].replace(" ", ""))
    assert "not what the app shows" in client.post(
        reverse("accounts:second_step"), {"code": "000000"}
    ).text.replace("’", "'")
    shown = client.post(reverse("accounts:second_step"), {"code": app.at(AT)})
    words = re.findall(r"<code>([a-z0-9]{5}-[a-z0-9]{5})</code>", shown.text)
    assert len(words) == second_step.RECOVERY_CODES
    return client, app, words


def is_in(client: Client) -> bool:
    return client.get(reverse("accounts:profile")).status_code == 200


def second(client: Client, code: str) -> int:
    return client.post(reverse("accounts:second_door"), {"code": code}).status_code


def test_a_password_alone_lets_nobody_in(ada: Person, clockwork: time_machine.Coordinates) -> None:
    _client, app, _words = set_up(ada)
    client = Client()
    assert sign_in(client, ada) == reverse("accounts:second_door")
    assert not is_in(client)
    assert second(client, "000000") == 422
    # The code that set it up was used; the next one lets in, once.
    assert second(client, app.at(AT)) == 422
    clockwork.move_to(AT + HALF_MINUTE)
    assert second(client, app.at(AT + HALF_MINUTE)) == 302
    assert is_in(client)
    other = Client()
    sign_in(other, ada)
    assert second(other, app.at(AT + HALF_MINUTE)) == 422


def test_a_link_from_the_mail_is_only_the_first_door_too(ada: Person) -> None:
    _client, _app, words = set_up(ada)
    client = Client()
    token = make_sign_in_link(ada, at=AT)
    entered = client.post(reverse("accounts:sign_in_link", args=[token]))
    assert entered.headers["Location"] == reverse("accounts:second_door")
    assert not is_in(client)
    assert second(client, words[0].upper()) == 302
    assert is_in(client)
    again = Client()
    sign_in(again, ada)
    assert second(again, words[0]) == 422
    assert RecoveryCode.objects.filter(used_at__isnull=True).count() == 9


def test_guessing_is_limited_like_at_the_first_door(ada: Person) -> None:
    _client, _app, words = set_up(ada)
    client = Client()
    sign_in(client, ada)
    for number in range(5):
        second(client, f"{number:06}")
    assert second(client, words[0]) == 422
    assert not is_in(client)


def test_the_second_door_is_open_for_ten_minutes(
    ada: Person, clockwork: time_machine.Coordinates
) -> None:
    _client, _app, words = set_up(ada)
    client = Client()
    sign_in(client, ada)
    clockwork.move_to(AT + dt.timedelta(minutes=11))
    late = client.post(reverse("accounts:second_door"), {"code": words[0]})
    assert late.headers["Location"] == reverse("accounts:sign_in")


def test_an_installation_may_ask_it_of_staff_who_set_it_up_first(
    ada: Person, settings: SettingsWrapper
) -> None:
    settings.SECOND_STEP = "staff"
    client = Client()
    sign_in(client, ada)
    people = reverse("accounts:people")
    assert client.get(people).headers["Location"] == reverse("accounts:second_step")
    client, app, _words = set_up(ada)
    assert client.get(people).status_code == 200
    # And keeps it.
    leave = client.post(reverse("accounts:leave_second_step"), {"code": app.at(AT + HALF_MINUTE)})
    assert leave.headers["Location"] == reverse("accounts:second_step")
    assert SecondStep.objects.exists()
    learner = give_password(build_person("Lea Rner"))
    other = Client()
    assert sign_in(other, learner) == "/"
    assert is_in(other)


def test_an_administrator_helps_who_lost_everything(ada: Person) -> None:
    bob = give_password(build_person("Bob Tutor"))
    client, _app, _words = set_up(bob)
    helper = Client()
    sign_in(helper, ada)
    assert (
        "Take the second step away" in helper.get(reverse("accounts:person", args=[bob.code])).text
    )
    helper.post(reverse("accounts:take_second_step", args=[bob.code]))
    assert not is_in(client)
    assert not RecoveryCode.objects.exists()
    assert AuditEntry.objects.filter(verb="take away", code=bob.code).exists()
    fresh = Client()
    assert sign_in(fresh, bob) == "/"


def test_words_are_renewed_and_the_step_left_with_a_code(
    ada: Person, clockwork: time_machine.Coordinates
) -> None:
    client, app, words = set_up(ada)
    renew = reverse("accounts:renew_words")
    assert client.post(renew, {"code": "nonsense"}).status_code == 422
    clockwork.move_to(AT + HALF_MINUTE)
    page = client.post(renew, {"code": app.at(AT + HALF_MINUTE)}).text
    assert words[0] not in page
    newest = re.findall(r"<code>([a-z0-9]{5}-[a-z0-9]{5})</code>", page)
    assert (
        client.post(reverse("accounts:leave_second_step"), {"code": newest[0]}).status_code == 302
    )
    assert not SecondStep.objects.exists()


def test_who_has_the_server_lets_the_last_administrator_in(ada: Person) -> None:
    set_up(ada)
    call_command("take_second_step", ada.email, stdout=StringIO())
    assert sign_in(Client(), ada) == "/"
    with pytest.raises(CommandError, match="nobody has the address"):
        call_command("take_second_step", "nobody@example.org")
