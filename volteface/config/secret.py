"""The installation's secret key: given, or made once and kept in the data folder."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def secret_key(data_dir: Path, *, testing: bool) -> str:
    """Return the key, writing a new one readable by its owner alone on the first run."""
    given = os.environ.get("SECRET_KEY")
    if given:
        return given
    if testing:
        return "only-for-tests-" * 4
    path = data_dir / "secret_key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
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
    return path.read_text(encoding="ascii").strip()
