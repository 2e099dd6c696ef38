"""Short keys made from words, and made unique."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

LONGEST = 40


def slug(text: str, fallback: str) -> str:
    """A short key made from words: ``Écrire, c'est tout`` is ``ecrire-c-est-tout``."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].rstrip("-") or fallback


def free_key(key: str, taken: Collection[str]) -> str:
    """``key``, with a number behind it when it is taken."""
    number, free = 1, key[:LONGEST]
    while free in taken:
        number += 1
        free = f"{key[: LONGEST - 4]}-{number}"
    return free
