"""Starts the server: one uvicorn process that stops within three seconds."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import uvicorn

from volteface.config.asgi import dispatcher
from volteface.config.wire import Protocol
from volteface.core.gate import gate

if TYPE_CHECKING:
    import socket


class Server(uvicorn.Server):
    """Tells open event streams goodbye before it waits for connections to end."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close the streams first: they would otherwise hold the server until its time limit."""
        await dispatcher.say_goodbye()
        await super().shutdown(sockets)


def serve(*, host: str, port: int) -> None:
    """Serve until SIGINT or SIGTERM."""
    config = uvicorn.Config(
        dispatcher,
        host=host,
        port=port,
        loop="auto",
        http=Protocol,
        lifespan="on",
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=2,
        backlog=4096,
    )
    gate.begin_counting()
    with contextlib.suppress(KeyboardInterrupt):
        Server(config).run()
