"""HTML from another platform as Markdown: words, structure, links and pictures; no looks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from volteface.interop.rules.plain_text import escaped

_BLOCKS = {"p", "div", "section", "article", "header", "footer", "figure", "center", "table", "dl"}
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
_TAG = re.compile(r"<[/!]?[a-zA-Z][^<>]{0,2000}>|&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});")
_SPACE = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Translated:
    """Markdown, and the pictures it asks for by name."""

    markdown: str
    pictures: tuple[str, ...] = ()


def holds_html(text: str) -> bool:
    """Whether there is a tag or an entity in it."""
    return _TAG.search(text) is not None


def markdown_of(html: str) -> Translated:
    """The HTML as Markdown; what cannot be said in Markdown loses its looks, not its words."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return Translated(markdown=reader.finished(), pictures=tuple(dict.fromkeys(reader.pictures)))


def words_of(html: str) -> str:
    """The words alone, on one line."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    return " ".join("".join(reader.words).split())


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
        indent = "  " * (len(self.open) - 1)
        number = self.open[-1]
        if number is None:
            return f"{indent}- "
        self.open[-1] = number + 1
        return f"{indent}{number}. "


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.pictures: list[str] = []
        self._lists = _Lists()
        self._dropped = 0
        self._pre = 0
        self._links: list[str] = []

    def finished(self) -> str:
        """What was read, with at most one blank line in a row."""
        text = "".join(self.parts).replace("\u00a0", " ")
        lines = [line.rstrip(" ") for line in text.split("\n")]
        text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines))
        # Emphasis around nothing, as word processors leave it behind.
        return re.sub(r"(\*\*|~~|``)\s*\1", " ", text).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _DROPPED:
            self._dropped += 1
        elif tag in _BLOCKS:
            self._paragraph()
        elif tag in _HEADINGS:
            self._paragraph()
            self.parts.append(_HEADINGS[tag])
        elif tag in _WRAPS:
            self.parts.append("" if self._pre else _WRAPS[tag])
        elif tag in _RAW:
            self.parts.append(f"<{tag}>")
        else:
            self._other_start(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag in _DROPPED:
            self._dropped = max(0, self._dropped - 1)
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
        elif tag in {"li", "tr", "dt", "dd"}:
            self.parts.append("\n" + (self._lists.marker() if tag == "li" else ""))
        elif tag in {"td", "th"}:
            self.parts.append(" | ")
        elif tag == "pre":
            self._pre += 1
            self.parts.append("\n\n```\n")
        elif tag == "a":
            self._links.append(given.get("href", ""))
            self.parts.append("[" if given.get("href") else "")
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

    def _paragraph(self) -> None:
        self.parts.append("" if self._lists.open else "\n\n")

    def _picture(self, given: dict[str, str]) -> None:
        source = given.get("src", "")
        words = escaped(" ".join(given.get("alt", "").split()))
        if source.lower().startswith(("http://", "https://")):
            self.parts.append(f"[{words or _address(source)}](<{_address(source)}>)")
            return
        name = "" if source.lower().startswith("data:") else source.rpartition("/")[2].strip()
        self.pictures.append(name or words or "?")
        self.parts.append(f"![{words}](<{_address(name)}>)")


def _address(text: str) -> str:
    return re.sub(r"[<>\s]", "", text)
