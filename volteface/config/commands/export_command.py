"""``volteface export COURSE --out FOLDER|FILE.zip``: write a course as Markdown files."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from volteface.config.failure import Failure
from volteface.core.errors import DomainError
from volteface.interop.queries import course_by_code
from volteface.interop.queries.exports import course_files, course_texts, course_zip

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from volteface.courses.models import Course


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("course", metavar="COURSE", help="the course's code")
    parser.add_argument(
        "--out", required=True, type=Path, metavar="FOLDER|FILE.zip", help="where to write it"
    )
    parser.add_argument(
        "--force", action="store_true", help="replace files of the same names that are there"
    )


def run(options: argparse.Namespace) -> int:
    """Write the course; nothing is written over. Reads only, so a server may run."""
    try:
        course = course_by_code(options.course)
    except DomainError as error:
        raise Failure(str(error)) from error
    if not options.out.resolve().parent.is_dir():
        raise Failure(f"there is no folder {options.out.resolve().parent}")
    if options.out.suffix.lower() == ".zip":
        count = _write_zip(course, options.out, force=options.force)
    else:
        count = _write_folder(course, options.out, force=options.force)
    sys.stdout.write(f"Wrote {count} to {options.out}\n")
    return 0


def _write_zip(course: Course, path: Path, *, force: bool) -> str:
    if path.is_dir():
        raise Failure(f"{path} is a folder")
    _keep([path], force=force)
    with course_zip(course) as source, path.open("wb") as target:
        shutil.copyfileobj(source, target)
    return f"{path.stat().st_size:,} bytes"


def _write_folder(course: Course, folder: Path, *, force: bool) -> str:
    if folder.exists() and not folder.is_dir():
        raise Failure(f"{folder} is a file; name a folder or a .zip")
    texts, files = list(course_texts(course)), list(course_files(course))
    _keep([folder / name for name, _what in [*texts, *files]], force=force)
    folder.mkdir(exist_ok=True)
    for name, text in texts:
        (folder / name).write_text(text, "utf-8")
    for name, path in files:
        shutil.copyfile(path, folder / name)
    return f"{len(texts) + len(files)} files"


def _keep(paths: Iterable[Path], *, force: bool) -> None:
    """Refuse before the first byte when something of the name is there already."""
    there = [path for path in paths if path.exists()]
    if there and not force:
        raise Failure(f"{there[0]} exists already; --force replaces it")
