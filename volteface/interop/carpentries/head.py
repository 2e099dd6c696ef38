"""The head of an episode and a lesson's settings: YAML in which every value is text."""

from __future__ import annotations

import re
from typing import Any

import yaml

_HEAD = re.compile(r"---[ \t]*\n(?P<head>.*?)\n---[ \t]*(?:\n|$)", re.DOTALL)
_LONGEST = 60_000


class _Loader(yaml.BaseLoader):
    """Reads every scalar as text, and refuses references: they can grow without bounds."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.events.AliasEvent):
            raise yaml.YAMLError
        return super().compose_node(parent, index)


def split_head(text: str) -> tuple[dict[str, Any], str, int]:
    """The head's values, the text below it and the line that begins on."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    match = _HEAD.match(text)
    if match is None:
        return {}, text, 1
    return values_of(match["head"]), text[match.end() :], match[0].count("\n") + 1


def values_of(text: str) -> dict[str, Any]:
    """YAML as a dictionary of texts and lists; empty where it cannot be read."""
    if len(text) > _LONGEST:
        return {}
    try:
        loaded = yaml.load(text, Loader=_Loader)  # noqa: S506 - a BaseLoader: it makes text only
    except (yaml.YAMLError, RecursionError, ValueError):
        return {}
    return {str(name): value for name, value in loaded.items()} if isinstance(loaded, dict) else {}


def minutes_in(head: dict[str, Any], name: str) -> int:
    """A number of minutes in the head; 0 when there is none."""
    value = str(head.get(name, "")).strip()
    return min(int(value), 600) if re.fullmatch(r"\d{1,4}", value) else 0


def texts_in(head: dict[str, Any], name: str) -> tuple[str, ...]:
    """A list of texts in the head, as the older style writes them."""
    value = head.get(name)
    rows = value if isinstance(value, list) else [value] if isinstance(value, str) else []
    return tuple(" ".join(str(row).split()) for row in rows if isinstance(row, str) and row.strip())
