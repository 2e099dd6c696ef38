"""Runs Django's synchronous pages in two threads beside the event loop.

Django's own ASGI handler is less than half as fast for such pages (docs/decisions/0002).
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

from django.db import close_old_connections

from volteface.core import hot
from volteface.core.lanes.writer import is_crowded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from volteface.config.dispatch import Receive, Scope, Send

THREADS = 2
SPOOL = 1_048_576
# Uploads are bounded again, by kind, where they are read.
MOST_BODY = 64 * 1024 * 1024
BODY_SECONDS = 120
COURTESY_SECONDS = 0.05
# Said by the loop, before anything knows who asks and in which language.
REFUSALS = {
    413: b"This upload is too large: 64 MB at most. Nothing was kept. Go back and choose a smaller "
    b"file, or part it in two.\n",
    408: b"This upload took longer than two minutes and was given up. Nothing was kept. Go back "
    b"and try again on a faster line, or choose a smaller file.\n",
}


class BodyTooLarge(Exception):
    """More than any page takes."""


class PageThreads:
    """An ASGI application around a WSGI one; the loop reads bodies, never a page thread."""

    def __init__(self, wsgi: Callable[..., Iterable[bytes]]) -> None:
        self._wsgi = wsgi
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="page")
        self._alone = threading.Lock()

    async def __call__(
        self, scope: Scope, receive: Receive, send: Send, *, try_hot: bool = False
    ) -> None:
        """Answer with Django's page; ``try_hot``: with the hot page where there is one."""
        try:
            async with asyncio.timeout(BODY_SECONDS):
                body = await _read(receive)
        except (BodyTooLarge, TimeoutError) as error:
            await _plain(send, 413 if isinstance(error, BodyTooLarge) else 408)
            return
        if body is None:
            return
        loop = asyncio.get_running_loop()
        work = self._run_hot if try_hot else self._run
        await send_whole(send, await loop.run_in_executor(self._pool, work, scope, body))

    def _run_hot(self, scope: Scope, body: Any) -> hot.Answer:
        close_old_connections()
        quick = hot.answer(scope)
        if quick is not None:
            body.close()
            return quick
        return self._run(scope, body)

    def _run(self, scope: Scope, body: Any) -> hot.Answer:
        close_old_connections()
        answer: dict[str, Any] = {}

        def start_response(
            status: str, headers: list[tuple[str, str]], _error: object = None
        ) -> Callable[[bytes], None]:
            answer["status"] = int(status.split(" ", 1)[0])
            answer["headers"] = [
                (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers
            ]
            return lambda _data: None

        with body, self._turn():
            parts = self._wsgi(_environ(scope, body), start_response)
            try:
                content = b"".join(parts)
            finally:
                close = getattr(parts, "close", None)
                if close:
                    close()
        return answer["status"], answer["headers"], content

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """While a hall answers, pages come one after the other.

        Two at once are hardly faster than one under the interpreter's lock, and keep answers
        waiting for it twice as long. Behind a page that itself waits, nobody waits for long.
        """
        alone = is_crowded() and self._alone.acquire(timeout=COURTESY_SECONDS)
        try:
            yield
        finally:
            if alone:
                self._alone.release()

    def stop(self) -> None:
        """Let go of the threads without waiting for them."""
        self._pool.shutdown(wait=False, cancel_futures=True)


async def send_whole(send: Send, answer: hot.Answer) -> None:
    """Send an answer that is whole."""
    status, headers, body = answer
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _read(receive: Receive) -> Any | None:
    """The request's body in a spooled file, or nothing when the client has gone."""
    body = tempfile.SpooledTemporaryFile(max_size=SPOOL)  # noqa: SIM115 - the page thread closes it
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            body.close()
            return None
        chunk = message.get("body", b"")
        size += len(chunk)
        if size <= MOST_BODY:
            body.write(chunk)
        elif not body.closed:
            # The rest is read and dropped: a browser that still sends would not hear the answer.
            body.close()
        if not message.get("more_body"):
            break
    if body.closed:
        raise BodyTooLarge
    body.seek(0)
    return body


async def _plain(send: Send, status: int) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send_whole(send, (status, headers, REFUSALS[status]))


def _environ(scope: Scope, body: Any) -> dict[str, Any]:
    host, port = scope.get("server") or ("localhost", 80)
    body.seek(0, 2)
    length = body.tell()
    body.seek(0)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope.get("raw_path", b"").split(b"?")[0]).decode("latin-1")
        or scope["path"],
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "REMOTE_ADDR": (scope.get("client") or ("", 0))[0],
        "CONTENT_LENGTH": str(length),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body if length else BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for raw_name, raw_value in scope["headers"]:
        name = raw_name.decode("latin-1").upper().replace("-", "_")
        value = raw_value.decode("latin-1")
        if name == "CONTENT_LENGTH":
            continue
        key = name if name == "CONTENT_TYPE" else f"HTTP_{name}"
        joiner = "; " if key == "HTTP_COOKIE" else ","
        environ[key] = f"{environ[key]}{joiner}{value}" if key in environ else value
    return environ
