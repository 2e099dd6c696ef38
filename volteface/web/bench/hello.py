"""The least an ASGI application can do: what this machine's figures are divided by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping

    type Message = MutableMapping[str, Any]

_HEADERS = [(b"content-type", b"text/plain"), (b"content-length", b"5")]


async def application(
    scope: Message,
    receive: Callable[[], Awaitable[Message]],  # noqa: ARG001 - ASGI's face
    send: Callable[[Message], Awaitable[None]],
) -> None:
    """Say hello."""
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
        await send({"type": "http.response.body", "body": b"hello"})
