"""Films on other people's servers: which address stands for which player, and whether it may."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Collection

_YOUTUBE = {"www.youtube.com", "youtube.com", "m.youtube.com", "www.youtube-nocookie.com"}
_YOUTUBE_PLAYER = "www.youtube-nocookie.com"
_VIMEO = {"vimeo.com", "www.vimeo.com", "player.vimeo.com"}
_VIMEO_PLAYER = "player.vimeo.com"
_NAME = re.compile(r"[A-Za-z0-9_-]{6,40}")
_PEERTUBE = re.compile(r"/(?:w|videos/watch|videos/embed)/(?P<name>[A-Za-z0-9-]{6,40})/?")
_VIMEO_PATH = re.compile(r"/(?:video/)?(?P<name>\d{5,12})(?:/(?P<secret>[0-9a-f]{6,20}))?/?")
_HOST = re.compile(r"[a-z0-9.-]{1,120}(?::\d{2,5})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Embed:
    """A film elsewhere: where it is watched, and the player's address if it may be shown here."""

    link: str
    # Who sees the visit.
    host: str
    player: str = ""


def embed_of(url: str, *, hosts: Collection[str]) -> Embed | None:
    """What ``url`` shows; no player where its host is not among ``hosts``; nothing for no film."""
    parts = urlsplit(url)
    host = (parts.netloc or "").lower()
    if parts.scheme != "https" or not _HOST.fullmatch(host):
        return None
    player = _player(host, parts.path, parts.query)
    if player is None:
        return Embed(link=url, host=host)
    seen_by = urlsplit(player).netloc
    return Embed(link=url, host=seen_by, player=player if seen_by in hosts else "")


def _player(host: str, path: str, query: str) -> str | None:
    if host in _YOUTUBE or host == "youtu.be":
        given = parse_qs(query).get("v", [path.rstrip("/").rpartition("/")[2]])[0]
        named = _NAME.fullmatch(given)
        return f"https://{_YOUTUBE_PLAYER}/embed/{given}?rel=0" if named else None
    if host in _VIMEO:
        film = _VIMEO_PATH.fullmatch(path)
        if film is None:
            return None
        secret = film["secret"] or parse_qs(query).get("h", [""])[0]
        private = f"&h={secret}" if re.fullmatch(r"[0-9a-f]{6,20}", secret) else ""
        return f"https://{_VIMEO_PLAYER}/video/{film['name']}?dnt=1{private}"
    film = _PEERTUBE.fullmatch(path)
    return f"https://{host}/videos/embed/{film['name']}?p2p=0&warningTitle=0" if film else None
