"""A small server that speaks as much S3 as keeping and fetching files needs."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: ObjectStore

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.server.is_full:
            self._answer(507, b"<Error><Code>Full</Code></Error>")
            return
        self.server.kept[self.path] = body
        self._answer(200)

    def do_GET(self) -> None:
        self.server.asked.append((self.command, self.path))
        body = self.server.kept.get(self.path)
        if body is None:
            self._answer(404, b"<Error><Code>NoSuchKey</Code></Error>")
        elif "Range" in self.headers:
            # As a client asks that fetches in pieces; here the whole is one.
            span = f"bytes 0-{len(body) - 1}/{len(body)}"
            self._answer(206, body, {"Content-Range": span})
        else:
            self._answer(200, body)

    do_HEAD = do_GET  # noqa: N815 - as the library calls it

    def _answer(self, status: int, body: bytes = b"", more: dict[str, str] | None = None) -> None:
        self.send_response(status)
        headers = {
            "Content-Length": str(len(body)),
            "ETag": '"1"',
            "Last-Modified": "Mon, 02 Mar 2026 09:00:00 GMT",
            **(more or {}),
        }
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


class ObjectStore(ThreadingHTTPServer):
    """Keeps what is put, by its path; ``is_full`` takes nothing more."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.kept: dict[str, bytes] = {}
        self.asked: list[tuple[str, str]] = []
        self.is_full = False

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


@contextmanager
def object_store() -> Iterator[ObjectStore]:
    """A store that runs until the end of the block."""
    with ObjectStore() as store:
        thread = threading.Thread(target=store.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield store
        finally:
            store.shutdown()
            thread.join()
