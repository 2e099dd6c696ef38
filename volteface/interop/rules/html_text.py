"""HTML from another platform as Markdown: words, structure, links and pictures; no looks."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote

from volteface.interop.rules.html_tables import Tables
from volteface.interop.rules.plain_text import escaped

if TYPE_CHECKING:
    from collections.abc import Mapping

_BLOCKS = {"p", "div", "section", "article", "header", "footer", "figure", "center", "dl"}
_HEADINGS = {"h1": "## ", "h2": "## ", "h3": "### ", "h4": "#### ", "h5": "##### ", "h6": "###### "}
_WRAPS = {
    "b": "**",
    "strong": "**",
    "i": "*",
    "em": "*",
    "code": "`",
    "tt": "`",
    "s": "~~",
    "del": "~~",
}
_RAW = {"sub", "sup", "u", "kbd"}
_DROPPED = {"script", "style", "head", "title", "template", "noscript", "object", "iframe"}
_TABLE = {"table", "tr", "td", "th", "thead", "tbody", "tfoot", "caption", "colgroup", "col"}
_TAG = re.compile(r"<[/!]?[a-zA-Z][^<>]{0,2000}>|&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_EMBEDDED = re.compile(r"data:image/(png|jpeg|jpg|gif|webp);base64,([A-Za-z0-9+/=\s%]+)", re.ASCII)
_WEB = ("http://", "https://", "mailto:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Translated:
    """Markdown, the pictures it asks for by name, and those that came inside the text."""

    markdown: str
    pictures: tuple[str, ...] = ()
    embedded: tuple[tuple[str, bytes], ...] = ()
    # Names of pictures without words for those who do not see them.
    silent: tuple[str, ...] = ()


def holds_html(text: str) -> bool:
    """Whether there is a tag or an entity in it."""
    return _TAG.search(text) is not None


def markdown_of(html: str, files: Mapping[str, str] | None = None) -> Translated:
    """The HTML as Markdown; what cannot be said in Markdown loses its looks, not its words.

    ``files`` gives the names under which pictures and links of the HTML come along.
    """
    reader = _Reader(files or {})
    reader.feed(_plain_sections(html))
    reader.close()
    return Translated(
        markdown=reader.finished(),
        pictures=tuple(dict.fromkeys(reader.pictures)),
        embedded=tuple(reader.embedded.items()),
        silent=tuple(dict.fromkeys(reader.silent)),
    )


def words_of(html: str) -> str:
    """The words alone, on one line."""
    reader = _Words()
    reader.feed(_plain_sections(html))
    reader.close()
    return " ".join("".join(reader.words).split())


def _plain_sections(html: str) -> str:
    """Marked sections, which the reader would stumble over, are words."""
    return html.replace("<![", "&lt;![")


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@dataclass
class _Lists:
    """Open lists, innermost last: the next number, or None for bullets."""

    open: list[int | None] = field(default_factory=list)

    def marker(self) -> str:
        if not self.open:
            return "- "
        # Three signs: enough below a number as well as below a bullet.
        indent = "   " * (len(self.open) - 1)
        number = self.open[-1]
        if number is None:
            return f"{indent}- "
        self.open[-1] = number + 1
        return f"{indent}{number}. "


class _Reader(HTMLParser):
    def __init__(self, files: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.pictures: list[str] = []
        self.embedded: dict[str, bytes] = {}
        self.silent: list[str] = []
        self._files = files
        self._lists = _Lists()
        self._tables = Tables()
        self._dropped = 0
        self._pre = 0
        self._links: list[str] = []

    def finished(self) -> str:
        """What was read, with at most one blank line in a row."""
        while self._tables:
            self._table_end("table")
        text = "".join(self.parts).replace("\u00a0", " ")
        lines = [_line_end(line) for line in text.split("\n")]
        text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines))
        # Emphasis around nothing, as word processors leave it behind.
        return re.sub(r"(\*\*|~~|``)[ \t]*\1", " ", text).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _DROPPED:
            self._dropped += 1
        elif tag in _TABLE:
            self._table_start(tag)
        elif tag in _BLOCKS:
            self._paragraph()
        elif tag in _HEADINGS:
            self._paragraph()
            self.parts.append("" if self._tables else _HEADINGS[tag])
        elif tag in _WRAPS:
            self.parts.append("" if self._pre else _WRAPS[tag])
        elif tag in _RAW:
            self.parts.append(f"<{tag}>")
        else:
            self._other_start(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag in _DROPPED:
            self._dropped = max(0, self._dropped - 1)
        elif tag in _TABLE:
            self._table_end(tag)
        elif tag in _BLOCKS or tag in _HEADINGS:
            self._paragraph()
        elif tag in _WRAPS:
            self.parts.append("" if self._pre else _WRAPS[tag])
        elif tag in _RAW:
            self.parts.append(f"</{tag}>")
        else:
            self._other_end(tag)

    def handle_data(self, data: str) -> None:
        if self._dropped:
            return
        if self._pre:
            self.parts.append(data)
            return
        words = escaped(_SPACE.sub(" ", data))
        at_line_start = not self.parts or self.parts[-1].endswith("\n")
        self.parts.append(words.lstrip(" ") if at_line_start else words)

    def _other_start(self, tag: str, given: dict[str, str]) -> None:
        if tag == "br":
            self.parts.append("\n" if self._pre else "  \n")
        elif tag == "hr":
            self.parts.append("\n\n---\n\n")
        elif tag in {"ul", "ol"}:
            self._paragraph() if not self._lists.open else None
            self._lists.open.append(1 if tag == "ol" else None)
        elif tag in {"li", "dt", "dd"}:
            self.parts.append("\n" + (self._lists.marker() if tag == "li" else ""))
        elif tag == "pre":
            self._pre += 1
            self.parts.append("\n\n```\n")
        elif tag == "a":
            self._links.append(self._linked(given.get("href", "")))
            self.parts.append("[" if self._links[-1] else "")
        elif tag == "img":
            self._picture(given)

    def _other_end(self, tag: str) -> None:
        if tag in {"ul", "ol"} and self._lists.open:
            self._lists.open.pop()
            self._paragraph() if not self._lists.open else None
        elif tag == "pre" and self._pre:
            self._pre -= 1
            self.parts.append("\n```\n\n")
        elif tag == "a" and self._links:
            address = self._links.pop()
            self.parts.append(f"](<{_address(address)}>)" if address else "")

    def _table_start(self, tag: str) -> None:
        if tag == "table":
            self._paragraph()
        self.parts = self._tables.opened(tag, self.parts)

    def _table_end(self, tag: str) -> None:
        if not self._tables:
            return
        self.parts = self._tables.closed(tag, self.parts)

    def _paragraph(self) -> None:
        self.parts.append("" if self._lists.open else "\n\n")

    def _linked(self, href: str) -> str:
        name = self._name_here(href)
        if name:
            return name
        # A place inside the page it came from leads nowhere here.
        return "" if href.startswith(("#", "javascript:")) else href

    def _name_here(self, source: str) -> str:
        """The name under which a file of the HTML comes along."""
        last = unquote(source.partition("?")[0].rpartition("/")[2]).strip()
        return self._files.get(source) or self._files.get(last) or ""

    def _picture(self, given: dict[str, str]) -> None:
        source = given.get("src", "")
        words = escaped(" ".join(given.get("alt", "").split()))
        here = self._name_here(source) or self._embed(source)
        if here:
            self.silent += [] if words else [here]
            self.parts.append(f"![{words}](<{_address(here)}>)")
            return
        if source.lower().startswith(_WEB):
            self.parts.append(f"[{words or _address(source)}](<{_address(source)}>)")
            return
        name = "" if source.lower().startswith("data:") else source.rpartition("/")[2].strip()
        self.pictures.append(name or words or "?")
        self.parts.append(f"![{words}](<{_address(name)}>)")

    def _embed(self, source: str) -> str:
        match = _EMBEDDED.match(source)
        if match is None:
            return ""
        try:
            data = base64.b64decode(unquote(match[2]))
        except (binascii.Error, ValueError):
            return ""
        name = own_name(f"picture.{match[1].replace('jpeg', 'jpg')}", data)
        self.embedded[name] = data
        return name


def own_name(name: str, data: bytes) -> str:
    """A name that only this content has, so that it never replaces another file of a course."""
    stem, dot, suffix = name.rpartition(".")
    stem, suffix = (stem, f".{suffix}") if dot else (name, "")
    stem = re.sub(r"[^\w.-]+", "-", stem).strip("-.")[:60] or "file"
    return f"{stem}-{hashlib.sha256(data).hexdigest()[:8]}{suffix.lower()}"


def _line_end(line: str) -> str:
    """No blanks at the end, save the two that break a line that says something."""
    bare = line.rstrip(" ")
    return f"{bare}  " if bare and line.endswith("  ") else bare


def _address(text: str) -> str:
    return re.sub(r"[<>\s]", "", text)
