"""Markdown line by line: which lines are code, and the ``{#id name=value}`` at the end of one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_FENCE = re.compile(r"\s*(?P<marks>`{3,}|~{3,})(?P<info>.*)$")
_TOKEN = re.compile(
    r"\s*(?:#(?P<id>[\w-]+)"
    r"|(?P<name>[A-Za-z][\w-]*)=(?:\"(?P<quoted>(?:[^\"\\]|\\.)*)\"|(?P<bare>[^\s\"{}]+))"
    r"|(?P<flag>[A-Za-z][\w-]*))(?=\s|$)"
)
# Attributes longer than this are text.
_LONGEST = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributes:
    """What stands in the braces at the end of a heading, an option or a block's first line."""

    id: str = ""
    values: tuple[tuple[str, str], ...] = ()
    flags: tuple[str, ...] = ()

    def get(self, name: str, default: str = "") -> str:
        """The last value given for ``name``."""
        return dict(self.values).get(name, default)

    def all(self, name: str) -> tuple[str, ...]:
        """Every value given for ``name``, commas taken apart."""
        given = [value for key, value in self.values if key == name]
        return tuple(part.strip() for value in given for part in value.split(",") if part.strip())


def split_lines(text: str) -> list[str]:
    """The lines of ``text``; only line feeds and carriage returns end one."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def code_lines(lines: Sequence[str]) -> tuple[list[bool], list[int]]:
    """For each line, whether it belongs to a fenced code block; and where a fence never closes.

    A fence without an end is ordinary text, so that one slip does not swallow a whole file.
    """
    inside = [False] * len(lines)
    unclosed: list[int] = []
    closers = _closers(lines)
    index = 0
    while index < len(lines):
        end = closers.get(index)
        if end is None:
            if opens_code(lines[index]):
                unclosed.append(index)
            index += 1
            continue
        inside[index : end + 1] = [True] * (end + 1 - index)
        index = end + 1
    return inside, unclosed


def closed(text: str) -> str:
    """``text`` in which an open code fence is closed at the end, as it is shown anyway."""
    lines = split_lines(text)
    _, unclosed = code_lines(lines)
    if not unclosed:
        return text
    marks = _FENCE.match(lines[unclosed[0]])
    return f"{text}\n{marks['marks'] if marks else '```'}"


def take_attributes(
    text: str, *, names: Collection[str], flags: Collection[str] = ()
) -> tuple[str, Attributes, tuple[str, ...]]:
    """``text`` without its last ``{…}``, what that says, and the words in it nobody knows.

    Braces that hold no known word stay text; the unknown words are named when they look as if they
    were meant. An id is known where ``names`` has ``#``.
    """
    body = text.rstrip()
    start, read = _last_braces(body)
    if read is None:
        return text, Attributes(), ()
    unknown = tuple(name for name, _ in read.values if name not in names)
    unknown += tuple(flag for flag in read.flags if flag not in flags)
    unknown += (f"#{read.id}",) if read.id and "#" not in names else ()
    known = Attributes(
        id=read.id if "#" in names else "",
        values=tuple(pair for pair in read.values if pair[0] in names),
        flags=tuple(flag for flag in read.flags if flag in flags),
    )
    if unknown and known == Attributes():
        return text, Attributes(), unknown if read.values else ()
    return body[:start].rstrip(), known, unknown


def written(attributes: Attributes, text: str = "") -> str:
    """The braces to write after ``text``, with a space before them; empty when there is nothing."""
    parts = [f"#{attributes.id}"] if attributes.id else []
    parts += [f"{name}={_quoted(value)}" for name, value in attributes.values]
    parts += attributes.flags
    if parts:
        return " {" + " ".join(parts) + "}"
    # Braces that end the text itself must not be taken for attributes.
    return " {}" if text.rstrip().endswith("}") else ""


def _closers(lines: Sequence[str]) -> dict[int, int]:
    """The closing line of every fence line that has one, in one pass from the end."""
    found: dict[int, int] = {}
    nearest: dict[str, list[tuple[int, int]]] = {"`": [], "~": []}
    for index in range(len(lines) - 1, -1, -1):
        fence = opens_code(lines[index])
        if fence is None:
            continue
        marks, info = fence
        ends = nearest[marks[0]]
        end = next((line for line, length in reversed(ends) if length >= len(marks)), None)
        if end is not None:
            found[index] = end
        if not info.strip():
            # A later, shorter end is never nearer than this one.
            while ends and ends[-1][1] <= len(marks):
                ends.pop()
            ends.append((index, len(marks)))
    return found


def opens_code(line: str) -> tuple[str, str] | None:
    """The marks of a line that opens (or closes) a fenced code block, and what follows them."""
    match = _FENCE.match(line)
    if match is None or (match["marks"][0] == "`" and "`" in match["info"]):
        return None
    return match["marks"], match["info"]


def _last_braces(body: str) -> tuple[int, Attributes | None]:
    """Where the braces that end ``body`` begin, and what they say."""
    if not body.endswith("}"):
        return -1, None
    start = body.find("{", max(0, len(body) - _LONGEST))
    while start >= 0:
        read = _read(body[start + 1 : -1]) if start == 0 or body[start - 1].isspace() else None
        if read is not None:
            return start, read
        start = body.find("{", start + 1)
    return -1, None


def _read(inner: str) -> Attributes | None:
    position, found_id = 0, ""
    values: list[tuple[str, str]] = []
    flags: list[str] = []
    while position < len(inner.rstrip()):
        token = _TOKEN.match(inner, position)
        if token is None:
            return None
        position = token.end()
        if token["id"]:
            found_id = token["id"]
        elif token["flag"]:
            flags.append(token["flag"])
        else:
            quoted = token["quoted"]
            value = token["bare"] if quoted is None else re.sub(r"\\(.)", r"\1", quoted)
            values.append((token["name"], value))
    return Attributes(id=found_id, values=tuple(values), flags=tuple(flags))


def _quoted(value: str) -> str:
    value = " ".join(value.split())
    if re.fullmatch(r"[^\s\"{}\\]+", value):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
