"""Speaks ASGI to the lane without a socket, for tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import orjson
from asgiref.sync import async_to_sync

from volteface.core.lanes.app import Lane

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping, Sequence

    from volteface.core.lanes.requests import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneAnswer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return orjson.loads(self.body)


def call(
    method: str,
    path: str,
    *,
    fields: Mapping[str, str | Sequence[str]] | None = None,
    body: bytes = b"",
    headers: Mapping[str, str] | None = None,
    as_json: bool = False,
) -> LaneAnswer:
    """One request to the lane; ``fields`` are form-encoded, ``as_json`` asks for a receipt."""
    return async_to_sync(send)(
        method, path, fields=fields, body=body, headers=headers, as_json=as_json
    )


async def send(
    method: str,
    path: str,
    *,
    fields: Mapping[str, str | Sequence[str]] | None = None,
    body: bytes = b"",
    headers: Mapping[str, str] | None = None,
    as_json: bool = False,
) -> LaneAnswer:
    """The same from within a loop."""
    given = {"host": "testserver", **(headers or {})}
    if as_json:
        given["accept"] = "application/json"
    if fields is not None:
        given["content-type"] = "application/x-www-form-urlencoded"
        body = urlencode(fields, doseq=True).encode()
    return await _call(scope_of(method, path, given), body)


def scope_of(method: str, path: str, headers: Mapping[str, str]) -> Scope:
    """The connection as a server would describe it."""
    bare, _, query = path.partition("?")
    return {
        "type": "http",
        "method": method,
        "path": bare,
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers.items()],
    }


async def _call(scope: Scope, body: bytes) -> LaneAnswer:
    sent: list[MutableMapping[str, Any]] = []

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    await Lane()(scope, receive, send)
    names = {name.decode(): value.decode("latin-1") for name, value in sent[0]["headers"]}
    content = b"".join(message.get("body", b"") for message in sent[1:])
    return LaneAnswer(status=sent[0]["status"], headers=names, body=content)
