"""The installation's secret key: given, or made once and kept in the data folder."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

from django.core.exceptions import ImproperlyConfigured

if TYPE_CHECKING:
    from pathlib import Path

_leaves_no_trace: list[bool] = []


def leave_no_trace() -> None:
    """From now on a missing key is made up for this process alone: it only looks."""
    _leaves_no_trace.append(True)


def secret_key(data_dir: Path, *, testing: bool) -> str:
    """Return the key, writing a new one readable by its owner alone on the first run."""
    given = os.environ.get("SECRET_KEY")
    if given:
        return given
    if testing:
        return "only-for-tests-" * 4
    path = data_dir / "secret_key"
    try:
        if not path.exists():
            if _leaves_no_trace:
                return secrets.token_urlsafe(60)
            _make(path)
        return path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "not a key"
        raise ImproperlyConfigured(
            f"{path} cannot be read or written ({why}); name another folder with DATA=…"
        ) from error


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_text(secrets.token_urlsafe(60), encoding="ascii")
    draft.chmod(0o600)
    # Linking refuses to overwrite: of two first starts, one key wins.
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
