"""The pages of an import, as a teacher, a stranger and the command line meet them."""

from __future__ import annotations

import errno
import io
import json
import os
import zipfile
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from volteface.accounts.testing import build_subject
from volteface.courses.testing import DOCUMENT, build_course, build_module
from volteface.interop import events
from volteface.interop.actions import keeping, preview_import
from volteface.interop.markdown import write
from volteface.interop.models import ImportBatch
from volteface.questions.models import Question

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client
    from pytest_django.fixtures import SettingsWrapper

    from volteface.accounts.models import Subject
    from volteface.courses.models import Course

pytestmark = pytest.mark.django_db
GIFT = b"::One:: True?{T}\n\nGap {1:SHORTANSWER:=a} here"


@pytest.fixture
def teacher(client: Client) -> Subject:
    subject = build_subject("Ines")
    client.force_login(subject.person, backend="volteface.accounts.backends.PersonBackend")
    return subject


@pytest.fixture
def course(teacher: Subject) -> Course:
    return build_course(by=teacher)


@pytest.fixture
def batch(course: Course, teacher: Subject) -> ImportBatch:
    return preview_import(course, name="q.gift", data=GIFT, by=teacher, at=timezone.now())


def stranger(client: Client) -> None:
    person = build_subject("Nobody").person
    client.force_login(person, backend="volteface.accounts.backends.PersonBackend")


def send(client: Client, course: Course, name: str, data: bytes) -> object:
    url = reverse("interop:import_file", args=[course.code])
    return client.post(url, {"file": SimpleUploadedFile(name, data)})


def test_a_file_is_looked_at_and_then_brought_in(client: Client, course: Course) -> None:
    assert client.get(reverse("interop:import_file", args=[course.code])).status_code == 200
    answer = send(client, course, "q.gift", GIFT)
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert "Look before it counts" in page
    assert "Embedded answers" in page
    assert not Question.objects.exists()
    settled = client.post(answer["Location"] + "settle/")
    assert settled.status_code == 302
    page = client.get(settled["Location"]).content.decode()
    assert "It is in" in page
    assert reverse("questions:bank", args=[course.bank.code]) in page
    assert Question.objects.count() == 1


def test_a_module_comes_in_with_a_link_to_it(client: Client, course: Course) -> None:
    answer = send(client, course, "spacing.md", write(DOCUMENT).encode())
    client.post(answer["Location"] + "settle/")
    page = client.get(answer["Location"]).content.decode()
    assert reverse("courses:module", args=[course.modules.get().code]) in page


def test_a_module_that_is_there_already_is_named_before_it_changes(
    client: Client, course: Course
) -> None:
    build_module(course)
    answer = send(client, course, "spacing.md", write(DOCUMENT).encode())
    assert "which has the same key" in client.get(answer["Location"]).content.decode()


def test_a_wrong_file_is_told_what_where_and_what_to_do(client: Client, course: Course) -> None:
    answer = send(client, course, "words.txt", b"just words")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "none of the formats" in page
    assert "Where: words.txt" in page
    assert "The course is as it was." in page
    empty = send(client, course, "empty.txt", b"")
    assert empty.status_code == 422
    assert "“empty.txt” is empty, so nothing was brought in." in empty.text
    assert client.post(reverse("interop:import_file", args=[course.code])).status_code == 422


def test_a_dropped_preview_changes_nothing(
    client: Client, course: Course, batch: ImportBatch
) -> None:
    url = reverse("interop:settle", args=[course.code, batch.code])
    assert client.post(url, {"drop": "1"}).status_code == 302
    page = client.get(reverse("interop:preview", args=[course.code, batch.code])).content.decode()
    assert "This file was dropped" in page
    assert not Question.objects.exists()
    assert client.post(url).status_code == 409


def test_a_course_can_be_taken_away(client: Client, course: Course) -> None:
    build_module(course)
    answer = client.get(reverse("interop:export_course", args=[course.code]))
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert archive.namelist() == ["01-spacing.md"]
        assert archive.read("01-spacing.md").decode() == write(DOCUMENT)


@pytest.mark.parametrize("name", ["import_file", "export_course", "preview", "settle"])
def test_a_stranger_finds_nothing(
    client: Client, course: Course, batch: ImportBatch, name: str
) -> None:
    inner = name in {"preview", "settle"}
    url = reverse(f"interop:{name}", args=[course.code, batch.code] if inner else [course.code])
    stranger(client)
    method = client.post if name == "settle" else client.get
    assert method(url).status_code == 404
    if name == "import_file":
        assert send(client, course, "q.gift", GIFT).status_code == 404
    assert not Question.objects.exists()
    client.logout()
    assert method(url).status_code == 302


def test_an_import_of_another_course_is_not_found(
    client: Client, batch: ImportBatch, teacher: Subject
) -> None:
    other = build_course("other", by=teacher)
    assert client.get(reverse("interop:preview", args=[other.code, batch.code])).status_code == 404


@pytest.mark.parametrize(
    ("name", "method"),
    [("import_file", "put"), ("export_course", "post"), ("preview", "post"), ("settle", "get")],
)
def test_a_wrong_method_is_refused(
    client: Client, course: Course, batch: ImportBatch, name: str, method: str
) -> None:
    inner = name in {"preview", "settle"}
    url = reverse(f"interop:{name}", args=[course.code, batch.code] if inner else [course.code])
    assert getattr(client, method)(url).status_code == 405


def test_pages_ask_the_database_little(
    client: Client, course: Course, batch: ImportBatch, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(10):
        client.get(reverse("interop:import_file", args=[course.code]))
    with django_assert_max_num_queries(12):
        client.get(reverse("interop:preview", args=[course.code, batch.code]))
    build_module(course)
    with django_assert_max_num_queries(20):
        client.get(reverse("interop:export_course", args=[course.code]))


def post_command(
    client: Client, token: str, *, course: str = "memory", data: bytes = GIFT
) -> object:
    return client.post(
        reverse("interop:command"),
        data,
        content_type="application/octet-stream",
        headers={
            "X-Command-Token": token,
            "X-Command": json.dumps({"course": course, "name": "q.gift", "dry_run": False}),
        },
    )


@pytest.fixture
def secret() -> object:
    before = list(events._token)
    events.register_command_token(lambda: "the secret")
    yield "the secret"
    events._token[:] = before


def test_the_command_line_comes_in_by_its_secret(
    client: Client, course: Course, secret: str
) -> None:
    client.logout()
    answer = post_command(client, secret)
    assert answer.json()["questions"] == {"true_false": 1}
    assert Question.objects.count() == 1
    refused = post_command(client, secret, data=b"just words")
    assert (refused.status_code, refused.json()["where"]) == (422, "q.gift")
    assert "there is memory" in post_command(client, secret, course="nothing").json()["error"]


@pytest.mark.parametrize("token", ["", "wrong"])
def test_nobody_else_finds_the_door(
    client: Client, course: Course, secret: str, token: str
) -> None:
    assert post_command(client, token).status_code == 404
    assert client.get(reverse("interop:command")).status_code == 405
    events.register_command_token(lambda: "")
    assert post_command(client, token).status_code == 404


def test_a_large_zip_is_read_from_the_disk_it_was_spooled_to(
    client: Client, course: Course, settings: SettingsWrapper, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("spacing.md", write(DOCUMENT))
        archive.writestr("a.png", b"\x89PNG" + os.urandom(3_000_000))
    send(client, course, "course.zip", target.getvalue())
    batch = ImportBatch.objects.get()
    assert [file.name for file in keeping.kept(batch.code)] == ["a.png"]


def test_more_than_the_drop_zone_takes_is_refused_with_what_to_do(
    client: Client, course: Course
) -> None:
    url = reverse("interop:import_file", args=[course.code])
    large = SimpleUploadedFile("x.zip", b"x" * (50 * 1024 * 1024 + 1))
    page = client.post(url, {"file": large})
    assert page.status_code == 422
    assert "50 MB at most at once. Bring long films in one by one" in page.content.decode()
    assert not ImportBatch.objects.exists()


def test_without_room_for_the_pictures_there_is_no_preview(
    client: Client, course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("spacing.md", write(DOCUMENT))
        archive.writestr("a.png", b"\x89PNG picture")

    def full(*_given: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    url = reverse("interop:import_file", args=[course.code])
    page = client.post(url, {"file": SimpleUploadedFile("x.zip", target.getvalue())})
    assert page.status_code == 422
    assert "disk may be full. Nothing was changed." in page.content.decode()
    assert not ImportBatch.objects.exists()
