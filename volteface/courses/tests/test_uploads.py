"""Large files are read piece by piece, kept whole or not at all, and refused with what to do."""

from __future__ import annotations

import errno
import hashlib
import io
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from volteface.courses.actions import save_asset
from volteface.courses.actions.files import MEGABYTE, MOST_OF_A_FILM
from volteface.courses.errors import FileIsRefused
from volteface.courses.models import Asset
from volteface.courses.testing import AT
from volteface.courses.tests.conftest import World, signed_in

if TYPE_CHECKING:
    from pytest_django.fixtures import SettingsWrapper

FILM = b"\x1a\x45\xdf\xa3" + b"0123456789" * 600_000


class Pieces(io.BytesIO):
    """A film that remembers the largest piece that was asked for."""

    largest = 0

    def read(self, size: int | None = -1, /) -> bytes:
        piece = super().read(size)
        self.largest = max(self.largest, len(piece))
        return piece


@pytest.fixture(autouse=True)
def media(settings: SettingsWrapper, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def leftovers() -> list[Path]:
    """Files that are not under the hash of their content."""
    folder = Path(settings.MEDIA_ROOT) / "courses"
    return [path for path in folder.rglob("*") if path.is_file() and len(path.name) != 64]


def address(world: World) -> str:
    return reverse("courses:files", args=[world.course.code])


def test_a_film_goes_from_disk_to_disk_in_pieces(world: World) -> None:
    film = Pieces(FILM)
    asset = save_asset(world.course, name="f.webm", data=film, by=world.teacher, at=AT)
    assert film.largest == MEGABYTE
    assert (asset.size, asset.sha256) == (len(FILM), hashlib.sha256(FILM).hexdigest())
    stored = Path(settings.MEDIA_ROOT) / "courses" / asset.sha256[:2] / asset.sha256
    assert stored.read_bytes() == FILM
    assert leftovers() == []


def test_a_film_of_six_megabytes_is_sent_by_the_page(world: World) -> None:
    upload = SimpleUploadedFile("two weeks.webm", FILM)
    assert signed_in(world.teacher).post(address(world), {"file": upload}).status_code == 302
    assert Asset.objects.get().size == len(FILM)


def test_a_film_above_the_limit_is_refused_unread(world: World, tmp_path: Path) -> None:
    path = tmp_path / "long.mp4"
    with path.open("wb") as file:
        file.truncate(MOST_OF_A_FILM + 1)
    with path.open("rb") as film, pytest.raises(FileIsRefused) as refusal:
        save_asset(world.course, name=path.name, data=film, by=world.teacher, at=AT)
    assert "“long.mp4” is too large: it has 61 MB, a film may have 60." in str(refusal.value)
    assert "part it in two" in str(refusal.value)
    assert not Asset.objects.exists()
    assert leftovers() == []


def test_a_full_disk_leaves_nothing_behind(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    upload = SimpleUploadedFile("f.webm", FILM)
    page = signed_in(world.teacher).post(address(world), {"file": upload})
    assert page.status_code == 422
    assert "disk may be full. Nothing was changed." in page.content.decode()
    assert not Asset.objects.exists()
    assert leftovers() == []


def test_a_form_above_what_memory_may_hold_changes_nothing(world: World) -> None:
    body = "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    step = reverse("courses:step", args=[world.step.code])
    page = signed_in(world.teacher).post(step, {"title": "T", "body": body})
    assert page.status_code == 400
    assert "Nothing was changed" in page.content.decode()
    assert world.step.title == "The gap"
