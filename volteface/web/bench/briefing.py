"""The briefing of two thousand learners who answered sixty questions, as page and as paper."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from volteface.web.bench.client import connect, get
from volteface.web.bench.figures import Figure, median

if TYPE_CHECKING:
    from volteface.web.bench.server import TestServer

LEARNERS = 2_000
QUESTIONS = 60
LOOKS = 5
SETTLING_SECONDS = 60.0


def measure(server: TestServer) -> list[Figure]:
    """Build, serve, let the readers of the log catch up, look."""
    world = server.build("volteface.web.bench.world", str(LEARNERS), str(QUESTIONS))
    made = server.build("volteface.web.bench.briefing_world")
    server.start()
    path = f"/briefing/{world['cycle']}/"
    settled = asyncio.run(_settle(server.port, path, world["teacher"]))
    page = asyncio.run(_look(server.port, path, world["teacher"]))
    paper = asyncio.run(_look(server.port, f"{path}paper/", world["teacher"]))
    return [
        Figure(bench="briefing", name="answers", value=made["answers"]),
        Figure(bench="briefing", name="first look after the start", value=settled, unit="ms"),
        Figure(bench="briefing", name="page", value=page, unit="ms", target=300),
        Figure(bench="briefing", name="paper", value=paper, unit="ms", target=1_000),
        Figure(
            bench="briefing", name="memory in all", value=server.megabytes(), unit="MiB", target=250
        ),
    ]


async def _settle(port: int, path: str, cookie: str) -> float:
    """Look until two looks give the same page; returns the first look's time."""
    first, before = 0.0, b""
    deadline = time.perf_counter() + SETTLING_SECONDS
    while time.perf_counter() < deadline:
        ms, body = await _one(port, path, cookie)
        first = first or ms
        if len(body) == len(before) and ms < 2_000:
            break
        before = body
        await asyncio.sleep(2)
    return first


async def _look(port: int, path: str, cookie: str) -> float:
    return median([(await _one(port, path, cookie))[0] for _ in range(LOOKS)])


async def _one(port: int, path: str, cookie: str) -> tuple[float, bytes]:
    connection = await connect(port)
    began = time.perf_counter()
    answer = await connection.ask(get(path, cookie=cookie))
    ms = (time.perf_counter() - began) * 1e3
    connection.close()
    if answer.status != 200:
        raise LookupError(f"{path}: {answer.status}")
    return ms, answer.body
