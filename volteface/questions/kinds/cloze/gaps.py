"""How gaps are written in a text: ``[[answer|other]]``, and how they are stored.

An author writes the answers where the gap is. A gap that names wrong answers too, each after a
``~``, is a menu of all of them: ``[[Paris|~Lyon|~Nice]]``. Stored, the text holds only numbers,
``[[1]]`` or ``[[2:list]]``, and each answer is an option that says which gap it belongs to.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from volteface.questions.rules.content import Content, Option
from volteface.questions.rules.texts import folded, number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_WRITTEN = re.compile(r"(?<!\\)\[\[((?:\\.|(?!\]\])[^\\\n])+)\]\]")
STORED = re.compile(r"(?<!\\)\[\[(?P<gap>[1-9][0-9]?)(?P<list>:list)?\]\]")
_BETWEEN = re.compile(r"(?<!\\)((?:\\\\)*)\|")
_ESCAPED = re.compile(r"\\([\\|\]\[~±])")
_TO_ESCAPE = re.compile(r"[\\|\]\[±]")
_TOLERANCE = re.compile(r"(?P<value>.*[^\\\s])\s*±\s*(?P<width>[^±]*)$")
_A_NUMBER = re.compile(r"[-+−]?[\d.,\s'’]*\d(?:\s*(?:[eE]|[x×*·]\s*10\s*\^?)\s*[-+−]?\d+)?")


def read_gaps(text: str, notes: Sequence[Option] = ()) -> tuple[str, tuple[Option, ...]]:
    """The text to store and the answers of its gaps.

    ``notes`` say more of an answer (feedback, a belief, a share) or name another one: ``match``
    is the number of the gap they belong to.
    """
    answers: list[Option] = []
    count = 0

    def stored(found: re.Match[str]) -> str:
        nonlocal count
        count += 1
        mine = [_answer(one, count) for one in _split(found[1])]
        answers.extend(option for option in mine if option.text)
        return (
            f"[[{count}:list]]" if any(not option.fraction for option in mine) else f"[[{count}]]"
        )

    stem = _WRITTEN.sub(stored, text)
    for note in notes:
        _add(note, answers)
    lists = {found["gap"] for found in STORED.finditer(stem) if found["list"]}
    # What stands in the text comes first, gap by gap: the order in which it is written again.
    answers.sort(
        key=lambda each: (each.match.zfill(3), not (each.fraction > 0 or each.match in lists))
    )
    return stem, tuple(
        replace(option, id=option.id or f"new{index}") for index, option in enumerate(answers, 1)
    )


def write_gaps(content: Content) -> tuple[str, tuple[Option, ...]]:
    """The text as its author wrote it, and the answers it does not say all of."""
    inside: list[Option] = []

    def written(found: re.Match[str]) -> str:
        mine = options_of(content, found["gap"])
        held = [each for each in mine if each.fraction > 0 or found["list"]]
        inside.extend(held)
        words = (_written(each, is_list=bool(found["list"])) for each in held)
        return f"[[{'|'.join(words)}]]" if held else found[0]

    stem = STORED.sub(written, content.stem)
    return stem, tuple(
        option for option in content.options if option not in inside or _says_more(option)
    )


def read_answer(written: str) -> tuple[str, float | None]:
    """An answer's words and tolerance: ``3.14 ± 0.01``; a backslash before a sign keeps it."""
    found = _TOLERANCE.match(written.strip())
    width = number(found["width"]) if found and is_number(found["value"]) else None
    text = found["value"] if found and width is not None else written
    return _ESCAPED.sub(r"\1", text).strip(), None if width is None else float(width)


def write_answer(option: Option) -> str:
    """The answer as `read_answer` reads it."""
    text = _TO_ESCAPE.sub(r"\\\g<0>", " ".join(option.text.split()))
    text = f"\\{text}" if text.startswith("~") else text
    if option.tolerance is None:
        return text
    return f"{text} ± {repr(option.tolerance).removesuffix('.0')}"


def gaps(content: Content) -> tuple[tuple[str, bool], ...]:
    """(number, chosen from a list) of each gap, in the order of the text."""
    found = STORED.finditer(content.stem)
    return tuple(dict.fromkeys((each["gap"], bool(each["list"])) for each in found))


def options_of(content: Content, gap: str) -> tuple[Option, ...]:
    """The answers of one gap."""
    return tuple(option for option in content.options if option.match == gap)


def without_gaps(text: str) -> str:
    """``text`` from elsewhere, in which square brackets are only that."""
    return re.sub(r"(?<!\\)\[(?=\[)", r"\\[", text)


def with_fields(stem: str, field: Callable[[str], str]) -> str:
    """The stored text with ``field(number)`` in every gap."""
    return STORED.sub(lambda found: field(found["gap"]), stem)


def is_number(text: str) -> bool:
    """Whether an answer is a number and nothing else: then it is compared as one."""
    return bool(_A_NUMBER.fullmatch(text.strip())) and number(text) is not None


def _split(inner: str) -> list[str]:
    pieces = _BETWEEN.sub("\\1\0", inner).split("\0")
    return [piece.strip() for piece in pieces]


def _answer(written: str, gap: int) -> Option:
    is_wrong = written.startswith("~")
    text, tolerance = read_answer(written[1:] if is_wrong else written)
    return Option(
        id="",
        text=text,
        fraction=0.0 if is_wrong else 1.0,
        tolerance=tolerance,
        match=str(gap),
    )


def _written(option: Option, *, is_list: bool) -> str:
    text = write_answer(option)
    return f"~{text}" if is_list and option.fraction < 1 else text


def _says_more(option: Option) -> bool:
    return bool(option.feedback or option.misconception or option.fraction not in (0.0, 1.0))


def _add(note: Option, answers: list[Option]) -> None:
    """Find the answer a note is about, or take it as another one of its gap."""
    for index, option in enumerate(answers):
        if option.match == note.match and folded(option.text) == folded(note.text):
            tolerance = option.tolerance if note.tolerance is None else note.tolerance
            answers[index] = replace(note, text=option.text, tolerance=tolerance)
            return
    answers.append(note)
