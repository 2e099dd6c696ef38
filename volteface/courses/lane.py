"""Taking large films in parts in the lane: HEAD says how far one is, PATCH goes on from there.

A small protocol in the manner of tus: ``HEAD /u/<token>`` answers ``Upload-Offset`` and
``Upload-Length``; ``PATCH`` with ``Upload-Offset: <where>`` and raw bytes answers the new offset.
What arrived before a line broke is kept. Nothing of a film is ever whole in memory.
"""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

from volteface.core import clock
from volteface.core.errors import Missing
from volteface.core.lanes import app
from volteface.core.lanes.threads import in_thread
from volteface.courses.actions.uploads import check_beginning, finish_upload, write_part
from volteface.courses.errors import FileIsRefused
from volteface.courses.queries.uploads import UPLOAD_PATH, arrived, part_path, upload_at

if TYPE_CHECKING:
    from volteface.core.lanes.requests import LaneRequest
    from volteface.courses.models import Upload

_GATHERED = 1_048_576
_SILENCE_SECONDS = 60
# One sender at a time: a newer one takes over from a connection that only seems alive.
_turns: dict[str, int] = {}


class _IsOver(Exception):
    """Nothing more will come on this connection."""


def register() -> None:
    """Fill the lane's registry; called once when the apps are ready."""
    app.register("GET", UPLOAD_PATH, say_offset)
    app.register("PATCH", UPLOAD_PATH, take_part)


async def say_offset(request: LaneRequest) -> None:
    """How far a film has arrived."""
    upload = await _upload(request)
    if upload is not None:
        await _answer(request, 200, upload, arrived(upload))


async def take_part(request: LaneRequest) -> None:
    """Go on with a film from where it is; the last part puts it into the course."""
    if not request.origin_is_ours():
        await request.refuse(403)
        return
    upload = await _upload(request)
    if upload is None:
        return
    offset = request.header("upload-offset")
    at = arrived(upload)
    if not offset.isdecimal() or int(offset[:18]) != at:
        # The sender asks again where it is.
        await _answer(request, 409, upload, at)
        return
    turn = _turns[upload.code] = _turns.get(upload.code, 0) + 1
    try:
        reached = await _receive(request, upload, at, turn)
        if at == 0:
            await in_thread(check_beginning, upload)
        if reached == upload.size:
            await in_thread(finish_upload, upload, at=clock.now())
            _turns.pop(upload.code, None)
    except _IsOver:
        return
    except FileIsRefused as refusal:
        await request.answer_json({"error": str(refusal)}, status=422)
        return
    await _answer(request, 204, upload, reached)


async def _receive(request: LaneRequest, upload: Upload, position: int, turn: int) -> int:
    path = part_path(upload)
    await asyncio.to_thread(path.parent.mkdir, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    gathered = bytearray()
    try:
        more = True
        while more:
            part, more = await _next(request)
            gathered += part or b""
            too_much = position + len(gathered) > upload.size
            if too_much:
                del gathered[upload.size - position :]
            if gathered and (len(gathered) >= _GATHERED or not more or too_much):
                if _turns.get(upload.code) != turn:
                    raise _IsOver
                await asyncio.to_thread(write_part, descriptor, bytes(gathered), position)
                position += len(gathered)
                gathered.clear()
            if part is None or too_much:
                raise _IsOver
        # A part at a time: one sync of a whole film would hold up everybody's commits.
        await asyncio.to_thread(os.fdatasync, descriptor)
    finally:
        os.close(descriptor)
    return position


async def _next(request: LaneRequest) -> tuple[bytes | None, bool]:
    """The next bytes and whether more follow; nothing when the line broke."""
    try:
        async with asyncio.timeout(_SILENCE_SECONDS):
            message = await request.receive()
    except TimeoutError:
        return None, False
    if message["type"] == "http.disconnect":
        return None, False
    return message.get("body", b""), bool(message.get("more_body"))


async def _upload(request: LaneRequest) -> Upload | None:
    token = request.path.removeprefix(UPLOAD_PATH)
    try:
        return await in_thread(upload_at, token, at=clock.now())
    except Missing:
        await request.refuse(404)
        return None


async def _answer(request: LaneRequest, status: int, upload: Upload, offset: int) -> None:
    headers = [
        (b"upload-offset", b"%d" % offset),
        (b"upload-length", b"%d" % upload.size),
    ]
    await request.answer(b"", status=status, headers=headers)
