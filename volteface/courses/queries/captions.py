"""A film with the captions it has, or is to have, for who writes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from volteface.core.errors import Missing
from volteface.courses.queries.files import asset_address, asset_for, assets_of
from volteface.courses.queries.films import cues_of
from volteface.courses.rules.captions import Cue, write

if TYPE_CHECKING:
    from volteface.courses.models import Asset, Course

_BEGINNING = 3_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Captioned:
    """A film and the text of its captions."""

    name: str
    address: str
    media_type: str
    captions_name: str
    captions_address: str
    text: str
    is_new: bool


def captioned(course: Course, code: str) -> Captioned:
    """The film with this file's code and the captions of its name; raises ``Missing``."""
    film = asset_for(course, code)
    if not film.media_type.startswith(("video/", "audio/")):
        raise Missing
    name = captions_name(film)
    words = assets_of(course).filter(name=name).first()
    cues = cues_of(words) or (Cue(start=0, end=_BEGINNING, text=_("First words")),)
    return Captioned(
        name=film.name,
        address=asset_address(film),
        media_type=film.media_type,
        captions_name=name,
        captions_address=asset_address(words) if words else "",
        text=write(cues),
        is_new=words is None,
    )


def captions_name(film: Asset) -> str:
    """The file of a film's captions: of the same name."""
    return f"{film.name.rpartition('.')[0]}.vtt"
