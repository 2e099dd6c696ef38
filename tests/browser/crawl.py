"""Walks the links of the product as its faces and keeps one address of every kind of page."""

from __future__ import annotations

import html
import re
from collections import defaultdict, deque
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.test import Client

ORIGIN = "http://127.0.0.1"
SEEDS = ("/", "/room/", "/account/", "/account/sign-in/", "/accessibility/", "/styleguide/")
ROLES = ("nobody", "learner", "teacher", "tutor", "administrator")
# Pages that are others for those who teach than for a learner, and so on along the roles.
DIFFERENT = {
    "teacher": ("web:home", "web:cycle", "learning:module", "dialogue:why", "insights:effect"),
    "tutor": ("web:cycle", "rosters:cohort"),
    "administrator": ("web:home",),
}
# Pages that a form asks for, by the page it is on.
ASKED = {"insights:regrade": "?drop=1&do=preview"}
# Of these kinds several addresses are opened, in search of links that only some of them have.
SEVERAL = {"web:cycle": 3, "learning:module": 3, "learning:step": 3}
_HREF = re.compile(r'<(?:a|link|iframe)\b[^>]*?\bhref="([^"]+)"')


def new_pages(clients: Mapping[str, Client]) -> dict[str, list[str]]:
    """For every role its pages that are new, or other than those of the roles before it."""
    pages: dict[str, list[str]] = {}
    known: dict[str, str] = {}
    for role in ROLES:
        found = addresses(clients[role], known=frozenset(known))
        new = {name: path for name, path in found.items() if name not in known}
        other = [known[name] for name in DIFFERENT.get(role, ()) if name in known]
        pages[role] = [*new.values(), *other]
        known |= new
    return pages


def addresses(client: Client, *, known: frozenset[str] = frozenset()) -> dict[str, str]:
    """One address for each URL name that answers with a page, by following links from home.

    Of the names already ``known``, only those where the walk begins are opened.
    """
    kept: dict[str, str] = {}
    tried: dict[str, int] = defaultdict(int)
    waiting, seen = deque(SEEDS), set(SEEDS)
    while waiting:
        path = waiting.popleft()
        name = _name_of(path)
        if (
            name is None
            or tried[name] >= SEVERAL.get(name, 1)
            or (name in known and path not in SEEDS)
        ):
            continue
        tried[name] += 1
        answer = client.get(path)
        if answer.status_code != 200 or "text/html" not in answer.headers.get("content-type", ""):
            continue
        kept.setdefault(name, path)
        if name in ASKED:
            kept.setdefault(f"{name} asked", urlsplit(path).path + ASKED[name])
        for found in _paths(answer.text, path):
            if found not in seen:
                seen.add(found)
                waiting.append(found)
    return kept


def _name_of(path: str) -> str | None:
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return None


def _paths(text: str, path: str) -> list[str]:
    found = []
    for href in _HREF.findall(text):
        target = urlsplit(urljoin(f"{ORIGIN}{path}", html.unescape(href)))
        if f"{target.scheme}://{target.netloc}" == ORIGIN and "sign-out" not in target.path:
            found.append(target.path + (f"?{target.query}" if target.query else ""))
    return found
