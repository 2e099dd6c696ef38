"""Zips that want to do harm: refused, or read without a trace outside memory."""

from __future__ import annotations

import contextlib
import io
import stat
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volteface.interop.parsed import Unreadable
from volteface.interop.parsing import parse
from volteface.interop.rules.archive import UnsafeArchive, is_zip, read_zip

from .corpora import corpus, names


def packed(files: dict[str, bytes], *, mode: int = 0, kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", kind) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = mode << 16
            entry.compress_type = kind
            archive.writestr(entry, data)
    return target.getvalue()


@pytest.mark.parametrize("name", names("hostile/archives", "*.zip"))
def test_archives_that_leave_their_folder_are_refused(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = corpus(f"hostile/archives/{name}").read_bytes()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UnsafeArchive):
        read_zip(data)
    assert list(tmp_path.iterdir()) == []
    assert not Path("/tmp/moo").exists()


@pytest.mark.parametrize("name", names("hostile/zips", "*.zip"))
def test_archives_by_many_tools_are_read_or_refused(name: str) -> None:
    data = corpus(f"hostile/zips/{name}").read_bytes()
    if name == "passwordis1.zip":
        with pytest.raises(UnsafeArchive, match="password"):
            read_zip(data)
    else:
        files = read_zip(data)
        assert all(not path.startswith("/") and ".." not in path for path in files)
        assert bool(files) is (name != "empty.zip")
        assert not any("__MACOSX" in path for path in files)


def test_a_whole_zip_is_read() -> None:
    files = {"a/b.md": b"text", "a/é.png": b"\x89PNG"}
    assert read_zip(packed(files)) == files


@pytest.mark.parametrize(
    "name", ["../x", "a/../../x", "/x", "C:\\x", "..\\x", "a\\..\\..\\x", "x" * 300, "\\\\host\\x"]
)
def test_names_that_lead_elsewhere_are_refused(name: str) -> None:
    with pytest.raises(UnsafeArchive):
        read_zip(packed({name: b"x"}))


def test_a_name_with_a_nul_is_refused() -> None:
    data = packed({"aXb": b"x"}).replace(b"aXb", b"a\x00b")
    with pytest.raises(UnsafeArchive):
        read_zip(data)


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_links_and_devices_are_refused(kind: int) -> None:
    with pytest.raises(UnsafeArchive):
        read_zip(packed({"x": b"/etc/passwd"}, mode=kind | 0o777))


def test_two_files_of_one_name_are_refused() -> None:
    data = packed({"x": b"1", "y": b"2"}).replace(b"y", b"x")
    with pytest.raises(UnsafeArchive, match="same name"):
        read_zip(data)


def test_a_bomb_is_refused_before_it_goes_off() -> None:
    began = time.perf_counter()
    with pytest.raises(UnsafeArchive, match="far more"):
        read_zip(packed({"bomb": b"\x00" * 30_000_000}))
    assert time.perf_counter() - began < 2


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    honest = packed({"bomb": b"\x00" * 3_000_000})
    size = (3_000_000).to_bytes(4, "little")
    with pytest.raises(UnsafeArchive):
        read_zip(honest.replace(size, (1_000).to_bytes(4, "little")))


def test_too_many_files_are_refused() -> None:
    with pytest.raises(UnsafeArchive, match="too many"):
        read_zip(packed({f"{number}": b"" for number in range(2_001)}))


def test_a_wrong_checksum_is_refused() -> None:
    data = bytearray(packed({"x": b"hello world"}, kind=zipfile.ZIP_STORED))
    at = data.index(b"hello")
    data[at] = ord("j")
    with pytest.raises(UnsafeArchive, match="damaged"):
        read_zip(bytes(data))


@given(st.binary(max_size=200), st.integers(0, 160), st.integers(0, 255))
def test_damaged_zips_are_read_or_refused(tail: bytes, at: int, value: int) -> None:
    data = bytearray(packed({"a.md": b"# text", "b.txt": b"x" * 50}) + tail)
    data[at % len(data)] = value
    if is_zip(bytes(data)):
        with contextlib.suppress(UnsafeArchive):
            read_zip(bytes(data))


@pytest.mark.parametrize("data", [b"PK\x03\x04" + b"\x07" * 400, b"\x00\x07" * 400])
@pytest.mark.parametrize(
    ("name", "why"),
    [("a.pptx", "The deck is"), ("a.docx", "The document is"), ("a.zip", "The zip file is")],
)
def test_a_broken_file_is_called_damaged_whatever_is_broken(
    name: str, why: str, data: bytes
) -> None:
    with pytest.raises(Unreadable, match=f"{why} damaged"):
        parse([(name, data)])
