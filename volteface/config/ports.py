"""Whether a port can be listened on, asked before anything is built for it."""

from __future__ import annotations

import errno
import socket

from volteface.config import environment
from volteface.config.failure import Failure


def require_free(host: str, port: int) -> None:
    """Refuse in one line when the server could not listen there."""
    if not 0 <= port <= environment.LARGEST_PORT:
        raise Failure(f"{port} is no port: a number up to {environment.LARGEST_PORT}")
    try:
        for family, kind, protocol, _name, address in socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        ):
            with socket.socket(family, kind, protocol) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                if family == socket.AF_INET6:
                    probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
                probe.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            message = f"port {port} is in use; choose another with PORT=…"
            raise Failure(message) from error
        why = (error.strerror or str(error)).lower()
        raise Failure(f"nothing can listen on {host}, port {port}: {why}") from error
