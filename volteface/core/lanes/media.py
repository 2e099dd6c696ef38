"""Media files sent by the event loop, with ranges, to whoever holds an address Django signed.

`address` makes it: ``/media/<signed claims>/<name>``. The claims are the file's path under
MEDIA_ROOT and, where a file is for some people only, a day of expiry; without one the address is
a lasting secret, which published text may hold and browsers may keep.
"""

from __future__ import annotations

import asyncio
import base64
import hmac
import mimetypes
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import quote, unquote

from django.conf import settings

from volteface.core import clock, media_store
from volteface.core.lanes import tokens

if TYPE_CHECKING:
    import datetime as dt

    from volteface.core.lanes.requests import LaneRequest

PREFIX = "/media/"
DAYS_VALID = 7
CHUNK = 262_144
# Shown in a page; the rest is offered for saving, so that no upload runs as a page of ours.
_SHOWN = re.compile(r"^(image/(png|jpeg|gif|webp|avif)|video/|audio/|text/vtt$)")
_RANGE = re.compile(r"^bytes=(\d{0,18})-(\d{0,18})$")


def address(path: str, *, name: str, at: dt.datetime | None = None) -> str:
    """Where ``path`` (under MEDIA_ROOT) is fetched: for a week from ``at``, or for good."""
    day = int(at.timestamp()) // 86_400 + DAYS_VALID if at is not None else 0
    claims = base64.urlsafe_b64encode(f"{day}:{path}".encode()).rstrip(b"=").decode()
    return f"{PREFIX}{claims}.{tokens.signed('media:' + claims)}/{quote(name)}"


async def send_media(request: LaneRequest) -> None:
    """Answer a GET or HEAD of a signed address."""
    claims, _, name = request.path.removeprefix(PREFIX).partition("/")
    path = _path_of(claims)
    if path is None:
        await request.refuse(404)
        return
    try:
        file = await asyncio.to_thread(_opened, path)
    except OSError:
        await request.refuse(404)
        return
    try:
        await _send(request, file.fileno(), unquote(name))
    finally:
        file.close()


async def _send(request: LaneRequest, descriptor: int, name: str) -> None:
    facts = os.fstat(descriptor)
    size = facts.st_size
    tag = f'"{facts.st_mtime_ns:x}-{size:x}"'
    if request.header("if-none-match") == tag:
        await request.send(
            {"type": "http.response.start", "status": 304, "headers": [(b"etag", tag.encode())]}
        )
        await request.send({"type": "http.response.body", "body": b"", "more_body": False})
        return
    asked = _asked_range(request, tag)
    span = _span(*asked, size) if asked else (0, size)
    if span is None:
        headers = [(b"content-range", b"bytes */%d" % size)]
        await request.answer(b"", status=416, headers=headers)
        return
    first, end = span
    status = 206 if asked else 200
    headers = [
        *_headers(name),
        (b"etag", tag.encode()),
        (b"accept-ranges", b"bytes"),
        (b"content-length", b"%d" % (end - first)),
    ]
    if status == 206:  # noqa: PLR2004 - Partial Content
        headers.append((b"content-range", b"bytes %d-%d/%d" % (first, end - 1, size)))
    await request.send({"type": "http.response.start", "status": status, "headers": headers})
    position = first if request.method != "HEAD" else end
    while position < end:
        part = await asyncio.to_thread(os.pread, descriptor, min(CHUNK, end - position), position)
        if not part:
            break
        position += len(part)
        await request.send({"type": "http.response.body", "body": part, "more_body": True})
    await request.send({"type": "http.response.body", "body": b"", "more_body": False})


def _headers(name: str) -> list[tuple[bytes, bytes]]:
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    shown = bool(_SHOWN.match(media_type))
    kind = media_type if shown else "application/octet-stream"
    charset = "; charset=utf-8" if kind.startswith("text/") else ""
    disposition = "inline" if shown else "attachment"
    return [
        (b"content-type", f"{kind}{charset}".encode("ascii")),
        (b"content-disposition", f"{disposition}; filename*=UTF-8''{quote(name)}".encode("ascii")),
        (b"x-content-type-options", b"nosniff"),
        (b"content-security-policy", b"default-src 'none'; sandbox"),
        (b"cross-origin-resource-policy", b"same-origin"),
        (b"cache-control", b"private, max-age=86400"),
    ]


def _opened(path: str) -> BinaryIO:
    file = media_store.file_at(path)
    if not file.is_file():
        raise FileNotFoundError(path)
    return file.open("rb")


def _path_of(signed: str) -> str | None:
    """The path a signed part names: ours, not expired, inside the media folder."""
    claims, _, signature = signed.rpartition(".")
    if not hmac.compare_digest(signature.encode(), tokens.signed("media:" + claims).encode()):
        return None
    day, _, path = (
        base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)).decode().partition(":")
    )
    if int(day) and int(day) < int(clock.now().timestamp()) // 86_400:
        return None
    root = Path(settings.MEDIA_ROOT).resolve()
    return path if (root / path).resolve().is_relative_to(root) else None


def _asked_range(request: LaneRequest, tag: str) -> tuple[str, str] | None:
    """The one range asked for, if it is to be given: of a GET, and of the content once begun.

    Several ranges at once, and units nobody knows, are answered with the whole file.
    """
    found = _RANGE.match(request.header("range").strip())
    if found is None or request.method == "HEAD" or found.groups() == ("", ""):
        return None
    if request.header("if-range") not in {"", tag}:
        return None
    return found[1], found[2]


def _span(begin: str, last: str, size: int) -> tuple[int, int] | None:
    """The first byte and the end of a range; nothing when it cannot be had."""
    if not begin:
        length = min(int(last), size)
        return (size - length, size) if length else None
    first = int(begin)
    end = min(int(last) + 1, size) if last else size
    return (first, end) if first < end else None
