"""What goes wrong on the command line is one line and exit status 2, and leaves nothing behind."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from volteface.config import environment, ports
from volteface.config.failure import Failure

COMMAND = str(Path(sys.executable).parent / "volteface")


def volteface(
    folder: Path | str, *arguments: str, **given: str
) -> subprocess.CompletedProcess[str]:
    own = {"DATA": str(folder), "DATABASE_URL": "", **given}
    return subprocess.run(
        [COMMAND, *arguments],
        env={**os.environ, **own},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def refusal(folder: Path | str, *arguments: str, **given: str) -> str:
    done = volteface(folder, *arguments, **given)
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith("volteface: ")
    assert done.stderr.count("\n") == 1
    return done.stderr


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("PORT", "abc", "PORT=abc is no port"),
        ("PORT", "65536", "no port"),
        ("TIME_ZONE", "Mars", "TIME_ZONE=Mars is no time zone"),
        ("LOG_LEVEL", "loud", "LOG_LEVEL=loud is none of"),
        ("DATABASE_URL", "foo", "DATABASE_URL is not like postgresql://"),
        ("DATABASE_URL", "postgresql://u:secret@h:x/n", "DATABASE_URL is not like"),
    ],
)
def test_a_wrong_setting_is_named(
    name: str, value: str, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    read = {
        "PORT": lambda: environment.port(name, default=1),
        "TIME_ZONE": lambda: environment.time_zone(name, default="UTC"),
        "LOG_LEVEL": lambda: environment.log_level(name, default="INFO"),
        "DATABASE_URL": environment.database_address,
    }[name]
    with pytest.raises(ImproperlyConfigured, match=why) as refused:
        read()
    assert "secret" not in str(refused.value)


def test_a_wrong_setting_ends_in_one_line(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert "PORT=abc" in refusal(data, "serve", PORT="abc")
    assert "/proc/x" in refusal("/proc/x", "demo")
    nobody = "postgresql://a:b@127.0.0.1:1/x"
    assert "does not answer" in refusal(data, "links", DATABASE_URL=nobody)


@pytest.mark.parametrize(
    "arguments",
    [
        ["links"],
        ["export", "x", "--out", "o.zip"],
        ["backup", "b.tar.gz"],
        ["import", ".", "--course", "x"],
    ],
)
def test_a_mistyped_data_folder_stays_unmade(tmp_path: Path, arguments: list[str]) -> None:
    data = tmp_path / "data"
    assert f"{data} holds no institution" in refusal(data, *arguments)
    assert not data.exists()


def test_a_failing_restore_leaves_no_folder(tmp_path: Path) -> None:
    data, diary = tmp_path / "data", tmp_path / "diary.tar.gz"
    diary.write_text("Dear diary")
    assert "not a whole backup" in refusal(data, "restore", str(diary))
    assert not data.exists()


def test_help_names_the_measurements_and_makes_nothing(tmp_path: Path) -> None:
    told = volteface(tmp_path / "data", "bench", "--help")
    assert told.returncode == 0
    assert "[quiz|room|briefing ...]" in told.stdout
    assert not (tmp_path / "data").exists()
    assert "there is no measurement “x”" in refusal(tmp_path, "bench", "x")


def test_a_port_in_use_is_said_before_anything_listens() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Failure, match=f"port {port} is in use; choose another with PORT=…"):
            ports.require_free("127.0.0.1", port)
    ports.require_free("127.0.0.1", port)
    with pytest.raises(Failure, match="99999 is no port"):
        ports.require_free("127.0.0.1", 99_999)
    with pytest.raises(Failure, match=r"nothing can listen on 192\.0\.2\.1"):
        ports.require_free("192.0.2.1", port)


def test_an_unknown_command_of_djangos_is_one_line_too(tmp_path: Path) -> None:
    assert "manage: no command 'nope'" in refusal(tmp_path, "manage", "nope")
