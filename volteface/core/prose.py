"""Our own HTML as data that paper is set from; see core/typst/prose.typ.

Every node is a text or ``{"k": kind, "c": [nodes], …}``; what paper has no form for becomes its
words. Formulas come as their MathML tree, pictures under the names of files that go along.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.core.tree import Element, tree_of

if TYPE_CHECKING:
    from collections.abc import Callable

    type Node = str | dict[str, object]
    # Gives the name of the file that goes along for a picture's address; empty when there is none.
    type Pictures = Callable[[str], str]

_SAME = frozenset(
    {"p", "blockquote", "pre", "code", "strong", "em", "sub", "sup", "ul", "ol", "li", "br", "hr"}
    | {"table", "tr", "td", "th", "del", "u"}
)
_AS = {"b": "strong", "i": "em", "dfn": "em", "cite": "em", "s": "del", "ins": "u", "q": "em"}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
# Marks of our own print templates: what to tick, fill in or write on, and how to.
_MARKS = {
    f"print-{mark}": mark
    for mark in ("box", "ring", "number", "gap", "line", "short", "hint", "words", "letters")
} | {"print-choice": "choice"}
_SPLIT = frozenset({"section", "div", "figure", "details", "dl", "dd"})
_UNSEEN = frozenset({"script", "style", "video", "audio", "source", "track", "select", "button"})
_BLOCKS = frozenset(
    {"p", "blockquote", "pre", "ul", "ol", "hr", "table", "heading", "picture"}
    | {"line", "short", "hint", "words", "letters"}
)


def prose(html: str, *, pictures: Pictures) -> list[Node]:
    """The HTML as a list of blocks."""
    return _gathered(_nodes(tree_of(html), pictures))


def _nodes(element: Element, pictures: Pictures, *, kept: bool = False) -> list[Node]:
    found: list[Node] = []
    for child in element.children:
        if isinstance(child, str):
            text = child if kept else _single_spaced(child)
            if text:
                found.append(text)
        elif child.tag not in _UNSEEN:
            found.extend(_node(child, pictures, kept=kept))
    return found


def _node(element: Element, pictures: Pictures, *, kept: bool) -> list[Node]:
    tag = _AS.get(element.tag, element.tag)
    if tag == "math":
        block = element.attributes.get("display") == "block"
        return [{"k": "math", "block": block, "m": _formula(element)}]
    if tag == "img":
        name = pictures(element.attributes.get("src", ""))
        return [{"k": "picture", "name": name, "alt": element.attributes.get("alt", "")}]
    children = _nodes(element, pictures, kept=kept or tag == "pre")
    if tag in {"table", "tr", "ul", "ol"}:
        children = [child for child in children if not isinstance(child, str)]
    made = _with_children(element, tag, children)
    if made is not None:
        return [made]
    # What only holds others together.
    return _gathered(children) if tag in _SPLIT else children


def _with_children(element: Element, tag: str, children: list[Node]) -> dict[str, object] | None:
    mark = _MARKS.get(element.attributes.get("class", ""))
    made: dict[str, object] | None = None
    if tag == "li":
        # An item to write beside, on paper.
        room: list[Node] = [{"k": "room"}] if mark == "line" else []
        made = {"k": "li", "c": _gathered([*children, *room])}
    elif mark:
        made = {"k": mark, "c": children}
    elif tag == "a":
        made = {"k": "link", "c": children, "href": element.attributes.get("href", "")}
    elif tag in _HEADINGS:
        made = {"k": "heading", "c": children, "level": _HEADINGS[tag]}
    elif tag in {"blockquote", "th"}:
        made = {"k": tag, "c": _gathered(children)}
    elif tag == "dt":
        made = {"k": "p", "c": [{"k": "strong", "c": children}]}
    elif tag in _SAME:
        made = {"k": tag, "c": children}
    return made


def _gathered(nodes: list[Node]) -> list[Node]:
    """Loose words between blocks become paragraphs."""
    blocks: list[Node] = []
    loose: list[Node] = []
    end: Node = {"k": "hr-end"}
    for node in [*nodes, end]:
        is_block = isinstance(node, dict) and (node["k"] in _BLOCKS or node["k"] == "hr-end")
        if not is_block:
            loose.append(node)
            continue
        if any(not isinstance(one, str) or one.strip() for one in loose):
            blocks.append({"k": "p", "c": loose})
        loose = []
        if isinstance(node, dict) and node["k"] != "hr-end":
            blocks.append(node)
    return blocks


def _formula(element: Element) -> dict[str, object]:
    inside = element.elements
    if not inside:
        # Between a number and its unit a space is more than looks.
        text = " ".join(element.text.split())
        if element.tag == "mtext":
            before, after = element.text[:1].isspace(), element.text[-1:].isspace()
            text = f"{' ' * before}{text}{' ' * after}"
        return {"k": element.tag, "t": text, "a": element.attributes}
    return {"k": element.tag, "c": [_formula(child) for child in inside], "a": element.attributes}


def _single_spaced(text: str) -> str:
    words = " ".join(text.split())
    if not words:
        return " " if text else ""
    before = " " if text[0].isspace() else ""
    return before + words + (" " if text[-1].isspace() else "")
