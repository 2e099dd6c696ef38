"""Bodies are spooled by the loop, what is too large is dropped; in a crowd pages take turns."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any

import pytest

from volteface.config import page_threads
from volteface.config.page_threads import PageThreads

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SCOPE = {
    "type": "http",
    "method": "POST",
    "http_version": "1.1",
    "path": "/",
    "query_string": b"",
    "headers": [],
}


def answer_to(pieces: list[bytes]) -> tuple[int, bytes]:
    """What a client that sends these pieces hears."""

    def page(environ: dict[str, Any], start: Callable[..., object]) -> Iterable[bytes]:
        start("200 OK", [])
        return [environ["wsgi.input"].read()]

    waiting = [
        {"type": "http.request", "body": piece, "more_body": number < len(pieces)}
        for number, piece in enumerate(pieces, 1)
    ]
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return waiting.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    threads = PageThreads(page)
    try:
        asyncio.run(threads(SCOPE, receive, send))
    finally:
        threads.stop()
    assert waiting == []
    return sent[0]["status"], sent[1]["body"]


def test_a_body_arrives_whole() -> None:
    assert answer_to([b"one ", b"two"]) == (200, b"one two")


def test_a_body_that_is_too_large_is_heard_to_its_end_and_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(page_threads, "MOST_BODY", 10)
    status, body = answer_to([b"x" * 6, b"x" * 6, b"x" * 6])
    assert status == 413
    assert b"64 MB at most. Nothing was kept." in body


@pytest.mark.parametrize(("crowded", "patience", "together"), [
    (True, 10.0, 1), (False, 10.0, 2), (True, 0.01, 2),
])  # fmt: skip
def test_in_a_crowd_pages_take_turns_but_wait_for_no_page_long(
    monkeypatch: pytest.MonkeyPatch, crowded: bool, patience: float, together: int
) -> None:
    monkeypatch.setattr(page_threads, "is_crowded", lambda: crowded)
    monkeypatch.setattr(page_threads, "COURTESY_SECONDS", patience)
    inside: list[int] = []
    most: list[int] = []
    met = threading.Event()

    def page(environ: dict[str, Any], start: Callable[..., object]) -> Iterable[bytes]:
        start("200 OK", [])
        inside.append(threading.get_ident())
        most.append(len(inside))
        if len(inside) == 2:
            met.set()
        met.wait(10 if together == 2 else 0.1)
        inside.remove(threading.get_ident())
        return []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b""}

    async def send(message: Any) -> None:
        pass

    async def both() -> None:
        await asyncio.gather(*(threads(SCOPE, receive, send) for _ in range(2)))

    threads = PageThreads(page)
    try:
        asyncio.run(both())
    finally:
        threads.stop()
    assert max(most) == together
