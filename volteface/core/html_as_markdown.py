"""HTML typed in place or pasted from a word processor, as Markdown: structure kept, looks not.

The HTML is cleaned first, so what comes out holds words, structure, links and names of known
files only; rendered again it passes the same allow-list as anything typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from volteface.core import markup
from volteface.core.html_tree import Element, tree_of
from volteface.core.markdown_signs import code_span, fenced, hung, quoted
from volteface.core.plain_words import escaped, safe_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_HEADINGS = {"h1": 2, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_CONTAINERS = {
    *("#root", "div", "section", "article", "main", "header", "footer", "aside", "nav", "center"),
    *("figure", "dl", "tbody", "body", "form", "fieldset", "details"),
}
_BLOCKS = {
    *_CONTAINERS,
    *_HEADINGS,
    *("p", "ul", "ol", "li", "blockquote", "pre", "table", "hr", "dt", "dd", "figcaption"),
    *("caption", "summary", "address"),
}
_MARKS = {"strong": "**", "em": "*", "del": "~~"}
_RAW = {"sub", "sup", "u", "kbd", "mark", "ins", "small"}
_LEVEL = re.compile(r"level(\d)")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_UNSEEN = re.compile(
    r" ?(</?(?:p|h\d|ul|ol|li|blockquote|pre|table|thead|tbody|tr|th|td|hr|br)\b[^>]*>) ?"
)
# Where a space that does not break is meant: before French marks, in quotes and in numbers.
_STRAY_NBSP = re.compile(r"(?<![«\d])\u00a0(?![:;!?»%€\d])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """Markdown, and how many pictures could not be kept."""

    markdown: str
    left_out: int = 0


def markdown_of(
    html: str, *, names: Mapping[str, str] | None = None, pasted: bool = False
) -> Converted:
    """``names`` gives the file an address or a name stands for; other pictures are left out."""
    writer = _Writer(names or {}, pasted=pasted)
    blocks = writer.blocks(tree_of(html).children)
    return Converted(markdown="\n\n".join(blocks), left_out=writer.left_out)


def looks_same(first: str, second: str) -> bool:
    """Whether readers see the same: spaces that nobody sees do not count."""
    return _seen(first) == _seen(second)


@dataclass
class _Writer:
    names: Mapping[str, str]
    pasted: bool
    left_out: int = 0
    # Whether emphasis is written as tags, where its signs would be read as words.
    tags: bool = False
    _lists: int = field(default=0)

    def blocks(self, nodes: Iterable[Element | str]) -> list[str]:
        """Each block's Markdown; words and inline marks between blocks are paragraphs."""
        found: list[str] = []
        run: list[Element | str] = []
        listed: list[Element] = []
        after_list = ""
        for node in nodes:
            is_block = isinstance(node, Element) and _holds_blocks(node)
            if listed and (not is_block or not _is_word_list(node)):
                if isinstance(node, str) and not node.strip():
                    continue
                found.extend(self._word_list(listed))
                listed = []
            if not is_block:
                run.append(node)
                continue
            self._flush(run, found)
            if _is_word_list(node) and isinstance(node, Element):
                listed.append(node)
            elif isinstance(node, Element):
                other = node.tag in {"ul", "ol"} and node.tag == after_list
                made = self._block(node, other_marker=other)
                found.extend(made)
                after_list = node.tag if made and not other else ""
        self._flush(run, found)
        found.extend(self._word_list(listed) if listed else [])
        return [block for block in found if block.strip()]

    def _flush(self, run: list[Element | str], found: list[str]) -> None:
        text = self._paragraph(run)
        run.clear()
        if text:
            found.append(text)

    def _block(self, node: Element, *, other_marker: bool = False) -> list[str]:
        tag = "h2" if node.tag == "p" and "MsoTitle" in node.get("class") else node.tag
        if tag in _HEADINGS:
            return self._heading(node, _HEADINGS[tag])
        if tag in {"ul", "ol"}:
            return self._list(node, other_marker=other_marker)
        if tag == "table":
            return self._table(node)
        if tag in {"pre", "hr"}:
            return [_fenced(node) if tag == "pre" else "---"]
        blocks = self.blocks(node.children)
        if tag == "blockquote" and blocks:
            return [quoted("\n\n".join(blocks))]
        return blocks

    def _heading(self, node: Element, level: int) -> list[str]:
        text = self._paragraph(node.children).replace("\\\n", " ")
        text = re.sub(r"(^|\s)(#+)$", r"\1\\\2", text)
        # A heading's words begin no list and no other heading.
        return [f"{'#' * level} {text}"] if text else []

    def _paragraph(self, nodes: Sequence[Element | str]) -> str:
        if not nodes:
            return ""
        text = self._inline_text(nodes)
        if any(mark in text for mark in _MARKS.values()):
            words = _letters("".join(map(_text_of, nodes)))
            if _letters(markup.plain(text)) != words:
                self.tags = True
                text = self._inline_text(nodes)
                self.tags = False
        return text

    def _inline_text(self, nodes: Sequence[Element | str]) -> str:
        before = self.left_out
        text = self._inline(nodes, frozenset())
        if self.tags:
            self.left_out = before
        lines = [_SPACES.sub(" ", line).strip(" ") for line in text.split("\\\n")]
        while lines and not lines[-1]:
            lines.pop()
        while lines and not lines[0]:
            lines.pop(0)
        return "\\\n".join(safe_lines(line) for line in lines)

    def _inline(self, nodes: Iterable[Element | str], within: frozenset[str]) -> str:
        return "".join(
            self._words(node) if isinstance(node, str) else self._element(node, within)
            for node in nodes
        )

    def _words(self, text: str) -> str:
        text = _SPACES.sub(" ", text)
        if self.pasted:
            text = _STRAY_NBSP.sub(" ", text)
        return escaped(text)

    def _element(self, node: Element, within: frozenset[str]) -> str:
        if node.tag in {"br", "img"}:
            return "\\\n" if node.tag == "br" else self._image(node)
        if node.tag == "span" and node.get("data-source"):
            return f"${node.get('data-source')}$"
        if node.tag == "code" and "code" not in within:
            return code_span(_SPACES.sub(" ", _text_of(node)))
        if node.tag == "a" and "a" not in within and node.get("href"):
            return self._link(node, within)
        return self._marked(node, within)

    def _marked(self, node: Element, within: frozenset[str]) -> str:
        mark = node.mark
        inner = self._inline(node.children, within | {mark, node.tag})
        if mark in _MARKS and mark not in within:
            return self._wrapped(inner, mark, within)
        if node.tag in _RAW and node.tag not in within and inner.strip():
            return f"<{node.tag}>{inner}</{node.tag}>"
        return inner

    def _wrapped(self, inner: str, mark: str, within: frozenset[str]) -> str:
        bare = inner.strip(" \u00a0")
        if not bare.strip("\\\n "):
            return inner
        start = inner.index(bare[0])
        before, after = inner[:start], inner[start + len(bare) :]
        if self.tags:
            return f"{before}<{mark}>{bare}</{mark}>{after}"
        sign = "_" if mark == "em" and "strong" in within else _MARKS[mark]
        return f"{before}{sign}{bare}{sign}{after}"

    def _link(self, node: Element, within: frozenset[str]) -> str:
        words = self._inline(node.children, within | {"a"}).replace("\\\n", " ")
        address = re.sub(r"[<>\s\\]", "", node.get("href"))
        address = self.names.get(address, address)
        if not words.strip() or address.startswith("#"):
            return words
        start = len(words) - len(words.lstrip())
        target = f"<{address}>" if re.search(r"[()]", address) else address
        return f"{words[:start]}[{words.strip()}]({target})" + (" " if words[-1] == " " else "")

    def _image(self, node: Element) -> str:
        source = node.get("src")
        words = escaped(" ".join(node.get("alt").split())).replace("[", "\\[")
        name = self.names.get(source) or self.names.get(unquote(source))
        if name is None:
            self.left_out += 1
            if source.lower().startswith(("http://", "https://")):
                address = re.sub(r"[<>\s\\]", "", source)
                return f"[{words or address}](<{address}>)"
            return words
        title = node.get("title").replace("\\", "").replace('"', "'")
        titled = f' "{title}"' if title else ""
        target = f"<{name}>" if re.search(r"[\s()]", name) else name
        return f"![{words}]({target}{titled})"

    def _list(self, node: Element, *, other_marker: bool) -> list[str]:
        items = _items(node)
        number = int(node.get("start") or 1) if (node.get("start") or "1").isdecimal() else 1
        loose = any(
            isinstance(child, Element) and child.tag == "p" for item in items for child in item
        )
        made: list[str] = []
        for item in items:
            blocks = self.blocks(item)
            if not blocks and not self.pasted and not made:
                blocks = [""]
            if not blocks:
                continue
            if node.tag == "ol":
                marker = f"{number}{')' if other_marker else '.'} "
                number += 1
            else:
                marker = "* " if other_marker else "- "
            text = ("\n\n" if loose else "\n").join(blocks)
            made.append(hung(text, marker))
        return [("\n\n" if loose else "\n").join(made)] if made else []

    def _word_list(self, items: list[Element]) -> list[str]:
        """Paragraphs that a word processor shows as a list, by their level."""
        lines = []
        counted: dict[int, int] = {}
        indents: dict[int, str] = {1: ""}
        for item in items:
            found = _LEVEL.search(item.get("style"))
            level = min(int(found[1]) if found else 1, max(indents))
            sign, words = _without_sign(item)
            counted = {deep: number for deep, number in counted.items() if deep <= level}
            is_numbered = re.match(r"(\d{1,4}|\w)[.)]", sign)
            counted[level] = counted.get(level, 0) + 1 if is_numbered else 0
            number = sign.rstrip(".)")
            number = number if number.isdecimal() else str(counted[level])
            marker = f"{number}. " if is_numbered else "- "
            indents = {deep: text for deep, text in indents.items() if deep <= level}
            lines.append(indents[level] + marker + self._paragraph(words))
            indents[level + 1] = indents[level] + " " * len(marker)
        return ["\n".join(lines)]

    def _table(self, node: Element) -> list[str]:
        rows = [
            [child for child in row.children if isinstance(child, Element)] for row in _rows(node)
        ]
        rows = [row for row in rows if row]
        if not rows:
            return []
        cells = [[text for cell in row for text in self._cell(cell)] for row in rows]
        width = max(map(len, cells))
        lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in cells]
        signs = [_aligned(cell) for cell in rows[0]]
        rule = "| " + " | ".join(signs + ["---"] * (width - len(signs))) + " |"
        return ["\n".join([lines[0], rule, *lines[1:]])]

    def _cell(self, cell: Element) -> list[str]:
        parts: list[str] = []
        run: list[Element | str] = []
        for child in _leaves(cell.children):
            if isinstance(child, list):
                parts.append(self._paragraph(run))
                run = []
                parts.append(self._paragraph(child))
            else:
                run.append(child)
        parts.append(self._paragraph(run))
        text = "<br>".join(part.replace("\\\n", "<br>") for part in parts if part)
        span = cell.get("colspan")
        more = min(int(span), 50) - 1 if span.isdecimal() else 0
        return [text.replace("|", "\\|"), *[""] * more]


def _holds_blocks(node: Element) -> bool:
    if node.tag in _BLOCKS:
        return True
    # A link or a bold around whole paragraphs, as word processors write it.
    return any(isinstance(child, Element) and _holds_blocks(child) for child in node.children)


def _is_word_list(node: Element | str) -> bool:
    return isinstance(node, Element) and node.tag == "p" and "mso-list:" in node.get("style")


def _without_sign(item: Element) -> tuple[str, list[Element | str]]:
    sign = next((each for each in item.walk() if "mso-list:ignore" in each.get("style")), None)
    if sign is None:
        return "", item.children
    return _text_of(sign).strip(), item.without(sign).children


def _items(node: Element) -> list[list[Element | str]]:
    """What each item holds; a list lying beside its item belongs into it."""
    items: list[list[Element | str]] = []
    for child in node.children:
        if isinstance(child, str):
            if child.strip():
                items.append([child])
        elif child.tag in {"ul", "ol"} and items:
            items[-1].append(child)
        else:
            items.append(list(child.children) if child.tag == "li" else [child])
    return items


def _rows(node: Element) -> list[Element]:
    found: list[Element] = []
    for child in node.children:
        if isinstance(child, Element):
            found += [child] if child.tag == "tr" else _rows(child)
    return found


def _leaves(
    nodes: Iterable[Element | str],
) -> Iterable[Element | str | list[Element | str]]:
    """Inline nodes as they are; each block's inline content as a list."""
    for node in nodes:
        if isinstance(node, str) or not _holds_blocks(node):
            yield node
            continue
        run: list[Element | str] = []
        for leaf in _leaves(node.children):
            if isinstance(leaf, list):
                yield run
                yield leaf
                run = []
            else:
                run.append(leaf)
        yield run


def _aligned(cell: Element) -> str:
    given = cell.get("class") + cell.get("align")
    if "center" in given:
        return ":-:"
    if "end" in given or "right" in given:
        return "--:"
    return ":--" if "align-start" in given else "---"


def _fenced(node: Element) -> str:
    code = next((each for each in node.walk() if each.tag == "code"), node)
    language = re.search(r"language-([\w+#.-]+)", code.get("class"))
    return fenced(_text_of(node).strip("\n"), language[1] if language else "")


def _text_of(node: Element | str) -> str:
    if isinstance(node, str):
        return node
    if node.tag == "br":
        return "\n"
    if node.get("data-source"):
        return ""
    return "".join(map(_text_of, node.children))


def _seen(html: str) -> str:
    return _UNSEEN.sub(r"\1", _SPACES.sub(" ", html))


def _letters(text: str) -> str:
    """What must be the same after a round: every character but spaces."""
    return "".join(text.split())
