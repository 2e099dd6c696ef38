"""Starts the server: one uvicorn process that stops within three seconds."""

from __future__ import annotations

import contextlib

import uvicorn


def serve(*, host: str, port: int) -> None:
    """Serve until SIGINT or SIGTERM; open event streams are told goodbye and get two seconds."""
    config = uvicorn.Config(
        "volteface.config.asgi:application",
        host=host,
        port=port,
        loop="auto",
        http="httptools",
        lifespan="on",
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=2,
        backlog=4096,
    )
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(config).run()
