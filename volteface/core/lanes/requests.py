"""A request in the lane: its parts when asked for, and the few answers the lane gives."""

from __future__ import annotations

import html
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import orjson
from django.conf import settings
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, MutableMapping, Sequence

    type Scope = MutableMapping[str, Any]
    type Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
    type Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

MOST_FIELDS = 60
_SAFE = [
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"referrer-policy", b"same-origin"),
]


class LaneRequest:
    """What a lane handler is given; the body has been read, within its limits."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scope = scope
        self.receive = receive
        self.answered = False
        self._send = send
        self.method: str = scope["method"]
        self.path: str = scope["path"]
        self.body = b""
        self._headers: dict[bytes, bytes] | None = None

    async def send(self, message: MutableMapping[str, Any]) -> None:
        """Pass a message on, remembering that the answer has begun."""
        self.answered = True
        await self._send(message)

    def header(self, name: str) -> str:
        if self._headers is None:
            self._headers = dict(self.scope["headers"])
        value: bytes = self._headers.get(name.encode("ascii"), b"")
        return value.decode("latin-1")

    def query(self, name: str) -> str:
        values: list[str] = parse_qs(self.scope["query_string"].decode("latin-1")).get(name, [""])
        return values[0]

    @property
    def wants_json(self) -> bool:
        return "application/json" in self.header("accept")

    def fields(self) -> Mapping[str, Sequence[str]]:
        """The body's fields, form-encoded or JSON; raises ``ValueError`` for anything else."""
        if self.header("content-type").startswith("application/json"):
            return _fields_of_json(self.body)
        return parse_qs(
            self.body.decode("utf-8"), keep_blank_values=True, max_num_fields=MOST_FIELDS
        )

    def origin_is_ours(self) -> bool:
        """Whether the page that sent this is one of ours, as far as the browser says."""
        origin = self.header("origin")
        if origin:
            place = urlsplit(origin)
            ours = {self.header("host"), urlsplit(settings.SITE_URL).netloc}
            return bool(place.netloc) and place.netloc in ours
        return self.header("sec-fetch-site") not in {"cross-site", "same-site"}

    async def wait_for_disconnect(self) -> None:
        while (await self.receive())["type"] != "http.disconnect":
            pass

    async def answer_json(self, body: Mapping[str, Any], *, status: int = 200) -> None:
        await self.answer(orjson.dumps(body), status=status, content_type=b"application/json")

    async def redirect(self, path: str) -> None:
        location = path.encode("ascii", "strict")
        await self.answer(b"", status=303, headers=[(b"location", location)])

    async def answer(
        self,
        body: bytes,
        *,
        status: int = 200,
        content_type: bytes = b"text/html; charset=utf-8",
        headers: Sequence[tuple[bytes, bytes]] = (),
    ) -> None:
        start = [
            (b"content-type", content_type),
            (b"content-length", b"%d" % len(body)),
            *_SAFE,
            *headers,
        ]
        await self.send({"type": "http.response.start", "status": status, "headers": start})
        await self.send({"type": "http.response.body", "body": body})

    async def refuse(self, status: int, message: str = "", *, back: str = "") -> None:
        """Say no: as JSON to a script, as a plain page with a way back to a form."""
        text = message or HTTPStatus(status).phrase
        if self.wants_json:
            await self.answer_json({"error": text}, status=status)
            return
        link = (
            f'<p><a href="{html.escape(back)}">{html.escape(_("Go back"))}</a></p>' if back else ""
        )
        page = (
            f"<!doctype html><meta charset=utf-8><title>{status}</title><p>{html.escape(text)}</p>"
        )
        await self.answer((page + link).encode(), status=status)


def _fields_of_json(body: bytes) -> Mapping[str, Sequence[str]]:
    try:
        data = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise ValueError("not JSON") from error
    if not isinstance(data, dict) or len(data) > MOST_FIELDS:
        raise ValueError("not an object of fields")
    return {name: _texts(value) for name, value in data.items() if value is not None}


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    if not all(isinstance(one, (str, int, float)) for one in values):
        raise ValueError("a field holds neither text nor number")
    return [str(one) for one in values]
