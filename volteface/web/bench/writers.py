"""What else goes on while a room votes: a large roster comes in, pages are written."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, Any

from volteface.web.bench.client import HOST, connect, get, post

if TYPE_CHECKING:
    from volteface.web.bench.client import Connection

ROSTER = 5_000
PAGES = 1_000
_CSRF = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


async def importing(port: int, people: dict[str, Any]) -> None:
    """Upload a roster of thousands and confirm it, as a teacher does."""
    teacher = people["teacher"]
    path = f"/cohorts/{people['cohort']}/import/"
    connection = await connect(port)
    cookie, csrf = await _form(connection, path, teacher)
    lines = [f"Newcomer {number},new{number}@bench.example" for number in range(ROSTER)]
    sheet = "\n".join(["name,email", *lines]).encode()
    sent = await connection.ask(_upload(path, sheet, csrf=csrf, cookie=cookie))
    if sent.status != 302:
        raise LookupError(f"the roster was not taken: {sent.status}")
    preview = sent.header("location")
    settled = await connection.ask(
        post(f"{preview}settle/", {"csrfmiddlewaretoken": csrf}, cookie=cookie)
    )
    if settled.status != 302:
        raise LookupError(f"the roster was not confirmed: {settled.status}")
    connection.close()


async def writing(port: int, people: dict[str, Any], seat: int) -> None:
    """Save one's profile again and again without a pause, as one of many learners."""
    learner = people["learners"][seat]
    connection = await connect(port)
    cookie, csrf = await _form(connection, "/account/", learner)
    for number in range(PAGES):
        fields = {
            "csrfmiddlewaretoken": csrf,
            "name": f"Writer {number}",
            "language": "en",
            "time_zone": "Europe/Paris",
        }
        answer = await connection.ask(post("/account/", fields, cookie=cookie))
        if answer.status != 302:
            raise LookupError(f"a page was not written: {answer.status}")


async def _form(connection: Connection, path: str, cookie: str) -> tuple[str, str]:
    """The cookies and the form token of a page."""
    page = await connection.ask(get(path, cookie=cookie))
    found = _CSRF.search(page.body)
    if found is None:
        raise LookupError(f"{path} has no form: {page.status}")
    return f"{cookie}; {page.header('set-cookie').split(';')[0]}", found.group(1).decode()


def _upload(path: str, content: bytes, *, csrf: str, cookie: str) -> bytes:
    edge = uuid.uuid4().hex
    body = (
        f'--{edge}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{csrf}\r\n'
        f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="roster.csv"\r\n'
        "Content-Type: text/csv\r\n\r\n"
    ).encode()
    body += content + f"\r\n--{edge}--\r\n".encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nCookie: {cookie}\r\n"
        f"Content-Type: multipart/form-data; boundary={edge}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
