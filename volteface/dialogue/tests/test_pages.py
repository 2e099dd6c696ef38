"""The pages: they work, strangers get 404, names are only where they may be."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from volteface.accounts.models import Person
from volteface.dialogue import actions
from volteface.dialogue.models import Acknowledgement, Note, Thread
from volteface.dialogue.testing import SmallClass
from volteface.learning.actions import record_reading
from volteface.learning.models import Progress
from volteface.timetable.events import reminder_lines_of

POSTS = ("acknowledge", "at_home", "doubt", "ask", "note")


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(person: Person, here: SmallClass) -> str:
    response = signed_in(person).get(reverse("dialogue:why", args=[here.cohort.code]))
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_is_made_of_the_courses_own_data(here: SmallClass) -> None:
    html = page(here.learner, here)
    assert "Spacing beats cramming" in html
    assert "Two short evenings" in html
    assert "20 min" in html
    assert "60 min" in html
    assert "Amphi B" in html
    assert "0.24" in html
    assert "1.95" not in html


def test_a_learner_taps_and_the_teacher_sees_counts_and_names(here: SmallClass) -> None:
    client = signed_in(here.learner)
    code = here.cohort.code
    for name, data in (
        ("acknowledge", {}),
        ("at_home", {"answer": "no_equipment"}),
        ("doubt", {}),
        ("ask", {"body": "May I print it?"}),
    ):
        response = client.post(reverse(f"dialogue:{name}", args=[code]), data, follow=True)
        assert response.status_code == 200
    said = Acknowledgement.objects.get()
    assert said.acknowledged_at is not None
    assert said.at_home == "no_equipment"
    html = page(here.teacher, here)
    assert "Lea Lindqvist" in html
    assert "No computer or phone" in html
    assert "May I print it?" in html


def test_other_learners_read_the_question_without_the_name(here: SmallClass) -> None:
    actions.ask(here.cohort, body="May I print it?", by=here.learner.subject, at=here.at)
    html = page(here.other, here)
    assert "May I print it?" in html
    assert "Lindqvist" not in html


def test_a_tutor_reads_names_of_their_own_groups_only(here: SmallClass) -> None:
    actions.ask(here.cohort, body="Question one", by=here.learner.subject, at=here.at)
    actions.ask(here.cohort, body="Question two", by=here.other.subject, at=here.at)
    actions.say_at_home(here.cohort, answer="no_quiet", by=here.other.subject, at=here.at)
    html = page(here.tutor, here)
    assert "Lea Lindqvist" in html
    assert "Omar" not in html
    assert "Question two" in html


def test_answers_are_given_and_read(here: SmallClass) -> None:
    thread = actions.ask(here.cohort, body="Why?", by=here.learner.subject, at=here.at)
    address = reverse("dialogue:reply", args=[thread.code])
    assert signed_in(here.other).post(address, {"body": "Me too"}).status_code == 404
    assert signed_in(here.tutor).post(address, {"body": "Because."}).status_code == 302
    html = page(here.other, here)
    assert "Because." in html
    assert "Tom Tutor" in html


def test_a_question_is_put_away_and_taken_back(here: SmallClass) -> None:
    thread = actions.ask(here.cohort, body="Why?", by=here.learner.subject, at=here.at)
    client = signed_in(here.teacher)
    address = reverse("dialogue:put_away", args=[thread.code])
    assert "Take it back" in client.post(address, follow=True).content.decode()
    assert Thread.objects.live().count() == 0
    client.post(address, {"back": "1"})
    assert Thread.objects.live().count() == 1
    assert signed_in(here.other).post(address).status_code == 404


def test_you_said_we_did(here: SmallClass) -> None:
    address = reverse("dialogue:note", args=[here.cohort.code])
    data = {"said": "Too long", "did": "We cut step three"}
    assert signed_in(here.learner).post(address, data).status_code == 404
    assert signed_in(here.teacher).post(address, data).status_code == 302
    assert "We cut step three" in page(here.learner, here)
    away = reverse("dialogue:put_note_away", args=[Note.objects.get().code])
    assert signed_in(here.learner).post(away).status_code == 404
    assert signed_in(here.teacher).post(away).status_code == 302
    assert "We cut step three" not in page(here.learner, here)


def has_begun(here: SmallClass, *, minutes: int = 3) -> None:
    """The learner has had a step in sight for so long, an hour ago."""
    row = Progress(
        cycle=here.cycle,
        subject=here.learner.subject,
        step_key="gap",
        opened_at=here.at - dt.timedelta(hours=1),
        seconds=60 * minutes,
    )
    record_reading([row])


def test_who_comes_back_to_an_unfinished_module_is_asked_once(here: SmallClass) -> None:
    client = signed_in(here.learner)
    start = reverse("learning:module", args=[here.cycle.code])
    stop = reverse("dialogue:stop", args=[here.cycle.code, "gap"])
    assert "Why did you stop?" not in client.get(start).content.decode()
    has_begun(here)
    assert stop in client.get(start).content.decode()
    client.post(stop, {"reason": "bored"})
    assert stop not in client.get(start).content.decode()
    assert client.get(stop).url == "/"


def test_a_glance_is_no_engagement(here: SmallClass) -> None:
    has_begun(here, minutes=2)
    client = signed_in(here.learner)
    start = reverse("learning:module", args=[here.cycle.code])
    assert "Why did you stop?" not in client.get(start).content.decode()


def test_a_reminder_asks_only_who_began_and_is_not_through(here: SmallClass) -> None:
    assert reminder_lines_of(here.cycle) == {}
    has_begun(here)
    [(subject, (_sentence, path))] = reminder_lines_of(here.cycle).items()
    assert subject == here.learner.subject.pk
    assert path == reverse("dialogue:stop", args=[here.cycle.code, "gap"])
    actions.say_why_stopped(
        here.cycle, step_key="gap", reason="lost", by=here.learner.subject, at=here.at
    )
    assert reminder_lines_of(here.cycle) == {}


def test_asking_at_a_step_and_saying_why_one_stops(here: SmallClass) -> None:
    client = signed_in(here.learner)
    ask = reverse("dialogue:ask_at", args=[here.cycle.code, "gap"])
    assert client.get(ask).status_code == 200
    client.post(ask, {"body": "What is a gap?"})
    assert "What is a gap?" in client.get(ask).content.decode()
    stop = reverse("dialogue:stop", args=[here.cycle.code, "gap"])
    # Nobody is asked who has not begun.
    assert client.get(stop).url == "/"
    has_begun(here)
    assert client.get(stop).status_code == 200
    assert client.post(stop, {"reason": "no_time"}).url == "/"
    assert client.post(stop, {"reason": "no_point"}).url.startswith("/why/")
    assert client.post(stop, {"reason": "lost"}).url == ask
    assert signed_in(here.teacher).get(stop).status_code == 404


def test_a_stranger_finds_nothing(here: SmallClass) -> None:
    client = signed_in(here.stranger)
    thread = actions.ask(here.cohort, body="Why?", by=here.learner.subject, at=here.at)
    assert client.get(reverse("dialogue:why", args=[here.cohort.code])).status_code == 404
    for name in POSTS:
        assert client.post(reverse(f"dialogue:{name}", args=[here.cohort.code])).status_code == 404
    for name in ("reply", "put_away"):
        assert client.post(reverse(f"dialogue:{name}", args=[thread.code])).status_code == 404
    for name in ("ask_at", "stop"):
        address = reverse(f"dialogue:{name}", args=[here.cycle.code, "gap"])
        assert client.get(address).status_code == 404


def test_the_wrong_method_is_405(here: SmallClass) -> None:
    client = signed_in(here.learner)
    assert client.post(reverse("dialogue:why", args=[here.cohort.code])).status_code == 405
    for name in POSTS:
        assert client.get(reverse(f"dialogue:{name}", args=[here.cohort.code])).status_code == 405


@pytest.mark.parametrize("who", ["learner", "teacher", "tutor"])
def test_the_page_costs_the_same_for_many(
    here: SmallClass, who: str, django_assert_max_num_queries: object
) -> None:
    for number in range(12):
        thread = actions.ask(
            here.cohort, body=f"Question {number}", by=here.learner.subject, at=here.at
        )
        actions.reply(thread, body="So", by_teacher=True, by=here.teacher.subject, at=here.at)
    with django_assert_max_num_queries(48):  # type: ignore[operator]  # pytest-django's fixture
        page(getattr(here, who), here)
