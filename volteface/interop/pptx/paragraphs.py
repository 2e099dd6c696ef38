"""The words of a slide's shapes as Markdown: lists, emphasis, links and formulas."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from volteface.interop.rules.omml import NoFormula, latex, words_in
from volteface.interop.rules.plain_text import escaped
from volteface.interop.rules.safe_xml import local

if TYPE_CHECKING:
    from collections.abc import Callable

_LISTED = {"BODY", "OBJECT", "VERTICAL_BODY", "VERTICAL_OBJECT"}
_WEB = re.compile(r"(?:https?|mailto):", re.IGNORECASE)


def frame_markdown(frame: Any, *, as_list: bool, lost: Callable[[str], None]) -> str:
    """A text frame's paragraphs; ``lost`` is told the signs of a formula that has no words."""
    lines: list[str] = []
    numbers: dict[int, int] = {}
    for paragraph in frame.paragraphs:
        words = _paragraph(paragraph, lost)
        if not words.strip():
            continue
        level = min(int(paragraph.level or 0), 5)
        sign = _sign(paragraph, as_list=as_list)
        if not sign:
            numbers.clear()
            lines.append(f"\n{words}\n")
            continue
        numbers = {deep: count for deep, count in numbers.items() if deep <= level}
        numbers[level] = numbers.get(level, 0) + 1
        mark = f"{numbers[level]}. " if sign == "1" else "- "
        # A list never begins deeper than its first item.
        indent = "   " * min(level, len([deep for deep in numbers if deep < level]))
        lines.append(indent + mark + words.replace("  \n", " "))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def plain_words(frame: Any) -> str:
    """The words on one line, as a title needs them."""
    return " ".join(frame.text.replace("\v", " ").split())


def is_list(shape: Any) -> bool:
    """Whether paragraphs of the shape carry bullets unless they say otherwise."""
    return bool(shape.is_placeholder) and shape.placeholder_format.type.name in _LISTED


def _sign(paragraph: Any, *, as_list: bool) -> str:
    """``-`` for a bullet, ``1`` for a number, nothing for a plain paragraph."""
    properties = next((part for part in paragraph._p if local(part.tag) == "pPr"), None)  # noqa: SLF001 - python-pptx has no public way to bullets
    for part in properties if properties is not None else ():
        name = local(part.tag)
        if name == "buNone":
            return ""
        if name == "buAutoNum":
            return "1"
        if name in {"buChar", "buBlip"}:
            return "-"
    return "-" if as_list or paragraph.level else ""


def _paragraph(paragraph: Any, lost: Callable[[str], None]) -> str:
    runs = {id(run._r): run for run in paragraph.runs}  # noqa: SLF001 - as above
    parts: list[str] = []
    for part in paragraph._p:  # noqa: SLF001 - as above
        name = local(part.tag)
        if name == "r":
            parts.append(_run(runs.get(id(part)), part))
        elif name == "br":
            parts.append("  \n")
        elif name == "fld":
            parts.append(escaped("".join(t.text or "" for t in part if local(t.tag) == "t")))
        elif any(local(inner.tag) == "oMath" for inner in part.iter()):
            parts += [_formula(inner, lost) for inner in _formulas(part)]
    return _joined(parts)


def _run(run: Any, element: Any) -> str:
    text = "".join(part.text or "" for part in element if local(part.tag) == "t")
    words = escaped(text.replace("\v", " ").replace("\u00a0", " "))
    if run is None or not words.strip():
        return words
    bare = words.strip()
    before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    if run.font.bold:
        bare = f"**{bare}**"
    if run.font.italic:
        bare = f"*{bare}*"
    address = run.hyperlink.address
    if address and _WEB.match(address):
        bare = f"[{bare}](<{re.sub(r'[<>\s]', '', address)}>)"
    return before + bare + after


def _formulas(part: Any) -> list[Any]:
    """The formulas of a part; of alternatives only the first, which holds the formula."""
    return [inner for inner in part.iter() if local(inner.tag) == "oMath"]


def _formula(element: Any, lost: Callable[[str], None]) -> str:
    try:
        return f"${latex(element)}$"
    except NoFormula:
        words = words_in(element)
        lost(words)
        return f"`{words}`" if "`" not in words else escaped(words)


def _joined(parts: list[str]) -> str:
    text = "".join(parts)
    # Neighbours that are emphasised alike are one emphasis.
    return re.sub(r"(?<=\w)\*\*\*\*(?=\w)", "", text).strip(" ")
