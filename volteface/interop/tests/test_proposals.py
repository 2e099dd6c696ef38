"""The page of a proposed module: ticked or not, then brought in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from volteface.accounts.testing import build_subject
from volteface.courses.actions import publish_module
from volteface.courses.models import Asset, Module
from volteface.courses.queries.modules import module_file
from volteface.courses.testing import build_course
from volteface.interop.models import ImportBatch
from volteface.interop.testing import deck, document
from volteface.questions.models import Question

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client
    from pytest_django.fixtures import SettingsWrapper

    from volteface.accounts.models import Subject
    from volteface.courses.models import Course

pytestmark = pytest.mark.django_db
GIFT = b"What makes vapour settle on dust and form clouds? {=Rising air cools}\n\nWho? {=Me}\n"


@pytest.fixture(autouse=True)
def kept_apart(settings: SettingsWrapper, tmp_path: Path) -> None:
    """Pictures of previews that nobody confirms go with the test."""
    settings.DATA_DIR = tmp_path


@pytest.fixture
def teacher(client: Client) -> Subject:
    subject = build_subject("Ines")
    client.force_login(subject.person, backend="volteface.accounts.backends.PersonBackend")
    return subject


@pytest.fixture
def course(teacher: Subject) -> Course:
    return build_course(by=teacher)


def drop(client: Client, course: Course, **files: bytes) -> str:
    """Send files from a page of no course; where that leads."""
    named = [SimpleUploadedFile(name.replace("_", "."), data) for name, data in files.items()]
    sent = {"file": named, "course": course.code}
    return client.post(reverse("interop:bring"), sent)["Location"]


def test_several_files_are_one_module_that_can_be_published(
    client: Client, course: Course, teacher: Subject
) -> None:
    address = drop(client, course, water_pptx=deck(), notes_docx=document(), quiz_gift=GIFT)
    page = client.get(address).content.decode()
    assert "A module out of what you have" in page
    assert "water.pptx, notes.docx, quiz.gift" in page
    assert "What makes vapour settle on dust" in page
    assert not Module.objects.filter(course=course).exists()
    batch = ImportBatch.objects.get()
    ticked = {
        "title": "Water",
        "step": [str(number) for number in range(10)],
        "point": ["0", "1"],
        "objective": ["1"],
        f"place-{next(iter(batch.parsed['proposal']['places']))}": "2",
        "picture-0": "A grey field",
    }
    client.post(address + "settle/", ticked)
    (module,) = Module.objects.filter(course=course)
    written = module_file(module)
    assert (written.title, len(written.steps), len(written.key_points)) == ("Water", 10, 2)
    assert [text for _, text in written.objectives] == ["Explain how clouds form"]
    assert Question.objects.count() == 3
    assert Asset.objects.filter(course=course).count() == 3
    batch.refresh_from_db()
    assert (batch.state, batch.parsed, batch.report["modules"]) == ("done", None, ["water"])
    edition = publish_module(module, by=teacher, at=batch.at)
    assert edition.steps.count() == 10


def test_what_is_unticked_stays_away(client: Client, course: Course) -> None:
    address = drop(client, course, notes_docx=document(), quiz_gift=GIFT)
    client.post(address + "settle/", {"title": "Rivers", "step": ["0"]})
    written = module_file(Module.objects.get(course=course))
    assert [step.title for step in written.steps] == ["Rivers"]
    assert written.key_points == ()
    # The questions are in the bank all the same.
    assert Question.objects.count() == 2


def test_without_a_step_nothing_comes_in(client: Client, course: Course) -> None:
    address = drop(client, course, notes_docx=document())
    assert client.post(address + "settle/", {"title": "x"})["Location"] == address
    assert "Tick a step at least" in client.get(address).content.decode()
    assert not Module.objects.filter(course=course).exists()
    assert ImportBatch.objects.get().state == "preview"


def test_the_same_deck_again_is_another_module(client: Client, course: Course) -> None:
    for _ in range(2):
        address = drop(client, course, notes_docx=document())
        client.post(address + "settle/", {"title": "Rivers", "step": ["0", "1"]})
    keys = Module.objects.filter(course=course).values_list("key", flat=True)
    assert sorted(keys) == ["rivers", "rivers-2"]


def test_numbers_that_were_made_up_are_left_out(client: Client, course: Course) -> None:
    address = drop(client, course, notes_docx=document(), quiz_gift=GIFT)
    odd = {"title": "x" * 500, "step": ["0", "99", "-1", "x"], "point": "77", "place-no": "0"}
    client.post(address + "settle/", odd)
    written = module_file(Module.objects.get(course=course))
    assert (len(written.title), len(written.steps), written.key_points) == (200, 1, ())


def test_files_are_for_a_course_of_ones_own(client: Client, course: Course) -> None:
    stranger = build_subject("Nobody")
    client.force_login(stranger.person, backend="volteface.accounts.backends.PersonBackend")
    assert client.get(reverse("interop:bring")).status_code == 404
    other = build_course("other", by=stranger)
    sent = {"file": SimpleUploadedFile("q.gift", GIFT), "course": course.code}
    assert client.post(reverse("interop:bring"), sent).status_code == 422
    assert client.get(reverse("interop:bring")).status_code == 200
    assert drop(client, other, q_gift=GIFT).startswith("/import/other/")


def test_a_proposal_asks_the_database_little(
    client: Client, course: Course, django_assert_max_num_queries: object
) -> None:
    address = drop(client, course, notes_docx=document(), quiz_gift=GIFT)
    with django_assert_max_num_queries(12):
        client.get(address)
