"""News between processes: one contract, kept by a stand-in for Redis and, where it is, by Redis."""

from __future__ import annotations

import asyncio
import shutil
import socket
import subprocess
from collections import defaultdict
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING

import pytest

from volteface.core import changes
from volteface.core.lanes import news as wires
from volteface.core.lanes.news import News

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

WAIT = 5.0


class StandIn:
    """As much of the protocol as publishing and subscribing need."""

    def __init__(self) -> None:
        self.listeners: dict[bytes, set[asyncio.StreamWriter]] = defaultdict(set)
        self.writers: set[asyncio.StreamWriter] = set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.writers.add(writer)
        try:
            while line := await reader.readline():
                words = [await self._word(reader) for _ in range(int(line[1:]))]
                self._do(words, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            for listeners in self.listeners.values():
                listeners.discard(writer)
            writer.close()

    async def _word(self, reader: asyncio.StreamReader) -> bytes:
        size = int((await reader.readline())[1:])
        return (await reader.readexactly(size + 2))[:-2]

    def _do(self, words: list[bytes], writer: asyncio.StreamWriter) -> None:
        verb = words[0].upper()
        if verb == b"SUBSCRIBE":
            self.listeners[words[1]].add(writer)
            writer.write(b"*3\r\n$9\r\nsubscribe\r\n" + _bulk(words[1]) + b":1\r\n")
        elif verb == b"PUBLISH":
            for listener in self.listeners[words[1]]:
                listener.write(b"*3\r\n$7\r\nmessage\r\n" + _bulk(words[1]) + _bulk(words[2]))
            writer.write(b":%d\r\n" % len(self.listeners[words[1]]))
        elif verb == b"PING":
            listens = any(writer in each for each in self.listeners.values())
            writer.write(b"*2\r\n$4\r\npong\r\n$0\r\n\r\n" if listens else b"+PONG\r\n")
        else:
            writer.write(b"+OK\r\n")


@asynccontextmanager
async def stand_in(port: int) -> AsyncIterator[None]:
    """The stand-in at a port; whatever happens, nobody is waited for."""
    one = StandIn()
    server = await asyncio.start_server(one.serve, "127.0.0.1", port)
    try:
        yield
    finally:
        server.close()
        for writer in one.writers:
            writer.close()


def _bulk(word: bytes) -> bytes:
    return b"$%d\r\n%s\r\n" % (len(word), word)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def redis(port: int) -> Iterator[None]:
    """A real server that keeps nothing."""
    name = shutil.which("redis-server") or shutil.which("valkey-server")
    if name is None:
        pytest.skip("neither redis-server nor valkey-server is installed")
    words = [name, "--port", str(port), "--save", "", "--appendonly", "no", "--bind", "127.0.0.1"]
    server = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        server.terminate()
        server.wait()


class Process:
    """What one process hears."""

    def __init__(self, port: int) -> None:
        self.heard: asyncio.Queue[tuple[str, str]] = asyncio.Queue()
        # Versions of the protocol that the stand-in knows.
        self.news = News(f"redis://127.0.0.1:{port}/0?protocol=2", self._hear)

    async def _hear(self, topic: str, key: str) -> None:
        await self.heard.put((topic, key))

    async def next(self) -> tuple[str, str]:
        async with asyncio.timeout(WAIT):
            return await self.heard.get()


@asynccontextmanager
async def two(port: int) -> AsyncIterator[tuple[Process, Process]]:
    one, other = Process(port), Process(port)
    async with asyncio.timeout(WAIT):
        await one.news.hears.wait()
        await other.news.hears.wait()
    try:
        yield one, other
    finally:
        await one.news.stop()
        await other.news.stop()


async def _others_hear_and_oneself_does_not(port: int) -> None:
    async with two(port) as (one, other):
        one.news.tell("room", "abc")
        one.news.tell("epoch", "17")
        assert [await other.next(), await other.next()] == [("room", "abc"), ("epoch", "17")]
        other.news.tell("room", "x y")
        assert await one.next() == ("room", "x y")
        assert one.heard.empty()


def test_others_hear_at_once_through_the_stand_in() -> None:
    async def run() -> None:
        port = free_port()
        async with stand_in(port):
            await _others_hear_and_oneself_does_not(port)

    asyncio.run(run())


def test_others_hear_at_once_through_redis() -> None:
    port = free_port()
    with redis(port):
        asyncio.run(_others_hear_and_oneself_does_not(port))


def test_a_server_that_is_away_holds_nothing_up_and_is_found_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(wires, "AGAIN_SECONDS", 0.05)

    async def run() -> None:
        port = free_port()
        one, other = Process(port), Process(port)
        one.news.tell("room", "lost")
        await asyncio.sleep(0.1)
        async with stand_in(port):
            async with asyncio.timeout(WAIT):
                await one.news.hears.wait()
                await other.news.hears.wait()
            one.news.tell("room", "found")
            assert await other.next() == ("room", "found")
            await one.news.stop()
            await other.news.stop()

    asyncio.run(run())


def test_what_is_announced_here_is_told_and_after_the_end_no_more() -> None:
    async def run() -> None:
        port = free_port()
        async with stand_in(port), two(port) as (_one, other):
            await asyncio.to_thread(changes._tell, "closing", "c1")
            # Both processes of this test listen, and each hears the other.
            assert await other.next() == ("closing", "c1")
        assert not [each for each in changes._listeners if "News" in repr(each)]

    asyncio.run(run())
