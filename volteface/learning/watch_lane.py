"""Watched seconds in the lane: POST /w/ keeps what a device counted, GET says where to go on.

A POST holds ``token``, ``film``, ``device``, ``counts``, ``position`` and ``counter``; what it
says is all the device has counted, so that nothing doubles. GET with ``Lane-Token`` answers
``{"films": {name: position}}``, the newest of all the person's devices.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from volteface.core import clock
from volteface.core.lanes import app
from volteface.core.lanes.threads import in_thread
from volteface.core.lanes.writer import Writer
from volteface.learning import watch_log
from volteface.learning.lane import allowed
from volteface.learning.queries import PROGRESS_USE
from volteface.learning.queries.watching import positions_of
from volteface.learning.rules.watching import read_counts
from volteface.learning.watch_log import Told

if TYPE_CHECKING:
    from volteface.core.lanes.requests import LaneRequest

PATH = "/w/"
_LONGEST_FILM = 86_400.0
_MOST_COUNTER = 2**53
_DEVICE = re.compile(r"[A-Za-z0-9-]{1,36}")
_FILM = re.compile(r"[\w.-]{1,120}")

watched: Writer[Told, None] = Writer(watch_log.store)


def register() -> None:
    """Fill the lane's registry; called once when the apps are ready."""
    app.register("POST", PATH, take_watched)
    app.register("GET", PATH, say_positions)
    app.at_close(watched.stop)


async def take_watched(request: LaneRequest) -> None:
    """Keep what a device has played; a beacon wants no answer and gets none."""
    try:
        fields = {name: values[0] for name, values in request.fields().items() if values}
        counts = read_counts(fields["counts"])
        position, counter = float(fields["position"]), int(fields["counter"][:20])
        film, device = fields["film"], fields["device"]
    except (KeyError, ValueError):
        await request.refuse(400)
        return
    claims = await allowed(fields.get("token", ""), use=PROGRESS_USE)
    if claims is None:
        await request.refuse(403)
        return
    sane = math.isfinite(position) and 0 <= counter < _MOST_COUNTER
    if not sane or not _FILM.fullmatch(film) or not _DEVICE.fullmatch(device):
        await request.refuse(400)
        return
    told = Told(
        cycle_id=claims.target_id,
        subject_id=claims.subject_id,
        film=film,
        device=device,
        counts=counts,
        position=min(max(position, 0.0), _LONGEST_FILM),
        counter=counter,
        at=clock.now(),
    )
    await watched.write(told)
    await request.answer(b"", status=204)


async def say_positions(request: LaneRequest) -> None:
    """Where this person's films stand, in this cycle."""
    claims = await allowed(request.header("lane-token"), use=PROGRESS_USE)
    if claims is None:
        await request.refuse(403)
        return
    films = await in_thread(positions_of, claims.target_id, claims.subject_id)
    await request.answer_json({"films": films})
