"""HTML taken apart into a small tree: for its words, and to set it on paper."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser

_VOID = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "source", "track", "wbr"})
_DEEPEST = 200
# Values of attributes may hold a ">".
_TAG = re.compile(r"<[a-zA-Z/](?:[^>\"']|\"[^\"]*\"|'[^']*')*>")


@dataclass(slots=True)
class Element:
    """One element with its attributes; its children are elements and texts."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    @property
    def elements(self) -> list[Element]:
        """The children that are elements."""
        return [child for child in self.children if isinstance(child, Element)]

    @property
    def text(self) -> str:
        """All words inside, as the browser's ``textContent`` has them."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)


def words_of(html: str) -> str:
    """The text of sanitised HTML, as its tree has it, many times faster than by the tree."""
    return unescape(_TAG.sub("", html))


def tree_of(html: str) -> Element:
    """The tree of a piece of HTML, under a root without a tag; whatever comes, it is read."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root


@lru_cache(maxsize=2_048)
def paragraphs(html: str) -> tuple[str, ...]:
    """The words of each outermost element, with single spaces."""
    return tuple(" ".join(element.text.split()) for element in tree_of(html).elements)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in _VOID and len(self._open) < _DEEPEST:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self._open) - 1, 0, -1):
            if self._open[place].tag == tag:
                del self._open[place:]
                return

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)
