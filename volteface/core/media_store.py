"""Where uploaded files are: the media folder, and behind it, when one is named, an object store.

Files are named by their content and never change, so the folder of each machine is a copy that may
be emptied at any time: what is missing is fetched from the store when somebody asks for it. Without
a store the folder is all there is. ``path`` is always the one below MEDIA_ROOT.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files import File
from django.core.files.storage import storages

if TYPE_CHECKING:
    from django.core.files.storage import Storage

_PIECE = 1_048_576
_fetching = threading.Lock()


def file_at(path: str) -> Path:
    """The file in the media folder, fetched from the store if need be; it may not exist."""
    file = Path(settings.MEDIA_ROOT) / path
    store = _store()
    if store is not None and not file.exists():
        # One at a time: a hall that opens a film asks for it once.
        with _fetching:
            if not file.exists():
                _fetch(store, path, file)
    return file


def keep(path: str) -> None:
    """Send what has just been written into the folder to the store; raises `OSError`.

    Called before anything points to the file: what a row names is in the store.
    """
    store = _store()
    if store is None or _has(store, path):
        return
    with (Path(settings.MEDIA_ROOT) / path).open("rb") as file:
        try:
            store.save(path, File(file))
        except Exception as error:
            # Whatever the store's library raises: the file is not kept.
            raise OSError(f"the object store refused {path}: {error}") from error


def is_remote() -> bool:
    """Whether files are kept by an object store."""
    return _store() is not None


def _store() -> Storage | None:
    return storages["media"] if "media" in storages.backends else None


def _has(store: Storage, path: str) -> bool:
    try:
        return store.exists(path)
    except Exception as error:
        raise OSError(f"the object store does not answer: {error}") from error


def _fetch(store: Storage, path: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file, store.open(path, "rb") as kept:
            shutil.copyfileobj(kept, file, _PIECE)
        # A half-fetched file never has the final name.
        Path(temporary).replace(target)
    except FileNotFoundError:
        Path(temporary).unlink(missing_ok=True)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
