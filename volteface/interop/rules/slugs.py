"""Short keys made from words."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 40


def slug(text: str, fallback: str) -> str:
    """``Écrire, c'est tout`` is ``ecrire-c-est-tout``; the fallback where no letter is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].rstrip("-") or fallback


def free_slug(text: str, fallback: str, taken: set[str]) -> str:
    """A key nobody has yet; it is taken from now on."""
    base = slug(text, fallback)
    key, number = base, 1
    while key in taken:
        number += 1
        key = f"{base[: LONGEST - 4]}-{number}"
    taken.add(key)
    return key
