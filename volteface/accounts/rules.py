"""The limits at the doors and the code in a mail: plain arithmetic."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac

# Failures of one account, from devices that never signed in to it before (T14).
ACCOUNT_FAILURES = 5
ACCOUNT_WINDOW = dt.timedelta(minutes=30)
# Failures, never successes, of one address: a hall of 300 shares one.
ADDRESS_FAILURES = 60
ADDRESS_WINDOW = dt.timedelta(minutes=10)
# Codes mailed to one account, whoever asks.
CODES = 5
CODES_WINDOW = dt.timedelta(minutes=30)
CODE_VALID = dt.timedelta(minutes=15)
CODE_TRIES = 5
INVITATION_VALID = dt.timedelta(days=7)
# How long a sign-in by mail stands in for the current password.
FRESH = dt.timedelta(minutes=15)
LONGEST_PASSWORD = 128


def sign_in_code(secret: str, *, nonce: str, email: str) -> str:
    """The six digits that belong to a request; nothing but the nonce needs to be kept."""
    message = f"sign-in code:{nonce}:{email}".encode()
    digest = hmac.new(secret.encode(), message, hashlib.sha256).digest()
    return f"{int.from_bytes(digest[:8]) % 1_000_000:06d}"


def digits_of(typed: str) -> str:
    """A code as somebody typed it, without spaces and dashes."""
    return "".join(sign for sign in typed if sign.isdecimal() and sign.isascii())


def account_digest(secret: str, email: str) -> str:
    """What failures are counted under: whatever was typed as an address is not kept."""
    message = f"account:{email.strip().lower()}".encode()
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()[:32]


def token_hash(token: str) -> str:
    """What is kept of a link's secret: 32 random bytes need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()
