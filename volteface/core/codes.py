"""Public codes: short, unambiguous, unguessable enough for an address."""

import os
import secrets

# Crockford's 32 symbols: no I, L, O, U, so a code read aloud cannot be mistaken.
JOIN_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOWER = "abcdefghjkmnpqrstvwxyz23456789"


def public_code() -> str:
    """A 12-character code for addresses, about 59 bits."""
    return "".join(secrets.choice(_LOWER) for _ in range(12))


def join_code() -> str:
    """A 6-character room code over 32 symbols (Crockford's, so O reads as 0 and I and L as 1)."""
    return "".join(secrets.choice(JOIN_ALPHABET) for _ in range(6))


def typed_code() -> str:
    """A code to be typed from paper, of the same 32 symbols: ten of them, 50 bits."""
    return "".join(secrets.choice(JOIN_ALPHABET) for _ in range(10))


def short_id() -> str:
    """A question's id as it is written in Markdown: ``q`` and five characters."""
    return "q" + "".join(secrets.choice(_LOWER) for _ in range(5))


def random_uuid() -> str:
    """A random UUID (version 4) as text, in a third of `uuid.uuid4`'s time."""
    raw = os.urandom(16)
    text = raw.hex()
    return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-{'89ab'[raw[8] & 3]}{text[17:20]}-{text[20:]}"


def secret_token() -> str:
    """A 32-byte secret for feeds and one-time links, URL-safe."""
    return secrets.token_urlsafe(32)
