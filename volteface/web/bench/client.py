"""A load client on bare sockets: an ordinary Python HTTP client saturates first."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

HOST = "127.0.0.1"
_END = b"\r\n\r\n"


@dataclass(slots=True)
class Answer:
    """One response; headers stay as bytes until somebody asks."""

    status: int
    head: bytes
    body: bytes

    def header(self, name: str) -> str:
        wanted = name.lower().encode() + b":"
        for line in self.head.split(b"\r\n")[1:]:
            if line.lower().startswith(wanted):
                return line[len(wanted) :].strip().decode("latin-1")
        return ""


class Connection(asyncio.Protocol):
    """One kept-alive connection that asks one thing at a time."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._data = b""
        self._waiting: asyncio.Future[Answer] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._data += data
        answer = self._complete()
        if answer is not None and self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(answer)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(exc or ConnectionResetError("the server closed"))

    async def ask(self, request: bytes) -> Answer:
        """Send a whole request and wait for its whole answer."""
        if self._transport is None or self._transport.is_closing():
            raise ConnectionResetError("not connected")
        self._data = b""
        self._waiting = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._waiting

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def _complete(self) -> Answer | None:
        end = self._data.find(_END)
        if end < 0:
            return None
        head = self._data[:end]
        place = head.lower().find(b"content-length:")
        length = int(head[place + 15 :].split(b"\r\n", 1)[0]) if place >= 0 else 0
        if len(self._data) < end + 4 + length:
            return None
        body = self._data[end + 4 : end + 4 + length]
        return Answer(int(head[9:12]), head, body)


async def connect(port: int) -> Connection:
    """A fresh connection to the server under test."""
    _, connection = await asyncio.get_running_loop().create_connection(Connection, HOST, port)
    return connection


def get(path: str, *, cookie: str = "") -> bytes:
    """A GET as bytes."""
    given = f"Cookie: {cookie}\r\n" if cookie else ""
    return f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\n{given}\r\n".encode()


def post(path: str, fields: dict[str, str], *, cookie: str = "", as_json: bool = False) -> bytes:
    """A form's POST as bytes."""
    body = urlencode(fields).encode()
    given = f"Cookie: {cookie}\r\n" if cookie else ""
    given += "Accept: application/json\r\n" if as_json else ""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\n{given}"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


@dataclass(slots=True)
class Listener:
    """One event stream: when each version of the room's state arrived."""

    heard: dict[int, float] = field(default_factory=dict)
    connected: asyncio.Event = field(default_factory=asyncio.Event)
    lost: bool = False

    async def listen(self, port: int, path: str, *, cookie: str = "") -> None:
        """Read events until cancelled or shown out."""
        reader, writer = await asyncio.open_connection(HOST, port)
        writer.write(get(path, cookie=cookie))
        try:
            while line := await reader.readline():
                if line.startswith(b"id: "):
                    self.heard[int(line[4:])] = time.perf_counter()
                    self.connected.set()
        finally:
            self.lost = True
            writer.close()
