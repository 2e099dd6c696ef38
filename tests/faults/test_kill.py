"""R02, R03, R09: a server killed at any moment has every answer it acknowledged, once."""

from __future__ import annotations

import asyncio
import contextlib
import random
import sqlite3
import uuid
from typing import TYPE_CHECKING, Any

import pytest

from tests import database
from volteface.web.bench.client import connect, post
from volteface.web.bench.server import TestServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CONNECTIONS = 8
LEARNERS = 40
QUESTIONS = 6


class Load:
    """Learners who answer without pause and remember what they were told."""

    def __init__(self, world: dict[str, Any]) -> None:
        self.world = world
        self.sent: dict[str, dict[str, str]] = {}
        self.acknowledged: dict[str, int] = {}

    async def run(self, port: int, *, until: asyncio.Event) -> None:
        workers = [self._answer_on(port, until) for _ in range(CONNECTIONS)]
        await asyncio.gather(*workers)

    async def resend(self, port: int) -> None:
        """Send again everything that was not acknowledged, as an outbox would."""
        connection = await connect(port)
        for answer_id in set(self.sent) - set(self.acknowledged):
            await self._send(connection, answer_id)
        connection.close()

    async def _answer_on(self, port: int, until: asyncio.Event) -> None:
        connection = await connect(port)
        with contextlib.suppress(ConnectionError):
            while not until.is_set():
                answer_id = str(uuid.uuid4())
                self.sent[answer_id] = {
                    "answer_id": answer_id,
                    "token": random.choice(self.world["tokens"]),
                    "version": random.choice(self.world["versions"]),
                    "choice": random.choice(("o1", "o2", "o3")),
                }
                await self._send(connection, answer_id)

    async def _send(self, connection: Any, answer_id: str) -> None:
        answer = await connection.ask(post("/a/", self.sent[answer_id], as_json=True))
        assert answer.status == 200, answer.body
        self.acknowledged[answer_id] = answer.status


@pytest.fixture
def server(tmp_path: Path, free_port: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestServer]:
    # Its data is one file in its folder, whatever database the rest of the suite runs on.
    monkeypatch.delenv("DATABASE_URL", raising=False)
    database.lay(tmp_path)
    with TestServer(tmp_path, free_port) as server:
        yield server


def _stored(server: TestServer) -> list[str]:
    # Through the log as well as the file: what another reader of the database would see.
    with contextlib.closing(sqlite3.connect(server.folder / "volteface.sqlite3")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = database.execute("SELECT answer_id FROM learning_response").fetchall()
        ungraded = database.execute(
            "SELECT COUNT(*) FROM learning_response r"
            " WHERE (SELECT COUNT(*) FROM learning_grade g WHERE g.response_id = r.seq) <> 1"
        ).fetchone()
    assert ungraded == (0,)
    return [str(uuid.UUID(row[0])) for row in rows]


async def _kill_under_load(server: TestServer, load: Load, seconds: float) -> None:
    over = asyncio.Event()
    running = asyncio.create_task(load.run(server.port, until=over))
    before = len(load.acknowledged)
    async with asyncio.timeout(20):
        # The first answers find nothing loaded yet; the moment of the kill is counted from then.
        while len(load.acknowledged) < before + CONNECTIONS:  # noqa: ASYNC110 - it polls a counter
            await asyncio.sleep(0.01)
    await asyncio.sleep(seconds)
    await asyncio.to_thread(server.kill)
    over.set()
    await running


def _rounds(server: TestServer, count: int) -> None:
    load = Load(server.build("volteface.web.bench.world", str(LEARNERS), str(QUESTIONS)))
    for number in range(count):
        server.start()
        asyncio.run(_kill_under_load(server, load, 0.4 + 0.17 * (number % 5)))
        stored = _stored(server)
        assert len(stored) == len(set(stored))
        assert set(load.acknowledged) <= set(stored)
        assert set(stored) <= set(load.sent)
    assert len(load.acknowledged) > 100
    server.start()
    asyncio.run(load.resend(server.port))
    server.stop()
    assert sorted(_stored(server)) == sorted(load.sent)


@pytest.mark.scale
def test_r09_no_acknowledged_answer_is_lost_when_the_server_is_killed(server: TestServer) -> None:
    _rounds(server, 2)


@pytest.mark.soak
def test_r09_two_minutes_of_kills(server: TestServer) -> None:
    _rounds(server, 60)
