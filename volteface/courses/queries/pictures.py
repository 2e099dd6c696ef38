"""Pictures that say nothing: what publishing asks for before anybody has to guess."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from volteface.core import markup
from volteface.courses.events import Finding
from volteface.courses.queries import live_steps
from volteface.courses.rules.source import split

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from volteface.courses.models import Module

_NOT_TEXT = {"question", "film", "code"}


def silent_pictures(module: Module, at: dt.datetime) -> Iterator[Finding]:  # noqa: ARG001 - checks get the moment
    """A finding that blocks for each picture without words that is not said to be decorative."""
    for step in live_steps(module).filter(body__contains="!["):
        text = "\n\n".join(
            block.source for block in split(step.body).blocks if block.kind not in _NOT_TEXT
        )
        for picture in markup.pictures_in(text):
            if not picture.words and not picture.is_decorative:
                yield Finding(text=_missing(picture.name), blocks=True, step=step.code)


def _missing(name: str) -> str:
    text = _("The picture “%(name)s” has no alternative text: say what it shows, or decorative.")
    return text % {"name": name}
