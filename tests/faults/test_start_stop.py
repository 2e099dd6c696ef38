"""The server is up within three seconds and down within three, open event streams or not.

Starting is measured by what the process works, so that a busy machine does not count; stopping by
the clock, for it mostly waits.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import database
from volteface.web.bench.client import Listener
from volteface.web.bench.server import TestServer

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMAND = str(Path(sys.executable).parent / "volteface")
STREAMS = 20
SECONDS = 3.0


def start(folder: Path, port: int) -> tuple[subprocess.Popen[bytes], float, float]:
    """What ``make run`` starts; the seconds until it answered, and those it worked."""
    began = time.perf_counter()
    log = (folder / "server.log").open("ab")
    process = subprocess.Popen(
        [COMMAND, "demo", "--if-empty", "--serve", "--port", str(port)],
        env={**os.environ, "DATA": str(folder)},
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    log.close()
    while not answers(port):
        assert process.poll() is None, (folder / "server.log").read_text("utf-8")
        assert time.perf_counter() - began < 60
        time.sleep(0.02)
    taken = time.perf_counter() - began
    times = Path(f"/proc/{process.pid}/stat").read_text("ascii").rsplit(")", 1)[1].split()
    return process, taken, (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


async def interrupt_with_streams(
    process: subprocess.Popen[bytes], port: int, paths: list[str]
) -> tuple[float, list[Listener]]:
    listeners = [Listener() for _path in paths]
    async with asyncio.TaskGroup() as open_streams:
        for listener, path in zip(listeners, paths, strict=True):
            open_streams.create_task(listener.listen(port, path))
        for listener in listeners:
            await asyncio.wait_for(listener.connected.wait(), 20)
        began = time.perf_counter()
        # Ctrl-C: the terminal tells everybody in it.
        os.killpg(process.pid, signal.SIGINT)
        await asyncio.to_thread(process.wait, 20)
        taken = time.perf_counter() - began
    return taken, listeners


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    yield tmp_path
    print((tmp_path / "server.log").read_text("utf-8")[-2_000:])


def test_an_institution_is_served_in_three_seconds_and_stops_in_three_with_open_streams(
    folder: Path, free_port: int
) -> None:
    database.lay(folder)
    made = TestServer(folder, free_port)
    made.build("volteface.web.bench.world", "5", "6")
    room = made.build("volteface.web.bench.room_world", str(STREAMS))
    process, seconds, worked = start(folder, free_port)
    try:
        taken, listeners = asyncio.run(interrupt_with_streams(process, free_port, room["streams"]))
    finally:
        process.kill()
        process.wait(10)
    print(f"served after {seconds:.2f} s ({worked:.2f} s of work), stopped after {taken:.2f} s")
    assert worked < SECONDS
    assert taken < SECONDS
    assert process.returncode == 0
    assert all(listener.lost for listener in listeners)
    log = (folder / "server.log").read_text("utf-8")
    assert "Traceback" not in log
    assert not answers(free_port)


WORKING = """
import os, sys, time
from volteface.core import worker

worker.start()
try:
    print(worker.call("os:getpid"), flush=True)
    time.sleep(30)
except KeyboardInterrupt:
    worker.stop()
"""


# A page waits in its thread for what the worker computes.
COMPUTING = """
import os, sys, threading, time
from concurrent.futures.process import BrokenProcessPool
from volteface.core import worker

def wait():
    try:
        worker.compute(time.sleep, 60)
    except BrokenProcessPool:
        pass

worker.start()
try:
    place = worker.call("os:getpid")
    threading.Thread(target=wait).start()
    while not worker._pool._pending_work_items:
        time.sleep(0.01)
    print(place, flush=True)
    time.sleep(30)
except KeyboardInterrupt:
    worker.stop()
"""


@pytest.fixture
def _as_in_a_terminal() -> Iterator[None]:
    """What is started in the background ignores Ctrl-C, and so would all that it starts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_as_in_a_terminal")
@pytest.mark.parametrize("doing", [WORKING, COMPUTING], ids=["idle", "computing"])
def test_ctrl_c_ends_the_worker_at_once_without_a_word(doing: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", doing],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout is not None
    worker = int(process.stdout.readline())
    began = time.perf_counter()
    os.killpg(process.pid, signal.SIGINT)
    _out, err = process.communicate(timeout=20)
    assert time.perf_counter() - began < SECONDS
    assert err == b""
    assert process.returncode == 0
    assert not Path(f"/proc/{worker}").exists()
