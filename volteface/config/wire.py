"""One write to the socket for an answer's head and body: two wake the client up twice.

The server writes a head as soon as it is known. Here it waits for the body that comes with it, at
most for one turn of the event loop.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

if TYPE_CHECKING:
    from collections.abc import Callable

_HEAD = b"HTTP/1."


class Gathering:
    """A transport that keeps a head back until its body comes; all else goes straight through."""

    def __init__(
        self, transport: asyncio.Transport, call_soon: Callable[[Callable[[], None]], object]
    ) -> None:
        self._transport = transport
        self._call_soon = call_soon
        self._head = b""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Send ``data`` with the head before it; a head alone waits for one turn."""
        if self._head:
            data, self._head = self._head + data, b""
        elif data.startswith(_HEAD):
            self._head = data
            self._call_soon(self._flush)
            return
        self._transport.write(data)

    def close(self) -> None:
        """Send what waits, then close."""
        self._flush()
        self._transport.close()

    def is_closing(self) -> bool:
        """As asked for each answer."""
        return self._transport.is_closing()

    def _flush(self) -> None:
        if self._head:
            head, self._head = self._head, b""
            if not self._transport.is_closing():
                self._transport.write(head)


class Protocol(HttpToolsProtocol):
    """HTTP as uvicorn speaks it, on a gathering transport."""

    def connection_made(  # type: ignore[override]  # as its base
        self, transport: asyncio.Transport
    ) -> None:
        """Stand between the server and the socket."""
        gathering = Gathering(transport, asyncio.get_running_loop().call_soon)
        super().connection_made(cast("asyncio.Transport", gathering))
