"""The answer lane: stores first, says so afterwards, and never tells more than it may."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

import pytest
import time_machine

from volteface.accounts.actions import bump_epoch
from volteface.core.lanes.testing import call
from volteface.learning.models import Response
from volteface.learning.queries import answer_token
from volteface.learning.testing import AT, bare_draw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from volteface.accounts.models import Subject
    from volteface.core.lanes.testing import LaneAnswer
    from volteface.learning.models import Draw
    from volteface.questions.models import QuestionVersion

pytestmark = pytest.mark.django_db
LATER = AT + dt.timedelta(minutes=10)


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(LATER, tick=False):
        yield


class Learner:
    """Somebody with a form in front of them."""

    def __init__(self, draw: Draw, subject: Subject, version: QuestionVersion) -> None:
        self.fields: dict[str, str] = {
            "token": answer_token(subject, draw, at=AT, scope="abc"),
            "answer_id": str(uuid.uuid4()),
            "version": version.code,
            "choice": "o2",
            "next": "/learn/abc/step/",
        }

    def send(self, *, as_json: bool = True, **changes: str) -> LaneAnswer:
        return call("POST", "/a/", fields={**self.fields, **changes}, as_json=as_json)


def _learner(**draw: object) -> Learner:
    made, subjects, versions = bare_draw(**draw)  # type: ignore[arg-type]  # the builder's own keywords
    return Learner(made, subjects[0], versions[0])


def test_an_answer_is_stored_marked_and_acknowledged() -> None:
    receipt = _learner().send()
    assert receipt.status == 200
    row = Response.objects.get()
    body = receipt.json()
    assert body["seq"] == row.seq
    assert dt.datetime.fromisoformat(body["saved_at"]) == row.accepted_at == LATER
    assert body["correct"] is False
    assert "The largest city." in body["feedback_html"]
    assert row.grades.get().misconceptions == "big"


def test_without_a_script_the_form_leads_on() -> None:
    answer = _learner().send(as_json=False)
    assert answer.status == 303
    assert answer.headers["location"].startswith("/learn/abc/step/#q-")
    assert Response.objects.count() == 1


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.example/abc/",
        "https://evil.example/abc/",
        "/learn/other/step/",
        "/learn/abc/\r\nX: y",
        "\\\\evil/abc/",
        "/learn/abc/../../x/",
        "javascript:alert(1)",
    ],
)
def test_the_form_never_leads_elsewhere(elsewhere: str) -> None:
    assert _learner().send(as_json=False, next=elsewhere).headers["location"] == "/"


def test_a_resend_gets_the_first_receipt_and_adds_nothing() -> None:
    learner = _learner()
    assert learner.send().json() == learner.send().json()
    assert Response.objects.count() == 1


def test_an_id_used_for_another_answer_is_refused() -> None:
    learner = _learner()
    learner.send()
    assert learner.send(choice="o1").status == 409
    assert Response.objects.get().answer == '{"choice":["o2"]}'


def test_an_id_used_by_somebody_else_is_refused_without_telling_anything() -> None:
    draw, subjects, versions = bare_draw(subjects=2)
    first, second = (Learner(draw, subject, versions[0]) for subject in subjects[:2])
    first.send()
    refused = second.send(answer_id=first.fields["answer_id"])
    assert refused.status == 409
    assert set(refused.json()) == {"error", "why"}


def test_a_forged_or_missing_token_stores_nothing() -> None:
    learner = _learner()
    for token in ("", "answer.1.1.abc.0.9999999999.xx", learner.fields["token"][:-1]):
        assert learner.send(token=token).status == 403
    assert not Response.objects.exists()


def test_t04_raising_the_epoch_ends_every_form_at_once() -> None:
    draw, subjects, versions = bare_draw()
    learner = Learner(draw, subjects[0], versions[0])
    bump_epoch(subjects[0], at=LATER)
    assert learner.send().status == 403
    assert not Response.objects.exists()


def test_a_question_of_another_draw_is_not_found() -> None:
    _draw, _subjects, others = bare_draw()
    assert _learner().send(version=others[0].code).status == 404


def test_t05_an_empty_answer_reveals_nothing() -> None:
    learner = _learner()
    answer = learner.send(choice="")
    assert answer.status == 422
    assert set(answer.json()) == {"error", "why"}
    form = learner.send(as_json=False, choice="")
    assert form.status == 303
    assert "empty=" in form.headers["location"]
    assert not Response.objects.exists()


def test_t05_a_receipt_before_the_release_holds_no_key() -> None:
    body = _learner(immediate_feedback=False).send(choice="o1").json()
    assert set(body) == {"saved_at", "seq", "late"}


def test_t21_a_late_answer_is_kept_but_marked_whatever_the_client_says() -> None:
    closes_at = LATER - dt.timedelta(seconds=31)
    learner = _learner(closes_at=closes_at)
    body = learner.send(accepted_at="2026-03-02T08:00:00Z", late="0").json()
    assert body["late"] is True
    assert Response.objects.get().late


def test_an_answer_held_up_by_the_network_is_still_in_time() -> None:
    assert _learner(closes_at=LATER - dt.timedelta(seconds=29)).send().json()["late"] is False


def test_t21_a_draw_that_is_not_open_yet_takes_nothing() -> None:
    assert _learner(opens_at=LATER + dt.timedelta(seconds=1)).send().status == 409
    assert not Response.objects.exists()


def test_t21_an_older_answer_replayed_from_the_device_gains_nothing() -> None:
    learner = _learner()
    old = {"answer_id": str(uuid.uuid4()), "device": "phone-1", "counter": "1", "choice": "o1"}
    new = {"answer_id": str(uuid.uuid4()), "device": "phone-1", "counter": "2", "choice": "o2"}
    learner.send(**new)
    learner.send(**old)
    assert [row.countable for row in Response.objects.order_by("seq")] == [True, False]


def test_another_site_cannot_post_even_with_a_token() -> None:
    learner = _learner()
    for headers in (
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
    ):
        assert call("POST", "/a/", fields=learner.fields, headers=headers).status == 403
    assert (
        call("POST", "/a/", fields=learner.fields, headers={"origin": "http://testserver"}).status
        == 303
    )


def test_json_works_as_well_as_a_form() -> None:
    learner = _learner()
    body = (
        b'{"token":"%s","answer_id":"%s","version":"%s","choice":["o1"],"certainty":3,"seconds":4}'
        % tuple(learner.fields[name].encode() for name in ("token", "answer_id", "version"))
    )
    answer = call(
        "POST", "/a/", body=body, headers={"content-type": "application/json"}, as_json=True
    )
    assert answer.json()["correct"] is True
    row = Response.objects.get()
    assert (row.certainty, row.seconds) == (3, 4)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"x" * 16_385, 413),
        (b"\xff\xfe", 400),
        (b"answer_id=nonsense", 400),
        (b"", 400),
        (b"&".join(b"a%d=1" % number for number in range(200)), 400),
    ],
)
def test_rubbish_is_refused_with_its_own_status(body: bytes, status: int) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert call("POST", "/a/", body=body, headers=headers, as_json=True).status == status


def test_nothing_but_posting_is_possible() -> None:
    assert call("GET", "/a/").status == 405


def test_cookies_are_neither_read_nor_set() -> None:
    answer = call("POST", "/a/", fields=_learner().fields, headers={"cookie": "session=stolen"})
    assert "set-cookie" not in answer.headers
