"""A full amphitheatre: one question pushed to everybody, everybody answers, all is counted."""

from __future__ import annotations

import asyncio
import random
import re
import time
import uuid
from typing import TYPE_CHECKING, Any

from volteface.web.bench.client import Listener, connect, get, post
from volteface.web.bench.figures import Figure, share
from volteface.web.bench.writers import importing, writing

if TYPE_CHECKING:
    from volteface.web.bench.server import TestServer

PEOPLE = 1_000
# Everybody answers within this time, at a moment of their own.
ANSWER_SECONDS = 5.0
CONNECTIONS = 200
_CSRF = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


class Room:
    """The presenter, everybody's streams and everybody's answers."""

    def __init__(self, server: TestServer, teacher: str, world: dict[str, Any]) -> None:
        self.server = server
        self.teacher = teacher
        self.world = world
        self.listeners = [Listener() for _ in world["streams"]]
        self.acks: list[float] = []

    async def fill(self) -> list[asyncio.Task[None]]:
        """Open every stream, some at a time, and wait for its first state."""
        tasks = []
        for first in range(0, len(self.listeners), 100):
            for listener, path in list(zip(self.listeners, self.world["streams"], strict=True))[
                first : first + 100
            ]:
                tasks.append(asyncio.create_task(listener.listen(self.server.port, path)))
            for listener in self.listeners[first : first + 100]:
                await asyncio.wait_for(listener.connected.wait(), 20)
        return tasks

    async def ask(self, number: int) -> float:
        """Begin a round as the teacher does; milliseconds from its commit's answer to the last."""
        known = max(max(listener.heard) for listener in self.listeners)
        connection = await connect(self.server.port)
        page = await connection.ask(
            get(f"/room/{self.world['room']}/presenter/", cookie=self.teacher)
        )
        found = _CSRF.search(page.body)
        csrf = page.header("set-cookie").split(";")[0]
        fields = {
            "to": "first_vote",
            "csrfmiddlewaretoken": found.group(1).decode() if found else "",
        }
        path = f"/room/{self.world['room']}/round/{self.world['rounds'][number]['code']}/"
        asked = time.perf_counter()
        moved = await connection.ask(post(path, fields, cookie=f"{self.teacher}; {csrf}"))
        if moved.status != 302:
            raise LookupError(f"the round did not begin: {moved.status}")
        connection.close()
        deadline = time.perf_counter() + 10
        while any(max(one.heard) <= known for one in self.listeners):
            if time.perf_counter() > deadline:
                raise LookupError("somebody never heard the question")
            await asyncio.sleep(0.005)
        times = [min(at for v, at in one.heard.items() if v > known) for one in self.listeners]
        # The push begins with the first client served; the page's own time is its own figure.
        del asked
        return (max(times) - min(times)) * 1e3

    async def answer(self, number: int) -> int:
        """Everybody answers once within some seconds; returns how many were acknowledged."""
        current = self.world["rounds"][number]
        moments = sorted((random.uniform(0, ANSWER_SECONDS), token) for token in current["tokens"])
        began = time.perf_counter()
        acknowledged = 0
        waiting = iter(moments)

        async def seat() -> None:
            nonlocal acknowledged
            connection = await connect(self.server.port)
            for moment, token in waiting:
                await asyncio.sleep(max(0.0, began + moment - time.perf_counter()))
                fields = {
                    "answer_id": str(uuid.uuid4()),
                    "token": token,
                    "version": current["version"],
                    "choice": random.choice(("o1", "o2", "o3")),
                    "certainty": "2",
                }
                asked = time.perf_counter()
                answer = await connection.ask(post("/a/", fields, as_json=True))
                self.acks.append((time.perf_counter() - asked) * 1e3)
                acknowledged += answer.status == 200
            connection.close()

        await asyncio.gather(*(seat() for _ in range(CONNECTIONS)))
        return acknowledged

    def stored(self, number: int) -> int:
        """How many the database has."""
        return self.server.stored(
            "SELECT COUNT(DISTINCT subject_id) FROM learning_response WHERE draw_id = ?",
            self.world["rounds"][number]["draw"],
        )


def measure(server: TestServer) -> list[Figure]:
    """Three rounds in a quiet house, three more while a roster comes in and pages are written."""
    people = server.build("volteface.web.bench.world", "40", "6")
    world = server.build("volteface.web.bench.room_world", str(PEOPLE))
    server.start()
    return asyncio.run(_play(server, Room(server, people["teacher"], world), people))


async def _play(server: TestServer, room: Room, people: dict[str, Any]) -> list[Figure]:
    streams = await room.fill()
    try:
        figures = await _rounds(room, (0, 1, 2), "")
        busy = [
            asyncio.create_task(importing(server.port, people)),
            *(asyncio.create_task(writing(server.port, people, seat)) for seat in range(8)),
        ]
        room.acks.clear()
        figures += await _rounds(room, (3, 4, 5), ", busy")
        for task in busy:
            task.cancel()
        done = await asyncio.gather(*busy, return_exceptions=True)
        failed = [one for one in done if isinstance(one, Exception)]
        if failed:
            raise failed[0]
        lost = sum(listener.lost for listener in room.listeners)
        figures.append(_figure("streams lost", float(lost), "", 0))
        figures.append(_figure("memory in all", server.megabytes(), "MiB", 250))
    finally:
        for stream in streams:
            stream.cancel()
        await asyncio.gather(*streams, return_exceptions=True)
    return figures


async def _rounds(room: Room, numbers: tuple[int, ...], words: str) -> list[Figure]:
    pushed, missing = [], 0
    for number in numbers:
        pushed.append(await room.ask(number))
        acknowledged = await room.answer(number)
        stored = room.stored(number)
        missing += max(PEOPLE - stored, acknowledged - stored)
    return [
        _figure(f"push to the last of {PEOPLE}{words}", sorted(pushed)[len(pushed) // 2], "ms", 60),
        _figure(f"answer p50{words}", share(room.acks, 0.5), "ms", None),
        _figure(f"answer p95{words}", share(room.acks, 0.95), "ms", 50),
        _figure(f"answers missing of {PEOPLE * len(numbers)}{words}", float(missing), "", 0),
    ]


def _figure(name: str, value: float, unit: str, target: float | None) -> Figure:
    return Figure(bench="room", name=name, value=value, unit=unit, target=target)
