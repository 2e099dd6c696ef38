"""The pictures and films of a previewed file, on disk until somebody confirms or drops it."""

from __future__ import annotations

import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from volteface.interop.parsed import File

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from uuid import UUID

# Nobody confirms after a day: what is older goes.
_LONGEST = 86_400


def keep(code: UUID, files: Iterable[File]) -> None:
    """Write the files of one import, all or none; previews of yesterday are cleared away."""
    _clear()
    files = list(files)
    if not files:
        return
    path = _path(code)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with zipfile.ZipFile(path, "w") as archive:
            for file in files:
                archive.writestr(file.name, file.data)
    except OSError:
        path.unlink(missing_ok=True)
        raise


def kept(code: UUID) -> Iterator[File]:
    """The files of one import, one at a time."""
    path = _path(code)
    if not path.exists():
        return
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            yield File(name=name, data=archive.read(name))


def forget(code: UUID) -> None:
    """Remove the files of one import."""
    _path(code).unlink(missing_ok=True)


def _clear() -> None:
    for path in (Path(settings.DATA_DIR) / "imports").glob("*.zip"):
        if path.stat().st_mtime < time.time() - _LONGEST:
            path.unlink(missing_ok=True)


def _path(code: UUID) -> Path:
    return Path(settings.DATA_DIR) / "imports" / f"{code}.zip"
