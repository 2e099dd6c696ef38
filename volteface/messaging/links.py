"""A message as its page shows it: addresses of this site become words one can tap."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.template.defaultfilters import urlizetrunc
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

_LONGEST_SHOWN = 40


def paragraphs(text: str, site: str) -> list[SafeString]:
    """The paragraphs of a plain text as HTML."""
    own = re.compile(
        rf"(?:^• (?P<words>[^\n]+)\n\s*)?{re.escape(site)}(?P<path>/\S*)", re.MULTILINE
    )
    return [_linked(paragraph, own) for paragraph in text.split("\n\n")]


def _linked(paragraph: str, own: re.Pattern[str]) -> SafeString:
    """An option followed by its address is the link itself; an address alone says “Open it”."""
    pieces: list[str] = []
    end = 0
    for found in own.finditer(paragraph):
        words, path = found["words"], found["path"]
        pieces += (
            urlizetrunc(paragraph[end : found.start()], _LONGEST_SHOWN),
            format_html(
                '{}<a href="{}">{}</a>', "• " if words else "", path, words or _("Open it")
            ),
        )
        end = found.end()
    pieces.append(urlizetrunc(paragraph[end:], _LONGEST_SHOWN))
    return format_html_join("", "{}", ((piece,) for piece in pieces))
