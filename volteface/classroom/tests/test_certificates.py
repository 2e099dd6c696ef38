"""Attendance lists and certificates: who is on them, who may fetch them, what the pages say."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.urls import reverse
from django.utils.translation import override
from pypdf import PdfReader

from volteface.classroom.actions.attendance import note_attendance, take_attendance_back
from volteface.classroom.actions.certificates import hand_out, take_back, write_terms
from volteface.classroom.actions.joining import join_as_member
from volteface.classroom.actions.rooms import close_room
from volteface.classroom.queries.attendance import joined_at_by_subject, was_missed_by
from volteface.classroom.queries.attendance_lists import attendance_list
from volteface.classroom.queries.certificates import (
    certificates_of,
    own_certificate,
    rule_of,
    wording_of,
)
from volteface.classroom.team_papers import certificates_pdf
from volteface.classroom.testing import DURING, Held, build_room
from volteface.classroom.tests.conftest import browser_of
from volteface.core.pdf import Unprintable
from volteface.readiness.models import ReadinessState
from volteface.rosters.actions import enrol
from volteface.rosters.queries import membership_of
from volteface.timetable.queries import cycle_for
from volteface.timetable.testing import AT, MEETING, build_person

if TYPE_CHECKING:
    from volteface.accounts.models import Subject
    from volteface.classroom.models import CertificateTerms

WORDS = {
    "title": "Certificate of attendance",
    "hours": "6.0",
    "signer": "Tess Teacher",
    "signer_role": "Lecturer",
    "place": "Grenoble",
    "least_prepared": 1,
    "least_attended": 1,
}
LATER = MEETING.replace(day=20)


@pytest.fixture
def terms(held: Held) -> CertificateTerms:
    """Ann prepared and came, Bob only came; both to the one meeting so far."""
    room = build_room(held)
    for subject in (held.world.ann, held.world.bob):
        join_as_member(room, subject=subject, at=DURING)
    close_room(room, by=held.world.teacher, at=DURING)
    _finish(held, held.world.ann)
    words = WORDS | {"hours": Decimal("6.0")}
    return write_terms(held.world.cohort, words, by=held.world.teacher, at=AT)


@pytest.mark.parametrize(
    ("hours", "english", "french"),
    [
        ("1", "1 hour", "1 heure"),
        ("1.5", "1.5 hours", "1,5 heure"),
        ("2.5", "2.5 hours", "2,5 heures"),
        ("12", "12 hours", "12 heures"),
    ],
)
def test_hours_are_said_as_each_language_says_them(
    held: Held, terms: CertificateTerms, hours: str, english: str, french: str
) -> None:
    terms.hours = Decimal(hours)
    for language, said in (("en", english), ("fr", french)):
        with override(language):
            facts = wording_of(held.world.cohort, terms, at=LATER).facts
        assert said in dict(facts).values()


def test_the_rule_decides_and_is_the_same_for_both_sides(
    held: Held, terms: CertificateTerms
) -> None:
    found = certificates_of(held.world.cohort, terms, at=LATER)
    assert {str(row.place.subject.person): row.has_earned for row in found.rows} == {
        "Ann Learner": True,
        "Bob Learner": False,
    }
    assert found.rule == "at least 1 preparation finished and at least 1 meeting attended"
    terms.least_prepared = 0
    assert rule_of(terms) == "at least 1 meeting attended"
    assert len(certificates_of(held.world.cohort, terms, at=LATER).earned) == 2
    # A meeting that is still to come is nobody's fault, and nobody's merit.
    before = certificates_of(held.world.cohort, terms, at=AT)
    assert [row.of for row in before.rows] == [0, 0]


def test_a_learner_finds_their_own_once_it_is_handed_out_and_earned(
    held: Held, terms: CertificateTerms
) -> None:
    cohort = held.world.cohort
    address = reverse("classroom:own_certificate", args=[cohort.code])
    with time_machine.travel(LATER, tick=False):
        ann, bob = browser_of(held.world.ann), browser_of(held.world.bob)
        assert ann.get(address).status_code == 404
        hand_out(terms, by=held.world.teacher, at=LATER)
        assert "Your certificate" in _cycle_page(held, held.world.ann)
        assert "Your certificate" not in _cycle_page(held, held.world.bob)
        assert "1 preparation finished" in _cycle_page(held, held.world.bob)
        text = _text(ann.get(address).content)
        assert bob.get(address).status_code == 404
        take_back(terms, by=held.world.teacher, at=LATER)
        assert ann.get(address).status_code == 404
    for words in ("Ann Learner", "Certificate of attendance", "6 hours", "20 March 2026"):
        assert words in text
    assert own_certificate(cohort, held.world.ann, at=LATER) is None


def test_the_teacher_writes_hands_out_and_prints_and_nobody_else_does(
    held: Held, terms: CertificateTerms
) -> None:
    cohort = held.world.cohort
    address = reverse("classroom:certificates", args=[cohort.code])
    with time_machine.travel(LATER, tick=False):
        teacher = browser_of(held.world.teacher)
        place = reverse("rosters:cohort", args=[cohort.code])
        assert address in teacher.get(place).content.decode()
        page = teacher.get(address).content.decode()
        assert "Hand out 1 certificate" in page
        assert teacher.post(address, WORDS | {"signer": ""}).status_code == 422
        assert teacher.post(address, WORDS | {"title": "Well done"}).status_code == 302
        teacher.post(f"{address}hand-out/")
        assert "Print 1 certificate" in teacher.get(address).content.decode()
        printed = teacher.post(f"{address}pdf/")
        assert printed["Content-Type"] == "application/pdf"
        assert "Well done" in _text(printed.content)
        for other in (held.world.tutor, held.world.ann, held.world.administrator):
            assert browser_of(other).get(address).status_code == 404
            assert browser_of(other).post(f"{address}pdf/").status_code == 404


def test_a_name_no_face_can_print_is_refused_by_name(held: Held, terms: CertificateTerms) -> None:
    with pytest.raises(Unprintable, match="\U00013000"):
        certificates_pdf(held.world.cohort, terms, ["Ann \U00013000"], at=LATER)


def test_a_certificate_speaks_the_courses_language(held: Held, terms: CertificateTerms) -> None:
    cohort = held.world.cohort
    cohort.course.language = "fr"
    text = _text(certificates_pdf(cohort, terms, ["Zoé Žižka"], at=LATER))
    assert "Zoé Žižka" in text
    assert "20 mars 2026" in text
    assert "6 heures" in text


def test_c27_a_large_class_has_its_list_on_many_pages_each_with_its_head(held: Held) -> None:
    world = held.world
    for number in range(40):
        subject = build_person(f"Learner {number:02}")
        enrol(world.cohort, subject=subject, role="learner", group=world.red, by=None, at=AT)
    with time_machine.travel(AT, tick=False):
        address = reverse("classroom:attendance_pdf", args=[held.cycle.code])
        sheet = browser_of(world.teacher).get(address)
    reader = PdfReader(io.BytesIO(sheet.content))
    pages = [page.extract_text() for page in reader.pages]
    # Blue has Ann alone; red is longer than a page.
    assert len(pages) >= 3
    assert "Blue" in pages[0]
    assert "Bob" not in pages[0]
    assert sum("Signature" in page for page in pages) >= 3
    listed = "".join(pages)
    assert all(f"Learner {number:02}" in listed for number in range(40))


def test_t03_a_tutor_gets_the_list_of_their_group(held: Held) -> None:
    room = build_room(held)
    join_as_member(room, subject=held.world.ann, at=DURING)
    view = cycle_for(held.world.tutor, held.cycle.code, at=DURING)
    [blue] = attendance_list(view, held.world.tutor, DURING).parts
    assert [(row.name, row.joined_at) for row in blue.rows] == [("Ann Learner", DURING)]
    both = attendance_list(view, held.world.teacher, DURING, by_group=False)
    assert [len(part.rows) for part in both.parts] == [2]
    assert both.parts[0].present == 1
    # A list to sign, although the room was held.
    empty = attendance_list(view, held.world.teacher, DURING, empty=True)
    assert not empty.was_held
    assert all(row.joined_at is None for part in empty.parts for row in part.rows)


def test_who_signed_on_paper_is_noted_and_taken_back(held: Held) -> None:
    world, page = held.world, reverse("classroom:attendance", args=[held.cycle.code])
    teacher, tutor = browser_of(world.teacher), browser_of(world.tutor)
    ann, bob = (membership_of(one, world.cohort, AT) for one in (world.ann, world.bob))
    assert ann
    assert bob
    with time_machine.travel(AT, tick=False):
        teacher.post(f"{page}note/", {"who": [ann.code]})
        assert "has not begun yet" in teacher.get(page).content.decode()
    assert not joined_at_by_subject(held.cycle)
    # No room was opened: the paper alone says who came.
    with time_machine.travel(LATER, tick=False):
        teacher.post(f"{page}note/", {"who": [ann.code]})
        # T03: Bob is in another group than this tutor's.
        tutor.post(f"{page}note/", {"who": [bob.code]})
        said = tutor.get(page).content.decode()
        assert "signed on paper" in said
        assert "Bob Learner" not in said
        assert set(joined_at_by_subject(held.cycle)) == {world.ann.pk}
        assert not was_missed_by(held.cycle, world.ann)
        assert was_missed_by(held.cycle, world.bob)
        assert "signed on paper" in _text(teacher.get(f"{page}pdf/").content)
        teacher.post(f"{page}note/", {"who": [ann.code], "back": "1"})
    assert not joined_at_by_subject(held.cycle)


def test_who_joined_the_room_stays_whatever_the_paper_says(held: Held) -> None:
    join_as_member(build_room(held), subject=held.world.ann, at=DURING)
    people = [held.world.ann.pk]
    note_attendance(held.cycle, people, by=held.world.teacher, at=LATER)
    take_attendance_back(held.cycle, people, by=held.world.teacher, at=LATER)
    assert joined_at_by_subject(held.cycle) == {held.world.ann.pk: DURING}


def _finish(held: Held, subject: Subject) -> None:
    ReadinessState.objects.create(
        cycle=held.cycle,
        subject=subject,
        state="ready",
        reason="mostly_right",
        detail={"right": 9, "questions": 9},
        finished=True,
        computed_at=AT,
    )


def _cycle_page(held: Held, subject: Subject) -> str:
    return browser_of(subject).get(f"/c/{held.cycle.code}/").content.decode()


def _text(content: bytes) -> str:
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)
