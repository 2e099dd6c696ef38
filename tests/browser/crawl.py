"""Walks the links of the product as somebody and keeps one address of every kind of page."""

from __future__ import annotations

import html
import re
from collections import defaultdict, deque
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve

if TYPE_CHECKING:
    from playwright.sync_api import APIRequestContext

SEEDS = ("/", "/room/", "/account/", "/account/sign-in/", "/accessibility/", "/styleguide/")
# So many addresses of one kind are opened in search of links that only some of them have.
_TRIED = 3
_HREF = re.compile(r'<(?:a|link|iframe)\b[^>]*?\bhref="([^"]+)"')


def addresses(
    client: APIRequestContext, origin: str, *, known: frozenset[str] = frozenset()
) -> dict[str, str]:
    """One address for each URL name that answers with a page, by following links from home.

    Of the names already ``known``, only those where the walk begins are opened.
    """
    kept: dict[str, str] = {}
    tried: dict[str, int] = defaultdict(int)
    waiting, seen = deque(SEEDS), set(SEEDS)
    while waiting:
        path = waiting.popleft()
        name = _name_of(path)
        if name is None or tried[name] >= _TRIED or (name in known and path not in SEEDS):
            continue
        tried[name] += 1
        answer = client.get(f"{origin}{path}")
        if urlsplit(answer.url).path != urlsplit(path).path:
            continue
        if not answer.ok or "text/html" not in answer.headers.get("content-type", ""):
            continue
        kept.setdefault(name, path)
        for found in _paths(answer.text(), path, origin):
            if found not in seen:
                seen.add(found)
                waiting.append(found)
    return kept


def _name_of(path: str) -> str | None:
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return None


def _paths(text: str, path: str, origin: str) -> list[str]:
    found = []
    for href in _HREF.findall(text):
        target = urlsplit(urljoin(f"{origin}{path}", html.unescape(href)))
        if f"{target.scheme}://{target.netloc}" == origin and "sign-out" not in target.path:
            found.append(target.path + (f"?{target.query}" if target.query else ""))
    return found
