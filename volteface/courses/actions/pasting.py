"""Pictures that come with what was pasted: kept among the course's files, under their own names."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from typing import TYPE_CHECKING

from volteface.courses.actions.files import save_asset
from volteface.courses.errors import FileIsRefused

if TYPE_CHECKING:
    import datetime as dt

    from volteface.accounts.models import Subject
    from volteface.courses.models import Course

_EMBEDDED = re.compile(
    r"""(?P<quote>["'])data:image/(?P<kind>png|jpe?g|gif|webp);base64,(?P<data>[^"']*)(?P=quote)"""
)
MOST_PICTURES = 50


def keep_pictures(course: Course, html: str, *, by: Subject, at: dt.datetime) -> str:
    """``html`` in which each embedded picture is a file of the course, called by its name.

    A picture that courses would refuse stays where it was, and is left out when the rest is read.
    """
    kept = 0

    def keep(match: re.Match[str]) -> str:
        nonlocal kept
        kept += 1
        if kept > MOST_PICTURES:
            return match[0]
        try:
            data = base64.b64decode("".join(match["data"].split()), validate=True)
            asset = save_asset(course, name=_name(data, match["kind"]), data=data, by=by, at=at)
        except (binascii.Error, FileIsRefused):
            return match[0]
        return f'"{asset.name}"'

    return _EMBEDDED.sub(keep, html)


def _name(data: bytes, kind: str) -> str:
    """The same picture pasted twice is one file."""
    return f"pasted-{hashlib.sha256(data).hexdigest()[:10]}.{kind}"
