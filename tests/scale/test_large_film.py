"""A large film arrives through a line that breaks while pages stay fast; then it starts at once."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import random
import re
import socket
import statistics
import struct
import time
from typing import TYPE_CHECKING, Any

import pytest

from volteface.web.bench.client import connect, get
from volteface.web.bench.server import TestServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MEGABYTE = 1_048_576
PART = 8 * MEGABYTE


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestServer]:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with TestServer(tmp_path, port) as made:
        yield made


class Film:
    """A film that is never whole in memory: a head, and megabytes that repeat."""

    def __init__(self, megabytes: int) -> None:
        self.size = megabytes * MEGABYTE
        self._head = struct.pack(">I4s8s", 16, b"ftyp", b"isom0000")
        self._head += struct.pack(">I4sQ", 1, b"mdat", self.size - 16)
        self._piece = random.Random(3).randbytes(MEGABYTE)

    def part(self, start: int, end: int) -> bytes:
        whole = bytearray()
        for megabyte in range(start // MEGABYTE, -(-end // MEGABYTE)):
            whole += self._megabyte(megabyte)
        first = start // MEGABYTE * MEGABYTE
        return bytes(whole[start - first : end - first])

    def sha256(self) -> str:
        digest = hashlib.sha256()
        for megabyte in range(self.size // MEGABYTE):
            digest.update(self._megabyte(megabyte))
        return digest.hexdigest()

    def _megabyte(self, number: int) -> bytes:
        if number:
            return self._piece
        return self._head + self._piece[len(self._head) :]


class Sender:
    """Sends a film in parts over lines that break now and then, as the page's script would."""

    def __init__(self, film: Film, address: str, port: int, *, cuts: int) -> None:
        self.film, self.address, self.port = film, address, port
        chance = random.Random(7)
        parts = range(film.size // PART)
        self._breaks = set(chance.sample(parts, min(cuts, len(parts))))
        self.broken = 0

    async def send(self) -> None:
        offset = 0
        while offset < self.film.size:
            end = min(offset + PART, self.film.size)
            if offset // PART in self._breaks:
                self._breaks.discard(offset // PART)
                await self._break_off(offset, end)
                offset = await self._arrived()
                continue
            answer = await self._patch(offset, end)
            offset = end if answer == 204 else await self._arrived()

    def _head(self, offset: int, length: int) -> bytes:
        return (
            f"PATCH {self.address} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
            f"Upload-Offset: {offset}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
        ).encode()

    async def _patch(self, offset: int, end: int) -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(self._head(offset, end - offset))
        writer.write(self.film.part(offset, end))
        line = b""
        # A part at the wrong place is refused unread; what was cut off may still have come in.
        with contextlib.suppress(ConnectionError):
            await writer.drain()
            line = await reader.readline()
        writer.close()
        return int(line.split()[1]) if line else 0

    async def _break_off(self, offset: int, end: int) -> None:
        _reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(self._head(offset, end - offset))
        writer.write(self.film.part(offset, end)[: (end - offset) * 2 // 3])
        with contextlib.suppress(ConnectionError):
            await writer.drain()
        writer.transport.abort()
        self.broken += 1
        await asyncio.sleep(0.05)

    async def _arrived(self) -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        head = f"HEAD {self.address} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        writer.write(head.encode())
        answer = (await reader.read()).decode("latin-1")
        writer.close()
        found = re.search(r"upload-offset: (\d+)", answer)
        assert found, answer
        return int(found[1])


async def watch_page(port: int, world: dict[str, Any], over: asyncio.Event) -> list[float]:
    """How long a page takes, again and again until it is over."""
    connection = await connect(port)
    took = []
    while not over.is_set():
        began = time.perf_counter()
        answer = await connection.ask(get(world["page"], cookie=world["cookie"]))
        took.append(time.perf_counter() - began)
        assert answer.status == 200
        await asyncio.sleep(0.03)
    connection.close()
    return took


async def measured(server: TestServer, film: Film, *, cuts: int) -> tuple[list[float], float, str]:
    """Page times while the film arrives, the seconds until its first megabyte, and its address."""
    world = server.build("tests.scale.film_world", str(film.size))
    server.start()
    over = asyncio.Event()
    pages = asyncio.create_task(watch_page(server.port, world, over))
    sender = Sender(film, world["address"], server.port, cuts=cuts)
    await sender.send()
    over.set()
    took = await pages
    assert sender.broken == cuts
    connection = await connect(server.port)
    page = await connection.ask(get(world["page"], cookie=world["cookie"]))
    found = re.search(rb'href="(/media/[^"]+talk\.mp4)"', page.body)
    assert found
    address = found[1].decode()
    began = time.perf_counter()
    for span in (f"0-{MEGABYTE - 1}", f"{film.size - 65_536}-", f"{film.size // 2}-+65535"):
        first, _, last = span.partition("-")
        end = f"{int(first) + int(last)}" if last.startswith("+") else last
        asked = get(address)[:-2] + f"Range: bytes={first}-{end}\r\n\r\n".encode()
        answer = await connection.ask(asked)
        assert answer.status == 206
    return took, time.perf_counter() - began, address


def stored(server: TestServer) -> str:
    (path,) = [
        one for one in (server.folder / "media" / "courses").rglob("*") if len(one.name) == 64
    ]
    with path.open("rb") as file:
        assert hashlib.file_digest(file, "sha256").hexdigest() == path.name
    return path.name


def told(took: list[float], start: float) -> str:
    slow = sorted(took)[int(0.95 * len(took))]
    return (
        f"{len(took)} pages: median {1000 * statistics.median(took):.0f} ms,"
        f" p95 {1000 * slow:.0f} ms, slowest {1000 * max(took):.0f} ms;"
        f" start of the film {1000 * start:.0f} ms"
    )


@pytest.mark.soak
def test_a_film_arrives_through_a_broken_line(server: TestServer) -> None:
    film = Film(33)
    took, start, _address = asyncio.run(measured(server, film, cuts=2))
    assert stored(server) == film.sha256()
    assert start < 1, told(took, start)
    assert server.megabytes() < 600


@pytest.mark.soak
def test_500_mb_arrive_through_a_broken_line_while_pages_stay_fast(server: TestServer) -> None:
    film = Film(500)
    took, start, _address = asyncio.run(measured(server, film, cuts=6))
    print(told(took, start))
    assert stored(server) == film.sha256()
    assert start < 1, told(took, start)
    assert statistics.median(took) < 0.1, told(took, start)
    assert sorted(took)[int(0.95 * len(took))] < 0.25, told(took, start)
