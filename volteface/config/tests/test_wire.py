"""What goes to the socket: everything, in its order, head and body at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from volteface.config.wire import Gathering

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

HEAD = b"HTTP/1.1 200 OK\r\n\r\n"


class Socket:
    """What a real transport would have sent, write by write."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []
        self.closed = False

    def write(self, data: bytes) -> None:
        assert not self.closed
        self.sent.append(data)

    def close(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed

    def get_extra_info(self, name: str) -> str:
        return name


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ([HEAD, b"body"], [HEAD + b"body"]),
        ([HEAD, b""], [HEAD]),
        ([HEAD], [HEAD]),
        ([HEAD, b"one", b"two"], [HEAD + b"one", b"two"]),
        ([HEAD, b"one", HEAD, b"two"], [HEAD + b"one", HEAD + b"two"]),
        ([b"data: x\n\n", b"data: y\n\n"], [b"data: x\n\n", b"data: y\n\n"]),
        ([HEAD, HEAD], [HEAD + HEAD]),
    ],
)
def test_nothing_is_lost_or_turned_round(written: list[bytes], sent: list[bytes]) -> None:
    socket, soon = _pair()
    gathering = Gathering(cast("asyncio.Transport", socket), soon.append)
    for data in written:
        gathering.write(data)
    for call in soon:
        call()
    assert socket.sent == sent


def test_what_waits_is_sent_before_the_line_is_closed() -> None:
    socket, soon = _pair()
    gathering = Gathering(cast("asyncio.Transport", socket), soon.append)
    gathering.write(HEAD)
    assert socket.sent == []
    gathering.close()
    for call in soon:
        call()
    assert (socket.sent, socket.closed) == ([HEAD], True)
    assert gathering.get_extra_info("peername") == "peername"


def _pair() -> tuple[Socket, list[Callable[[], object]]]:
    return Socket(), []
