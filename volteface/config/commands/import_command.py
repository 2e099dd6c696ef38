"""``volteface import FILE_OR_FOLDER --course CODE``: bring a file into a course."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.urls import reverse

from volteface.config import running
from volteface.config.failure import Failure
from volteface.core import clock
from volteface.core.errors import DomainError
from volteface.interop.actions import import_file
from volteface.interop.errors import FileIsRefused
from volteface.interop.queries import course_by_code
from volteface.interop.rules.source import LARGEST

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping

_SECONDS = 180
_MOST_FILES = 2_000
_LITTER = {".git", ".github", "__pycache__", "node_modules", "renv", ".venv"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("path", metavar="FILE_OR_FOLDER", type=Path, help="what to bring in")
    parser.add_argument("--course", required=True, metavar="CODE", help="the course's code")
    parser.add_argument("--dry-run", action="store_true", help="only say what would come in")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")


def run(options: argparse.Namespace) -> int:
    """Bring the file in, through the running server when there is one."""
    name = options.path.resolve().name
    data = _data(options.path)
    server = running.running_server()
    report = (
        _sent(server, options, name=name, data=data)
        if server
        else _done_here(options, name=name, data=data)
    )
    if options.json:
        sys.stdout.write(json.dumps(report, ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write(_words(report, dry_run=options.dry_run) + "\n")
    return 0


def _data(path: Path) -> bytes:
    if not path.exists():
        raise Failure(f"there is no {path}")
    data = _packed(path) if path.is_dir() else path.read_bytes()
    if len(data) > LARGEST:
        raise Failure(f"{path} is too large: 20 MB at most")
    return data


def _packed(folder: Path) -> bytes:
    """A folder as the zip a page would be sent."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for count, path in enumerate(_files(folder), 1):
            if count > _MOST_FILES:
                raise Failure(f"{folder} holds too many files: {_MOST_FILES} at most")
            # Dates play no part, and a file from before 1980 could not be packed with its own.
            entry = zipfile.ZipInfo(str(path.relative_to(folder)))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())
            if target.tell() > LARGEST:
                raise Failure(f"{folder} is too large: 20 MB at most")
    return target.getvalue()


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder)
        if path.is_file() and not path.is_symlink() and not _LITTER & set(inner.parts):
            yield path


def _done_here(options: argparse.Namespace, *, name: str, data: bytes) -> dict[str, Any]:
    try:
        report = import_file(
            course_by_code(options.course),
            name=name,
            data=data,
            by=None,
            at=clock.now(),
            dry_run=options.dry_run,
        )
    except FileIsRefused as error:
        raise Failure(_refusal(str(error), error.where)) from error
    except DomainError as error:
        raise Failure(str(error)) from error
    return report.to_json()


def _sent(
    server: running.RunningServer, options: argparse.Namespace, *, name: str, data: bytes
) -> dict[str, Any]:
    """What the server makes of it: while it runs, only it writes."""
    what = {"course": options.course, "name": quote(name), "dry_run": options.dry_run}
    connection = HTTPConnection("127.0.0.1", server.port, timeout=_SECONDS)
    try:
        connection.request(
            "POST",
            reverse("interop:command"),
            body=data,
            headers={
                "Host": f"127.0.0.1:{server.port}",
                "Content-Type": "application/octet-stream",
                "X-Command-Token": server.token,
                "X-Command": json.dumps(what),
            },
        )
        answer = connection.getresponse()
        raw = answer.read()
    except (OSError, HTTPException) as error:
        raise Failure(f"the running server did not answer: {error}") from error
    finally:
        connection.close()
    return _read(answer.status, raw)


def _read(status: int, raw: bytes) -> dict[str, Any]:
    try:
        report: dict[str, Any] = json.loads(raw)
    except ValueError as error:
        raise Failure(f"the running server refused the file (status {status})") from error
    if "error" in report:
        raise Failure(_refusal(report["error"], report.get("where", "")))
    return report


def _refusal(why: str, where: str) -> str:
    line = " ".join(why.split())
    return f"{where}: {line}" if where else line


def _words(report: Mapping[str, Any], *, dry_run: bool) -> str:
    kinds = ", ".join(f"{count} {kind}" for kind, count in report["questions"].items())
    total = sum(report["questions"].values())
    done = "Would bring in" if dry_run else "Brought in"
    of_kinds = f" ({kinds})" if kinds else ""
    lines = [f"{done} ({report['format']}): {total} questions{of_kinds}, {report['steps']} steps."]
    lines += [f"Look at: {note}" for note in report.get("notes", [])]
    if report["skipped"]:
        lines.append(f"Left out: {len(report['skipped'])}")
        lines += [f"  {item['where']}: {item['why']}" for item in report["skipped"]]
    return "\n".join(lines)
