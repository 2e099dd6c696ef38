"""Learners who open a lesson, answer its ten questions and see feedback, eight at a time."""

from __future__ import annotations

import asyncio
import itertools
import re
import subprocess
import sys
import time
import uuid
from typing import TYPE_CHECKING, Any

from volteface.web.bench.client import connect, get, post
from volteface.web.bench.figures import Figure, median, share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.web.bench.client import Connection
    from volteface.web.bench.server import TestServer

# In each round; everybody goes through the lesson once, as learners do.
LEARNERS = 96
ROUNDS = 3
WARMERS = 2
QUESTIONS = 10
AT_ONCE = 8
PAGES = 400
HELLOS = 10_000
_TOKEN = re.compile(rb'name="token" value="([^"]+)"')
_GO_ON = re.compile(rb'action="/f/".*?name="token" value="([^"]+)"', re.DOTALL)


class Learner:
    """One person with a browser on one connection."""

    def __init__(self, world: dict[str, Any], number: int, acks: list[float]) -> None:
        self.world = world
        self.cookie = world["learners"][number]
        self.path = f"/learn/{world['cycle']}/{world['step']}/"
        self.acks = acks

    async def with_script(self, connection: Connection) -> None:
        """Open the module and the lesson, answer in place, go on."""
        await self._open(connection, f"/learn/{self.world['cycle']}/")
        page = await self._open(connection, self.path)
        token = self._token(page)
        for version in self.world["versions"]:
            receipt = await self._answer(connection, token, version, as_json=True)
            if b"feedback_html" not in receipt:
                raise LookupError("no feedback")
        await self._go_on(connection, page)

    async def without_script(self, connection: Connection) -> None:
        """The same by forms: a page load after each answer."""
        await self._open(connection, f"/learn/{self.world['cycle']}/")
        page = await self._open(connection, self.path)
        for version in self.world["versions"]:
            await self._answer(connection, self._token(page), version, as_json=False)
            page = await self._open(connection, self.path)
            if b"verdict" not in page:
                raise LookupError("no feedback")
        await self._go_on(connection, page)

    async def _open(self, connection: Connection, path: str) -> bytes:
        answer = await connection.ask(get(path, cookie=self.cookie))
        if answer.status != 200:
            raise LookupError(f"{path}: {answer.status}")
        return answer.body

    async def _answer(
        self, connection: Connection, token: str, version: str, *, as_json: bool
    ) -> bytes:
        fields = {
            "token": token,
            "answer_id": str(uuid.uuid4()),
            "version": version,
            "choice": "o2",
            "next": self.path,
        }
        began = time.perf_counter()
        answer = await connection.ask(post("/a/", fields, as_json=as_json))
        self.acks.append((time.perf_counter() - began) * 1e3)
        if answer.status != (200 if as_json else 303):
            raise LookupError(f"answer: {answer.status} {answer.body!r}")
        return answer.body

    async def _go_on(self, connection: Connection, page: bytes) -> None:
        found = _GO_ON.search(page)
        if found is None:
            raise LookupError("no way on")
        fields = {"token": found[1].decode(), "step": self.world["step"]}
        answer = await connection.ask(post("/f/", fields))
        if answer.status != 303:
            raise LookupError(f"going on: {answer.status}")

    def _token(self, page: bytes) -> str:
        found = _TOKEN.search(page)
        if found is None:
            raise LookupError("no question on the page")
        return found.group(1).decode()


def measure(server: TestServer) -> list[Figure]:
    """Build, serve, load; three rounds each, the median is kept."""
    everybody = 2 * ROUNDS * LEARNERS + WARMERS
    world = server.build("volteface.web.bench.world", str(everybody), str(QUESTIONS))
    server.start()
    hello = _hello_rate(server.port + 1)
    asyncio.run(_warm(server.port, world))
    acknowledged = WARMERS * QUESTIONS
    figures = [Figure(bench="quiz", name="hello world", value=hello, unit="/s")]
    pages = [asyncio.run(_page_rate(server.port, world)) for _ in range(ROUNDS)]
    figures.append(_more("lesson page", median(pages), "/s", 1_200))
    fresh = iter(range(WARMERS, everybody))
    for name, target in (("with_script", 100.0), ("without_script", 40.0)):
        rates, acks = [], []
        for _ in range(ROUNDS):
            learners = list(itertools.islice(fresh, LEARNERS))
            rate, times = asyncio.run(_round(server.port, world, name, learners))
            rates.append(rate)
            acks += times
        figures += _flow(name.replace("_", " "), median(rates), acks, target)
        acknowledged += len(acks)
    missing = acknowledged - server.stored("SELECT COUNT(*) FROM learning_response")
    figures.append(
        Figure(bench="quiz", name=f"answers missing of {acknowledged}", value=missing, target=0)
    )
    figures.append(
        Figure(bench="quiz", name="memory in all", value=server.megabytes(), unit="MiB", target=250)
    )
    return figures


def _flow(words: str, rate: float, acks: list[float], target: float) -> list[Figure]:
    return [
        _more(f"learners finishing, {words}", rate, "/s", target),
        _more(f"answers, {words}", rate * QUESTIONS, "/s", target * QUESTIONS),
        Figure(
            bench="quiz",
            name=f"answer p50, {words}",
            value=share(acks, 0.5),
            unit="ms",
            target=10,
        ),
        Figure(
            bench="quiz",
            name=f"answer p95, {words}",
            value=share(acks, 0.95),
            unit="ms",
            target=25,
        ),
    ]


def _more(name: str, value: float, unit: str, target: float) -> Figure:
    return Figure(
        bench="quiz", name=name, value=value, unit=unit, target=target, more_is_better=True
    )


async def _warm(port: int, world: dict[str, Any]) -> None:
    connection = await connect(port)
    await Learner(world, 0, []).with_script(connection)
    await Learner(world, 1, []).without_script(connection)
    connection.close()


async def _round(
    port: int, world: dict[str, Any], flow: str, learners: Sequence[int]
) -> tuple[float, list[float]]:
    acks: list[float] = []
    waiting = iter(learners)

    async def seat() -> None:
        connection = await connect(port)
        for number in waiting:
            await getattr(Learner(world, number, acks), flow)(connection)
        connection.close()

    began = time.perf_counter()
    await asyncio.gather(*(seat() for _ in range(AT_ONCE)))
    return len(learners) / (time.perf_counter() - began), acks


async def _page_rate(port: int, world: dict[str, Any]) -> float:
    request = get(f"/learn/{world['cycle']}/{world['step']}/", cookie=world["learners"][0])
    return await _rate(port, request, PAGES)


async def _rate(port: int, request: bytes, count: int) -> float:
    waiting = iter(range(count))

    async def seat() -> None:
        connection = await connect(port)
        for _ in waiting:
            await connection.ask(request)
        connection.close()

    began = time.perf_counter()
    await asyncio.gather(*(seat() for _ in range(AT_ONCE)))
    return count / (time.perf_counter() - began)


def _hello_rate(port: int) -> float:
    command = [sys.executable, "-m", "uvicorn", "volteface.web.bench.hello:application"]
    options = ["--port", str(port), "--log-level", "critical", "--no-access-log"]
    process = subprocess.Popen([*command, *options])  # noqa: S603 - our own command
    try:
        deadline = time.perf_counter() + 10
        while True:
            try:
                return asyncio.run(_rate(port, get("/"), HELLOS))
            except OSError:
                if time.perf_counter() > deadline:
                    raise
                time.sleep(0.1)
    finally:
        process.terminate()
        process.wait(10)
