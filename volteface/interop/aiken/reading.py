"""Read Aiken: a question, lettered options, ``ANSWER: B``; every bad one is named with its line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from volteface.core.words import N_

_OPTION = re.compile(r"(?P<letter>[A-Z])[.)]\s*(?P<text>\S.*)$")
_ANSWER = re.compile(r"ANSWER:\s*(?P<given>.*)$", re.IGNORECASE)


@dataclass(kw_only=True)
class Item:
    """A question while its lines are being read; ``why`` says what is wrong with it."""

    line: int
    words: list[str] = field(default_factory=list)
    options: list[tuple[str, str]] = field(default_factory=list)
    right: str = ""
    why: str = ""

    @property
    def text(self) -> str:
        """The question's words."""
        return "\n".join(self.words)


def read_aiken(text: str) -> list[Item]:
    """The questions in order, the bad ones among them."""
    items: list[Item] = []
    current: Item | None = None
    after_blank = False
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        line = raw.strip()
        if not line:
            after_blank = True
            continue
        answer, option = _ANSWER.match(line), _OPTION.match(line)
        if current is None and (answer or option):
            items.append(Item(line=number, words=[line], why=N_("Its question is missing.")))
        elif current is None:
            current = Item(line=number, words=[line])
        elif answer:
            items.append(_finished(current, answer["given"]))
            current = None
        elif option:
            current.options.append((option["letter"], option["text"].strip()))
        elif current.options or after_blank:
            items.append(_unfinished(current))
            current = Item(line=number, words=[line])
        else:
            current.words.append(line)
        after_blank = False
    if current is not None:
        items.append(_unfinished(current))
    return items


def _unfinished(item: Item) -> Item:
    item.why = N_("Its line “ANSWER:” is missing.")
    return item


def _finished(item: Item, given: str) -> Item:
    item.right = given.strip().rstrip(".)").upper()
    letters = [letter for letter, _ in item.options]
    if len(letters) < 2:  # noqa: PLR2004 - a choice needs two
        item.why = N_("It needs at least two options.")
    elif len(set(letters)) < len(letters):
        item.why = N_("Two of its options have the same letter.")
    elif item.right not in letters:
        item.why = N_("The answer names none of its options.")
    return item
