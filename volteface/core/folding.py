"""Words as they are looked for: without accents, in small letters."""

from __future__ import annotations

import unicodedata

# Letters that stay whole when accents are taken off, as people type them.
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "’": "'"})


def folded(text: str) -> str:
    """``text`` for comparing: “Œuvre élégante” becomes “oeuvre elegante”."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).translate(_LIGATURES)
