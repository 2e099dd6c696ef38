"""A large film goes on after a broken line, is checked by its content, and expires half-done."""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings
from django.urls import reverse

from volteface.core.lanes.app import Lane
from volteface.core.lanes.testing import LaneAnswer, call, scope_of
from volteface.courses.actions.uploads import begin_upload, expire_uploads
from volteface.courses.errors import FileIsRefused
from volteface.courses.models import Asset, Upload
from volteface.courses.queries.uploads import arrived, part_path, upload_address, upload_rows
from volteface.courses.testing import AT
from volteface.courses.tests.conftest import signed_in

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from pytest_django.fixtures import SettingsWrapper

    from volteface.courses.tests.conftest import World

FILM = b"\x1a\x45\xdf\xa3" + os.urandom(3_000_000)


def begun(world: World, *, name: str = "talk.webm", size: int = len(FILM)) -> Upload:
    return begin_upload(
        world.course, name=name, size=size, fingerprint="f-1", by=world.teacher, at=AT
    )


def send(
    upload: Upload, data: bytes, *, offset: int, breaks_after: int | None = None
) -> LaneAnswer:
    """One PATCH in pieces of 64 kB; the line may break after so many bytes."""
    headers = {"host": "testserver", "upload-offset": str(offset), "accept": "application/json"}
    sent: list[MutableMapping[str, Any]] = []
    pieces = [data[at : at + 65_536] for at in range(0, len(data), 65_536)] or [b""]
    queue = [
        {"type": "http.request", "body": piece, "more_body": number < len(pieces)}
        for number, piece in enumerate(pieces, 1)
    ]
    if breaks_after is not None:
        queue = [*queue[: breaks_after // 65_536], {"type": "http.disconnect"}]

    async def receive() -> MutableMapping[str, Any]:
        await asyncio.sleep(0)
        return queue.pop(0)

    async def answer(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    async def go() -> None:
        await Lane()(scope_of("PATCH", upload_address(upload, at=AT), headers), receive, answer)

    async_to_sync(go)()
    if not sent:
        return LaneAnswer(status=0, headers={}, body=b"")
    names = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return LaneAnswer(status=sent[0]["status"], headers=names, body=sent[1]["body"])


def test_a_film_goes_on_where_the_line_broke(world: World) -> None:
    upload = begun(world)
    assert send(upload, FILM, offset=0, breaks_after=1_400_000).status == 0
    stands = call("HEAD", upload_address(upload, at=AT)).headers
    assert 1_000_000 < int(stands["upload-offset"]) < 1_400_000
    assert stands["upload-length"] == str(len(FILM))
    offset = int(stands["upload-offset"])
    done = send(upload, FILM[offset:], offset=offset)
    assert (done.status, done.headers["upload-offset"]) == (204, str(len(FILM)))
    asset = Asset.objects.get(name="talk.webm")
    assert asset.sha256 == hashlib.sha256(FILM).hexdigest()
    stored = Path(settings.MEDIA_ROOT) / "courses" / asset.sha256[:2] / asset.sha256
    assert stored.read_bytes() == FILM
    assert not part_path(upload).exists()


def test_coming_back_finds_what_has_arrived(world: World) -> None:
    upload = begun(world)
    send(upload, FILM[:1_000_000], offset=0)
    client = signed_in(world.teacher)
    address = reverse("courses:begin_upload", args=[world.course.code])
    again = client.post(
        address, {"name": "talk.webm", "size": len(FILM), "fingerprint": "f-1"}
    ).json()
    assert again["offset"] == 1_000_000
    assert again["address"] == upload_address(upload, at=AT)
    page = client.get(reverse("courses:files", args=[world.course.code])).content.decode()
    assert "On their way" in page
    assert upload_rows(world.course, world.teacher)[0].percent == 33
    drop = reverse("courses:drop_upload", args=[world.course.code])
    assert client.post(drop, {"upload": upload.code}).status_code == 302
    assert not Upload.objects.exists()
    assert not part_path(upload).exists()


def test_a_wrong_place_is_told_the_right_one(world: World) -> None:
    upload = begun(world)
    send(upload, FILM[:500_000], offset=0)
    answer = send(upload, FILM[400_000:], offset=400_000)
    assert (answer.status, answer.headers["upload-offset"]) == (409, "500000")
    assert arrived(upload) == 500_000


def test_the_last_part_twice_changes_nothing(world: World) -> None:
    upload = begun(world)
    send(upload, FILM, offset=0)
    upload.refresh_from_db()
    assert call("HEAD", upload_address(upload, at=AT)).headers["upload-offset"] == str(len(FILM))
    assert send(upload, b"", offset=len(FILM)).status == 204
    assert Asset.objects.count() == 1


def test_more_than_was_said_is_not_taken(world: World) -> None:
    upload = begun(world, size=1_000_000)
    send(upload, FILM, offset=0)
    assert arrived(upload) == 1_000_000


def test_what_is_no_film_is_refused_at_its_beginning(world: World) -> None:
    upload = begun(world)
    answer = send(upload, b"<html>" + FILM[:100_000], offset=0)
    assert answer.status == 422
    assert "not what its name says" in answer.json()["error"]
    assert not Upload.objects.exists()
    assert not Asset.objects.exists()


def test_nobody_else_sends_to_an_upload(world: World) -> None:
    upload = begun(world)
    address = upload_address(upload, at=AT)
    assert call("HEAD", address[:-2] + "xx").status == 404
    assert call("HEAD", "/u/").status == 404
    assert call("PATCH", address, headers={"origin": "https://evil.example"}).status == 403
    world.course.archived_at = AT
    world.course.save()
    assert call("HEAD", address).status == 404


@pytest.mark.parametrize(
    ("name", "size", "why"),
    [
        ("talk.exe", 9, "is no film or sound"),
        ("talk.webm", 0, "is empty"),
        ("talk.webm", 4 * 1024**3, "is too large: it has 4096 MB, a film may have 2048"),
    ],
)
def test_a_film_is_refused_before_it_is_sent(world: World, name: str, size: int, why: str) -> None:
    with pytest.raises(FileIsRefused, match=why):
        begun(world, name=name, size=size)


def test_a_course_has_room_for_so_much(world: World, settings: SettingsWrapper) -> None:
    settings.COURSE_FILMS_MB = 5
    begun(world)
    with pytest.raises(FileIsRefused, match="more than 5 MB"):
        begun(world, name="other.webm")


def test_half_a_film_is_let_go_after_a_week(world: World) -> None:
    upload = begun(world)
    send(upload, FILM[:90_000], offset=0)
    os.utime(part_path(upload), (AT.timestamp(), AT.timestamp()))
    assert expire_uploads(AT + dt.timedelta(days=6)) == 0
    assert expire_uploads(AT + dt.timedelta(days=8)) == 1
    assert not part_path(upload).exists()
    assert not Upload.objects.exists()
