"""HTML of any origin as a clean, well-formed tree: what runs, loads or only decorates is gone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import nh3

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAGS = {
    *(
        "p",
        "br",
        "hr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "pre",
        "code",
        "tt",
        "kbd",
    ),
    *("samp", "ul", "ol", "li", "em", "i", "strong", "b", "u", "s", "strike", "del", "ins", "mark"),
    *("sub", "sup", "small", "a", "img", "span", "font", "div", "section", "article", "main"),
    *("header", "footer", "aside", "nav", "center", "figure", "figcaption", "table", "thead"),
    *("tbody", "tfoot", "tr", "th", "td", "caption", "dl", "dt", "dd", "address", "details"),
    *("summary", "var", "cite", "dfn", "q", "abbr"),
}
_DROPPED = {
    *("script", "style", "head", "title", "template", "noscript", "object", "iframe", "svg"),
    *("xml", "math", "button", "select", "textarea", "audio", "video", "canvas"),
}
_VOID = {"br", "hr", "img"}
_MARKS = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em", "var": "em"} | {
    "s": "del",
    "strike": "del",
    "del": "del",
}
_BOLD = re.compile(r"font-weight:\s*(bold|bolder|[6-9]00)")
_NOT_BOLD = re.compile(r"font-weight:\s*(normal|lighter|[1-5]00)")
_ITALIC = re.compile(r"font-style:\s*(italic|oblique)")
_STRUCK = re.compile(r"text-decoration[^;]*line-through")
_RAISED = re.compile(r"vertical-align:\s*(super|sub)")
_TYPEWRITER = re.compile(r"font-family:[^;]*(courier|consolas|menlo|monospace|roboto mono)")


@dataclass
class Element:
    """A tag with what is inside it; text is plain strings."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def get(self, name: str) -> str:
        """An attribute, empty when it is not there."""
        return self.attributes.get(name, "")

    @property
    def mark(self) -> str:
        """The emphasis it stands for, by its tag or by its looks: strong, em, del or nothing."""
        return "" if self.get("style") and self._is_normal() else _MARKS.get(self.tag, "")

    def walk(self) -> Iterator[Element]:
        """Every element inside, in order."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.walk()

    def without(self, other: Element) -> Element:
        """The same tree without one element."""
        kept: list[Element | str] = [
            child.without(other) if isinstance(child, Element) else child
            for child in self.children
            if child is not other
        ]
        return Element(self.tag, self.attributes, kept)

    def _is_normal(self) -> bool:
        return self.tag in {"b", "strong"} and bool(_NOT_BOLD.search(self.get("style")))


def tree_of(html: str) -> Element:
    """The tree under a root; looks that mean something have become the tags that mean it."""
    reader = _Reader()
    reader.feed(_cleaned(html))
    reader.close()
    return reader.root


def _cleaned(html: str) -> str:
    return nh3.clean(
        html.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8"),
        tags=_TAGS,
        clean_content_tags=_DROPPED,
        attributes={
            "a": {"href"},
            "img": {"src", "alt", "title"},
            "ol": {"start"},
            "th": {"colspan", "align"},
            "td": {"colspan", "align"},
            "span": {"data-source"},
            "*": {"class", "style"},
        },
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        strip_comments=True,
    )


class _Reader(HTMLParser):
    """Builds the tree; its input is well formed, because it has been cleaned."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("#root")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        given["style"] = given.get("style", "").lower()
        element = Element(tag, given)
        self._open[-1].children.append(element)
        if tag not in _VOID:
            inner = element
            for meant in _meant(tag, given["style"]):
                deeper = Element(meant)
                inner.children.append(deeper)
                inner = deeper
            self._open.append(inner)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and len(self._open) > 1:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def _meant(tag: str, style: str) -> list[str]:
    """The tags that a style stands for, outermost first; a sign of a list has only looks."""
    if not style or "mso-list:ignore" in style or tag in {"pre", "code", "table"}:
        return []
    found = []
    is_heading = tag in {"h1", "h2", "h3", "h4", "h5", "h6", "th", "b", "strong"}
    if _BOLD.search(style) and not is_heading:
        found.append("strong")
    if _ITALIC.search(style) and tag not in {"i", "em"}:
        found.append("em")
    if _STRUCK.search(style):
        found.append("del")
    raised = _RAISED.search(style)
    if raised and tag == "span":
        found.append("sup" if raised[1] == "super" else "sub")
    if _TYPEWRITER.search(style) and tag in {"span", "font"}:
        found.append("code")
    return found
