"""``volteface export COURSE --out FOLDER|FILE.zip``: write a course as Markdown files."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import OperationalError

from volteface.config.cli import Failure
from volteface.core.errors import DomainError
from volteface.interop.queries import course_by_code
from volteface.interop.queries.exports import course_files, course_texts, course_zip

if TYPE_CHECKING:
    import argparse

    from volteface.courses.models import Course


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("course", metavar="COURSE", help="the course's code")
    parser.add_argument(
        "--out", required=True, type=Path, metavar="FOLDER|FILE.zip", help="where to write it"
    )


def run(options: argparse.Namespace) -> int:
    """Write the course; files of the same names are replaced. Reads only, so a server may run."""
    try:
        course = course_by_code(options.course)
    except DomainError as error:
        raise Failure(str(error)) from error
    except OperationalError as error:
        raise Failure(f"there is no course in {settings.DATA_DIR} yet: {error}") from error
    if options.out.suffix.lower() == ".zip":
        count = _write_zip(course, options.out)
    else:
        count = _write_folder(course, options.out)
    sys.stdout.write(f"Wrote {count} to {options.out}\n")
    return 0


def _write_zip(course: Course, path: Path) -> str:
    if path.is_dir():
        raise Failure(f"{path} is a folder")
    path.parent.mkdir(parents=True, exist_ok=True)
    with course_zip(course) as source, path.open("wb") as target:
        shutil.copyfileobj(source, target)
    return f"{path.stat().st_size:,} bytes"


def _write_folder(course: Course, folder: Path) -> str:
    if folder.exists() and not folder.is_dir():
        raise Failure(f"{folder} is a file; name a folder or a .zip")
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for name, text in course_texts(course):
        (folder / name).write_text(text, "utf-8")
        count += 1
    for name, path in course_files(course):
        shutil.copyfile(path, folder / name)
        count += 1
    return f"{count} files"
