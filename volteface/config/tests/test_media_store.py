"""One contract for every store behind the media folder: Django's own in memory, and S3 for real."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ImproperlyConfigured

from volteface.config import environment
from volteface.config.tests.object_store import object_store
from volteface.core import media_store
from volteface.core.lanes import media
from volteface.core.lanes.testing import call

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_django.fixtures import SettingsWrapper

PATH, CONTENT = "courses/ab/abcdef", bytes(range(256)) * 40
S3 = "storages.backends.s3.S3Storage"


@pytest.fixture
def folder(tmp_path: Path, settings: SettingsWrapper) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture(params=["memory", "files", "s3"])
def store(
    request: pytest.FixtureRequest,
    folder: Path,
    settings: SettingsWrapper,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[None]:
    """The folder with a store behind it."""
    memory = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    files = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": folder.parent / "store"},
    }
    if request.param != "s3":
        backend = {"memory": memory, "files": files}[request.param]
        settings.STORAGES = {**settings.STORAGES, "media": backend}
        yield
        return
    with object_store() as server:
        for name, value in {
            "S3_BUCKET": "school",
            "S3_ENDPOINT": server.address,
            "S3_REGION": "eu-west-1",
            "S3_ACCESS_KEY": "key",
            "S3_SECRET_KEY": "secret",
            "S3_PREFIX": "/volteface/",
        }.items():
            monkeypatch.setenv(name, value)
        backend = {"BACKEND": S3, "OPTIONS": environment.object_store()}
        settings.STORAGES = {**settings.STORAGES, "media": backend}
        yield
        assert set(server.kept) <= {f"/school/volteface/{PATH}"}


def write(folder: Path) -> Path:
    file = folder / PATH
    file.parent.mkdir(parents=True)
    file.write_bytes(CONTENT)
    return file


@pytest.mark.usefixtures("store")
def test_a_kept_file_comes_back_when_the_folder_is_emptied(folder: Path) -> None:
    file = write(folder)
    media_store.keep(PATH)
    media_store.keep(PATH)
    shutil.rmtree(folder)
    assert media_store.file_at(PATH) == file
    assert file.read_bytes() == CONTENT
    assert [each.name for each in file.parent.iterdir()] == [file.name]


@pytest.mark.usefixtures("store")
def test_what_nobody_kept_is_not_there_and_leaves_nothing(folder: Path) -> None:
    assert not media_store.file_at(PATH).exists()
    assert not list((folder / PATH).parent.iterdir())


@pytest.mark.usefixtures("store")
def test_the_lane_sends_what_only_the_store_has(folder: Path) -> None:
    write(folder)
    media_store.keep(PATH)
    shutil.rmtree(folder)
    address = media.address(PATH, name="film.webm")
    answer = call("GET", address, headers={"range": "bytes=5-9"})
    assert (answer.status, answer.body) == (206, CONTENT[5:10])


def test_without_a_store_the_folder_is_all_there_is(folder: Path) -> None:
    file = write(folder)
    media_store.keep(PATH)
    assert not media_store.is_remote()
    assert media_store.file_at(PATH) == file
    assert not media_store.file_at("courses/no").exists()


def test_a_store_that_refuses_is_an_error_like_a_full_disk(
    folder: Path, settings: SettingsWrapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder)
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    with object_store() as server:
        server.is_full = True
        monkeypatch.setenv("S3_BUCKET", "school")
        monkeypatch.setenv("S3_ENDPOINT", server.address)
        options = environment.object_store() or {}
        options |= {"access_key": "key", "secret_key": "secret", "region_name": "eu-west-1"}
        settings.STORAGES = {**settings.STORAGES, "media": {"BACKEND": S3, "OPTIONS": options}}
        with pytest.raises(OSError, match="refused"):
            media_store.keep(PATH)


def test_an_address_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("S3_BUCKET", "school")
    monkeypatch.setenv("S3_ENDPOINT", "minio:9000")
    with pytest.raises(ImproperlyConfigured, match="S3_ENDPOINT"):
        environment.object_store()
