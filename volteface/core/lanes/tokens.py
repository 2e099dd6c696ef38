"""Lane tokens: who may do what to what until when, signed, so that the lane needs no cookie."""

from __future__ import annotations

import base64
import functools
import hashlib
import hmac
from typing import TYPE_CHECKING

from django.conf import settings

from volteface.core.values import quick_value

if TYPE_CHECKING:
    import datetime as dt

DAYS_VALID = 14
# 128 bits: far beyond guessing, and short enough for a hidden field or an address.
_SIGNATURE_BYTES = 16
_FIELDS = 6


@quick_value
class Claims:
    """What a token says; its reader still compares the epoch with the present one."""

    # What the token is for ("answer", "room", …): one is never taken for another.
    use: str
    subject_id: int
    # The row it is about, and the public code of its surroundings.
    target_id: int
    scope: str
    epoch: int
    expires: int


def make(
    use: str, *, subject_id: int, target_id: int, scope: str, epoch: int, at: dt.datetime
) -> str:
    """A token valid for fourteen days from the last midnight, so that a day's tokens are alike."""
    midnight = int(at.timestamp()) // 86_400 * 86_400
    expires = midnight + (DAYS_VALID + 1) * 86_400
    text = f"{use}.{subject_id}.{target_id}.{scope}.{epoch}.{expires}"
    return f"{text}.{_signature(text)}"


def read(token: str, *, use: str, at: dt.datetime) -> Claims | None:
    """The claims of a token that is ours, for this use and not expired; else nothing."""
    text, _, signature = token.rpartition(".")
    if not text or not hmac.compare_digest(signature.encode(), _signature(text).encode()):
        return None
    fields = text.split(".")
    if len(fields) != _FIELDS or fields[0] != use:
        return None
    claims = Claims(
        use=fields[0],
        subject_id=int(fields[1]),
        target_id=int(fields[2]),
        scope=fields[3],
        epoch=int(fields[4]),
        expires=int(fields[5]),
    )
    return claims if at.timestamp() < claims.expires else None


def signed(text: str) -> str:
    """The bare signature of ``text``, for addresses that carry their claims themselves."""
    return _signature(text)


def _signature(text: str) -> str:
    return _signed_with(_key(settings.SECRET_KEY), text)


# A learner's tokens are alike all day: made for every page, read with every answer.
@functools.lru_cache(maxsize=8_192)
def _signed_with(key: bytes, text: str) -> str:
    digest = hmac.digest(key, text.encode(), "sha256")
    return base64.urlsafe_b64encode(digest[:_SIGNATURE_BYTES]).rstrip(b"=").decode()


@functools.lru_cache(maxsize=4)
def _key(secret: str) -> bytes:
    # A key of its own: a signature made elsewhere with SECRET_KEY is worth nothing here.
    return hmac.digest(secret.encode(), b"volteface lane token 1", hashlib.sha256)
