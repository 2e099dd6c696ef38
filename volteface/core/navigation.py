"""The main navigation: a registry that apps fill and the base layout reads."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from volteface.core.phrases import address

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A place in the navigation; ``shown`` decides for one request, with at most one query."""

    label: StrOrPromise
    icon: str
    url_name: str
    position: int
    shown: Callable[[HttpRequest], bool]
    badge: Callable[[HttpRequest], int] | None = None
    # "main" is the header's row, "account" the person's own menu, "footer" the foot of all pages.
    section: str = "main"
    # Leaving is a POST, everything else a link.
    method: str = "get"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An entry as the layout draws it."""

    label: StrOrPromise
    icon: str
    url: str
    current: bool
    badge: int
    method: str = "get"


_entries: dict[str, Entry] = {}


def register(entry: Entry) -> None:
    """Add ``entry``; a second registration of the same place replaces the first."""
    _entries[entry.url_name] = entry
    _in_section.cache_clear()
    _nearest.cache_clear()


def items_for(request: HttpRequest, section: str = "main") -> list[Item]:
    """A section of the navigation, in order; signed out, only the footer has any."""
    user = getattr(request, "user", None)
    if section != "footer" and (user is None or not user.is_authenticated):
        return []
    here = _nearest(request.path)
    items = []
    for entry in _in_section(section):
        if not entry.shown(request):
            continue
        url = address(entry.url_name)
        badge = entry.badge(request) if entry.badge else 0
        items.append(
            Item(
                label=entry.label,
                icon=entry.icon,
                url=url,
                current=url == here,
                badge=badge,
                method=entry.method,
            )
        )
    return items


@lru_cache(maxsize=16)
def _in_section(section: str) -> list[Entry]:
    entries = [entry for entry in _entries.values() if entry.section == section]
    return sorted(entries, key=lambda entry: entry.position)


@lru_cache(maxsize=2_000)
def _nearest(path: str) -> str:
    """The one place, of any section, that the page belongs to: the longest address above it."""
    urls = (address(entry.url_name) for entry in _entries.values())
    above = (url for url in urls if path == url or (url != "/" and path.startswith(url)))
    return max(above, key=len, default="")
