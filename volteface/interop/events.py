"""What higher packages tell interop: how the command line of this machine proves itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_token: list[Callable[[], str]] = []


def register_command_token(token: Callable[[], str]) -> None:
    """``token`` gives the running server's secret, empty when there is none."""
    _token[:] = [token]


def command_token() -> str:
    """The secret the command line must show; empty when nothing may come in that way."""
    return _token[0]() if _token else ""
