"""The room's stream, ``GET /events/<CODE>?role=…&token=…``, the pulse that counts, and ballots.

An anonymous room's votes come in by ``POST /v/``, as answers do by ``POST /a/``; their token
names a draw and a ballot, nobody's subject.
"""

from __future__ import annotations

import asyncio
import logging
import re
import threading
import uuid
from collections import Counter
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.utils import translation
from django.utils.translation import gettext as _

from volteface.classroom import ballot_box
from volteface.classroom.ballot_box import Cast
from volteface.classroom.queries.ballots import NOBODY, VOTE_PATH, VOTE_USE
from volteface.classroom.queries.rooms import counts_by_code, state_for
from volteface.classroom.queries.streams import stream_use
from volteface.classroom.rules.state import ROLES
from volteface.core import clock
from volteface.core.lanes import app, tokens
from volteface.core.lanes.hub import hub
from volteface.core.lanes.memory import memory
from volteface.core.lanes.writer import Writer
from volteface.learning.actions import Incoming, judged
from volteface.learning.errors import NothingAnswered
from volteface.questions.queries import parse_answer

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from volteface.core.lanes.requests import LaneRequest
    from volteface.core.lanes.tokens import Claims
    from volteface.learning.queries import DrawFacts
    from volteface.questions.models import QuestionVersion

    type Fields = Mapping[str, Sequence[str]]

logger = logging.getLogger(__name__)

PREFIX = "/events/"
# New answers and arrivals are told at most four times a second.
PULSE_SECONDS = 0.25
CERTAINTIES = {"1": 1, "2": 2, "3": 3}
MOST_DIGITS = 16
_ROOM_PATH = re.compile(r"^/room/[0-9A-Z]{6}/$")
_LANGUAGES = {code for code, _name in settings.LANGUAGES}

box: Writer[Cast, bool] = Writer(ballot_box.store)


def register() -> None:
    """Fill the lane's registries; called once when the apps are ready."""
    hub.register(state_for)
    app.register("GET", PREFIX, stream)
    app.register("POST", VOTE_PATH, take_vote)
    app.at_close(box.stop)
    app.at_close(pulse.stop)


async def stream(request: LaneRequest) -> None:
    """Answer with the room's states for a role, while the token's subject keeps their access."""
    code = request.path.removeprefix(PREFIX).strip("/")
    role, language = request.query("role"), request.query("language")
    if role not in ROLES:
        await request.refuse(404)
        return
    claims = tokens.read(request.query("token"), use=stream_use(role), at=clock.now())
    if claims is None or claims.scope != code:
        await request.refuse(404)
        return
    if await memory.get("epoch", str(claims.subject_id)) != claims.epoch:
        await request.refuse(404)
        return
    pulse.watch(code)
    try:
        await hub.stream(
            request,
            room=code,
            role=role,
            language=language if language in _LANGUAGES else settings.LANGUAGE_CODE,
            subject_id=claims.subject_id,
        )
    finally:
        pulse.leave(code)


async def take_vote(request: LaneRequest) -> None:
    """Put a vote into the ballot box and say so once it is on disk.

    Nothing late is kept: it could never count, and what does not count need not be known.
    """
    at = clock.now()
    try:
        fields = request.fields()
    except ValueError:
        await _refuse(request, {}, 400, "unreadable")
        return
    claims = tokens.read(_one(fields, "token"), use=VOTE_USE, at=at)
    if claims is None:
        await _refuse(request, fields, 403, "stale")
        return
    facts: DrawFacts | None = await memory.get("draw", str(claims.target_id))
    version = facts.versions.get(_one(fields, "version")) if facts is not None else None
    if facts is None or version is None:
        await _refuse(request, fields, 404, "unknown")
        return
    try:
        cast = _cast(fields, claims, version, facts, at)
    except NothingAnswered:
        await _refuse(request, fields, 422, "empty")
        return
    if facts.is_late(NOBODY, at) or not await box.write(cast):
        await _refuse(request, fields, 409, "closed")
        return
    if request.wants_json:
        await request.answer_json({"saved_at": at.isoformat(), "late": False})
    else:
        back = _back(fields)
        await request.redirect(f"{back}#q-{version.code}" if back else "/")


class Pulse:
    """One thread that counts in the rooms somebody watches, and tells them what has changed."""

    def __init__(self) -> None:
        self._watched: Counter[str] = Counter()
        self._told: dict[str, tuple[int, int]] = {}
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def watch(self, code: str) -> None:
        """Begin counting in a room; every watcher leaves again."""
        self._watched[code] += 1
        if not settings.LANE_INLINE and (self._thread is None or not self._thread.is_alive()):
            self._stopping.clear()
            self._thread = threading.Thread(target=self._run, name="room-pulse", daemon=True)
            self._thread.start()

    def leave(self, code: str) -> None:
        """One watcher less."""
        self._watched[code] -= 1
        if self._watched[code] <= 0:
            del self._watched[code]
            self._told.pop(code, None)

    async def stop(self) -> None:
        """End the thread."""
        self._stopping.set()
        if self._thread is not None:
            await asyncio.to_thread(self._thread.join, 2)

    def beat(self) -> None:
        """Count once in every watched room."""
        for code in list(self._watched):
            counts = counts_by_code(code)
            if counts != self._told.get(code):
                self._told[code] = counts
                hub.changed(code)

    def _run(self) -> None:
        while not self._stopping.wait(PULSE_SECONDS):
            if not self._watched:
                continue
            try:
                close_old_connections()
                self.beat()
            except DatabaseError:
                # The next beat counts again; a room without counts is still a room.
                logger.warning("the rooms' answers could not be counted", exc_info=True)


pulse = Pulse()


def _cast(
    fields: Fields, claims: Claims, version: QuestionVersion, facts: DrawFacts, at: dt.datetime
) -> Cast:
    counter = _one(fields, "counter")
    incoming = Incoming(
        # The sender's own number holds a time, and its device a name: neither is looked at.
        answer_id=uuid.uuid4(),
        subject_id=NOBODY,
        version=version,
        answer=parse_answer(version, fields) or "",
        certainty=CERTAINTIES.get(_one(fields, "certainty")),
        counter=int(counter) if counter.isdecimal() and len(counter) < MOST_DIGITS else 0,
    )
    given = judged(incoming, facts, at=at)
    return Cast(
        ballot=uuid.UUID(claims.scope),
        draw_id=given.draw_id,
        version_id=given.version_id,
        answer=given.answer,
        certainty=given.certainty,
        counter=given.counter,
        accepted_at=given.accepted_at,
        fraction=given.fraction,
        correct=given.correct,
        chosen=given.chosen,
        misconceptions=given.misconceptions,
        grader_version=given.grader_version,
    )


async def _refuse(request: LaneRequest, fields: Fields, status: int, why: str) -> None:
    language = _one(fields, "language")
    with translation.override(language if language in _LANGUAGES else settings.LANGUAGE_CODE):
        sentences = {
            "unreadable": _("This vote could not be read. Open the page again and vote once more."),
            "stale": _("This page is too old. Open it again."),
            "unknown": _("This question is not asked here."),
            "empty": _("Choose an answer first."),
            "closed": _("The vote has closed. An anonymous vote is not kept after that."),
        }
        if request.wants_json:
            await request.answer_json({"error": sentences[why], "why": why}, status=status)
        else:
            await request.refuse(status, sentences[why], back=_back(fields))


def _one(fields: Fields, name: str) -> str:
    values = fields.get(name)
    return values[0] if values else ""


def _back(fields: Fields) -> str:
    path = _one(fields, "next")
    return path if _ROOM_PATH.match(path) else ""
