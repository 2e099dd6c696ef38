"""A hot page is tried once more only where something was not at hand; else Django answers."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import SynchronousOnlyOperation

from volteface.config.dispatch import Dispatcher
from volteface.core import hot
from volteface.core.db import reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

HOT = "/learn/abcdefghijkl/"


class Asked:
    """Who was asked for a page, in order: what is cold raises, what is not theirs is none."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, loop: str, thread: str = "") -> None:
        self.order: list[str] = []
        self._says = {"loop": loop, "thread": thread}
        monkeypatch.setattr(reading, "is_possible", lambda: loop != "impossible")
        monkeypatch.setattr(hot, "answer_in_loop", lambda _scope: self._hot("loop"))
        monkeypatch.setattr(hot, "answer", lambda _scope: self._hot("thread"))

    def get(self, path: str) -> bytes:
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b""}

        async def send(message: Any) -> None:
            sent.append(message)

        scope = {
            "type": "http",
            "method": "GET",
            "http_version": "1.1",
            "path": path,
            "query_string": b"",
            "headers": [],
        }
        asyncio.run(Dispatcher(self._django)(scope, receive, send))
        body: bytes = sent[1]["body"]
        return body

    def _hot(self, name: str) -> tuple[int, list[tuple[bytes, bytes]], bytes] | None:
        self.order.append(name)
        if self._says[name] == "cold":
            raise SynchronousOnlyOperation
        return (200, [], name.encode()) if self._says[name] == "page" else None

    def _django(self, _environ: dict[str, Any], start: Callable[..., object]) -> Iterable[bytes]:
        self.order.append("django")
        start("200 OK", [])
        return [b"django"]


@pytest.mark.parametrize(
    ("loop", "thread", "order"),
    [
        ("page", "", ["loop"]),
        ("cold", "page", ["loop", "thread"]),
        ("cold", "none", ["loop", "thread", "django"]),
        ("none", "page", ["loop", "django"]),
        ("impossible", "page", ["thread"]),
    ],
)
def test_nobody_is_asked_in_vain(
    monkeypatch: pytest.MonkeyPatch, loop: str, thread: str, order: list[str]
) -> None:
    asked = Asked(monkeypatch, loop=loop, thread=thread)
    assert asked.get(HOT) == order[-1].encode()
    assert asked.order == order


def test_any_other_page_is_djangos(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Asked(monkeypatch, loop="page", thread="page")
    assert asked.get("/courses/") == b"django"
    assert asked.order == ["django"]
