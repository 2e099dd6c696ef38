"""Cohorts as pages: lists, places, files and the enrolment link."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from volteface.accounts.models import AuditEntry, Person
from volteface.accounts.testing import build_person, build_subject
from volteface.core import clock, jobs
from volteface.courses.actions import create_course
from volteface.rosters.actions import create_group, enrol, open_enrolment
from volteface.rosters.models import Cohort, Membership
from volteface.rosters.queries import learners_of
from volteface.rosters.rules.files import read_roster
from volteface.rosters.testing import build_cohort, build_learner

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(client: Client) -> Cohort:
    at = clock.now()
    teacher = build_subject("Tess Teacher")
    course = create_course(code="remember", title="Remember it", by=teacher, at=at)
    client.force_login(teacher.person)
    return build_cohort(course, teacher=teacher, at=at)


def page(cohort: Cohort, name: str = "cohort", *args: str) -> str:
    return reverse(f"rosters:{name}", args=[cohort.code, *args])


def test_an_empty_cohort_says_what_to_do_next(client: Client, cohort: Cohort) -> None:
    text = client.get(page(cohort)).text
    assert "No learners yet" in text
    assert page(cohort, "upload") in text


def test_a_teacher_makes_a_cohort_with_its_exam_on_the_schools_clock(
    client: Client, cohort: Cohort
) -> None:
    fields = {
        "course": "remember",
        "title": "Spring",
        "starts_on": "2027-01-04",
        "ends_on": "2027-06-30",
        "exam_at": "2027-06-21T09:00",
        "time_zone": "Europe/Paris",
    }
    answer = client.post("/cohorts/new/", fields)
    made = Cohort.objects.get(title="Spring")
    assert answer.url == page(made)
    assert made.exam_at is not None
    assert made.exam_at.isoformat() == "2027-06-21T07:00:00+00:00"
    assert 'value="2027-06-21T09:00"' in client.get(page(made, "edit")).text
    fields["ends_on"] = "2026-01-01"
    answer = client.post("/cohorts/new/", fields)
    assert answer.status_code == 422
    assert "ends before it begins" in answer.text


def test_learners_are_filtered_by_group_state_and_words(client: Client, cohort: Cohort) -> None:
    at = clock.now()
    ants = create_group(cohort, name="Ants", by=None, at=at)
    build_learner(cohort, "Ada Stone", group=ants, at=at)
    bob = build_learner(cohort, "Bob Wood", at=at)
    assert "Bob Wood" not in client.get(page(cohort), {"group": ants.code}).text
    assert "Ada Stone" not in client.get(page(cohort), {"words": "wood"}).text
    client.post(page(cohort, "change", bob.code, "suspend"), follow=True)
    assert "Bob Wood" not in client.get(page(cohort)).text
    assert "Bob Wood" in client.get(page(cohort), {"state": "suspended"}).text


def test_c13_the_page_costs_the_same_for_many(
    client: Client, cohort: Cohort, django_assert_max_num_queries
) -> None:
    for number in range(30):
        build_learner(cohort, f"Learner {number}", at=clock.now())
    with django_assert_max_num_queries(13):
        client.get(page(cohort))


def test_a_place_is_suspended_left_and_taken_back(client: Client, cohort: Cohort) -> None:
    place = build_learner(cohort, "Ada Stone", at=clock.now())
    here = page(cohort, "place", place.code)
    for verb, back in (("suspend", "resume"), ("leave", "return")):
        client.post(page(cohort, "change", place.code, verb))
        assert learners_of(cohort).count() == 0
        assert page(cohort, "change", place.code, back) in client.get(here).text
        client.post(page(cohort, "change", place.code, back))
        assert learners_of(cohort).count() == 1
    assert Membership.objects.filter(role="learner").count() == 1


def test_group_and_time_factor_are_set(client: Client, cohort: Cohort) -> None:
    ants = create_group(cohort, name="Ants", by=None, at=clock.now())
    place = build_learner(cohort, "Ada Stone", at=clock.now())
    client.post(page(cohort, "place", place.code), {"group": ants.code, "time_factor": "1.33"})
    place.refresh_from_db()
    assert place.group == ants
    assert str(place.time_factor) == "1.33"
    text = client.get(page(cohort, "place", place.code)).text
    assert '<option value="1.33" selected>' in text


def test_a_person_is_enrolled_by_hand(client: Client, cohort: Cohort) -> None:
    fields = {"email": "nia@example.org", "name": "Nia", "role": "tutor", "group": ""}
    client.post(page(cohort, "enrol"), fields)
    assert Membership.objects.get(subject__person__email="nia@example.org").role == "tutor"


def test_an_empty_file_says_what_to_choose(client: Client, cohort: Cohort) -> None:
    answer = client.post(page(cohort, "upload"), {"file": SimpleUploadedFile("list.csv", b"")})
    assert answer.status_code == 422
    assert "The file holds no rows. Choose the file with your learners." in answer.text


def test_a_roster_goes_from_file_to_cohort_by_its_preview(client: Client, cohort: Cohort) -> None:
    file = SimpleUploadedFile("list.csv", "Nom;Prénom;Mail\nDûpont;Zoé;zoe@x.fr\n;;bad\n".encode())
    preview = client.post(page(cohort, "upload"), {"file": file}).url
    text = client.get(preview).text
    assert "Zoé Dûpont" in text
    assert "“bad” is not an e-mail address" in text
    assert learners_of(cohort).count() == 0
    client.post(f"{preview}settle/")
    assert "The roster is in" in client.get(preview).text
    assert learners_of(cohort).count() == 1
    assert client.post(f"{preview}settle/").status_code == 409


def test_a_wrong_file_keeps_the_page_and_says_why(client: Client, cohort: Cohort) -> None:
    answer = client.post(
        page(cohort, "upload"), {"file": SimpleUploadedFile("x.csv", b"a,b\n1,2\n")}
    )
    assert answer.status_code == 422
    assert "No column holds e-mail addresses" in answer.text


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_t20_an_export_is_safe_reads_back_and_is_recorded(
    client: Client, cohort: Cohort, kind: str
) -> None:
    names = ["=1+1", "+1", "-1", "@SUM(A1)", "＝cmd", "Zoé"]
    for number, name in enumerate(names):
        person = build_person(name, email=f"p{number}@example.org")
        enrol(cohort, subject=person.subject, by=None, at=clock.now())
    body = client.post(page(cohort, "export"), {"format": kind}).content
    assert sorted(row.name for row in read_roster(body).rows) == sorted(names)
    if kind == "csv":
        cells = re.findall(r"(?m)^([^,]*),", body.decode("utf-8-sig"))
        assert not [cell for cell in cells if cell[:1] in "=+-@＝"]
    assert AuditEntry.objects.filter(verb="export roster", code=cohort.code).count() == 1


def join_path(cohort: Cohort) -> str:
    opened = open_enrolment(cohort, by=None, at=clock.now())
    return reverse("rosters:join", args=[opened.enrolment_code])


def test_a_signed_in_person_joins_by_one_tap(cohort: Cohort) -> None:
    path, visitor = join_path(cohort), Client()
    ada = build_person("Ada Stone")
    visitor.force_login(ada)
    visitor.get(path)
    assert learners_of(cohort).count() == 0
    visitor.post(path)
    visitor.post(path)
    assert [place.subject.person for place in learners_of(cohort)] == [ada]


@pytest.mark.parametrize("known", [True, False])
def test_a_visitor_comes_in_by_a_code_whether_known_or_not(cohort: Cohort, known: bool) -> None:
    path, visitor = join_path(cohort), Client()
    if known:
        build_person("Nia", email="nia@example.org")
    found = re.search(r'name="invitation" value="([^"]+)"', visitor.get(path).text)
    assert found
    fields = {"name": "Nia New", "email": "nia@example.org", "invitation": found.group(1)}
    answer = visitor.post("/account/sign-in/mail/", fields)
    assert answer.url == "/account/sign-in/code/"
    assert Person.objects.filter(email="nia@example.org").exists() is known
    jobs.run_due(clock.now())
    code = re.search(r"\b\d{6}\b", mail.outbox[0].body)
    assert code
    assert visitor.post("/account/sign-in/code/", {"code": code.group()}).url == path
    visitor.post(path)
    assert learners_of(cohort).count() == 1


def test_a_closed_or_replaced_link_leads_nowhere(client: Client, cohort: Cohort) -> None:
    old = join_path(cohort)
    join_path(cohort)
    assert Client().get(old).status_code == 404
    client.post(page(cohort, "enrolment"), {"close": "1"})
    cohort.refresh_from_db()
    assert cohort.enrolment_code == ""


def test_an_invitation_of_ones_own_making_lets_nobody_new_in(cohort: Cohort) -> None:
    visitor = Client()
    fields = {"name": "X", "email": "x@example.org", "invitation": "/cohorts/join/guess/"}
    visitor.post("/account/sign-in/mail/", fields)
    jobs.run_due(clock.now())
    assert mail.outbox == []
