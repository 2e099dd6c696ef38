"""The text of a question about words: its words with their numbers, and the author's marks.

Authors write ``[[right]]`` and, for a wrong word they want to answer, ``[[~wrong]]``. What is
stored has no marks: a span is kept as the numbers of its words, so that no reader of the text can
tell what is right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = re.compile(r"\S+")
_LETTER = re.compile(r"[^\W_]")
_MARK = re.compile(r"\[\[(?P<wrong>~?)(?P<words>[^\[\]]+)\]\]")
_RUN = re.compile(r"[^\[\]]+")
_AREA = re.compile(r"(?P<first>[0-9]{1,5})(?:-(?P<last>[0-9]{1,5}))?")
MOST_WORDS = 2_000


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text: what stands between two spaces and holds a letter or a digit."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Span:
    """Words that were marked together."""

    first: int
    last: int
    words: str
    right: bool

    @property
    def area(self) -> str:
        """The span as options store it."""
        return f"{self.first}" if self.first == self.last else f"{self.first}-{self.last}"


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text in order; their places in this tuple are their numbers."""
    return tuple(
        Word(found.start(), found.end(), found.group())
        for found in _WORD.finditer(text)
        if _LETTER.search(found.group())
    )[:MOST_WORDS]


def split(stem: str) -> tuple[str, str]:
    """What is asked, and the text to mark: the first paragraph, if there are two, and the rest."""
    asked, gap, text = stem.partition("\n\n")
    return (asked.strip(), text.strip("\n")) if gap and text.strip() else ("", stem)


def numbers(area: str) -> tuple[int, ...]:
    """The numbers of the words that a stored span holds; nothing for what is no span."""
    found = _AREA.fullmatch(area)
    if found is None:
        return ()
    first = int(found["first"])
    last = int(found["last"] or first)
    return tuple(range(first, min(last, first + MOST_WORDS) + 1))


def unmarked(text: str) -> tuple[str, tuple[Span, ...]]:
    """The text without its marks, and the spans they were around."""
    bare, ranges = _without_marks(text)
    words = words_of(bare)
    spans: list[Span] = []
    taken: set[int] = set()
    for start, end, is_right in ranges:
        inside = [
            at
            for at, word in enumerate(words)
            if _LETTER.search(bare, max(start, word.start), min(end, word.end))
        ]
        if not inside or taken & set(inside):
            continue
        taken |= set(inside)
        shown = " ".join(words[at].text for at in inside)
        spans.append(Span(inside[0], inside[-1], stripped(shown), is_right))
    return bare, tuple(spans)


def marked(text: str, spans: tuple[tuple[str, bool], ...]) -> str:
    """The text with marks around its spans, given as stored areas and whether they are right."""
    words = words_of(text)
    cuts = []
    for area, is_right in spans:
        inside = [at for at in numbers(area) if at < len(words)]
        if inside:
            first, last = words[inside[0]], words[inside[-1]]
            start, end = _inner(text, first, last)
            cuts.append((start, end, is_right))
    for start, end, is_right in sorted(cuts, reverse=True):
        sign = "" if is_right else "~"
        text = f"{text[:start]}[[{sign}{text[start:end]}]]{text[end:]}"
    return text


def chunks(text: str) -> tuple[tuple[str, str], ...]:
    """The text in pieces to show: words by their number, the rest as ``t…``, lines as ``b…``."""
    numbered = {word.start: at for at, word in enumerate(words_of(text))}
    found: list[tuple[str, str]] = []
    end = 0
    for place, piece in enumerate(_WORD.finditer(text)):
        if "\n" in text[end : piece.start()] and found:
            found.append((f"b{place}", ""))
        name = numbered.get(piece.start())
        found.append((f"t{place}" if name is None else str(name), piece.group()))
        end = piece.end()
    return tuple(found)


def phrases(text: str, given: set[int]) -> tuple[str, ...]:
    """The words with these numbers, neighbours together, without the signs around them."""
    words = words_of(text)
    found: list[list[str]] = []
    for at in sorted(given):
        if not 0 <= at < len(words):
            continue
        if at - 1 not in given or not found:
            found.append([])
        found[-1].append(words[at].text)
    return tuple(stripped(" ".join(run)) for run in found)


def stripped(word: str) -> str:
    """A word without the signs around it."""
    letters = [found.start() for found in _LETTER.finditer(word)]
    return word[letters[0] : letters[-1] + 1] if letters else word


def _without_marks(text: str) -> tuple[str, list[tuple[int, int, bool]]]:
    bare: list[str] = []
    ranges = []
    length = at = 0
    for found in _MARK.finditer(text):
        before = _single(text[at : found.start()])
        words = found["words"]
        start = length + len(before)
        ranges.append((start, start + len(words), not found["wrong"]))
        bare += [before, words]
        length = start + len(words)
        at = found.end()
    return "".join([*bare, _single(text[at:])]), ranges


def _single(text: str) -> str:
    """Pairs of brackets are marks or nothing: what is left of them would become one later."""
    return re.sub(r"\[(?=\[)|\](?=\])", "", text)


def _inner(text: str, first: Word, last: Word) -> tuple[int, int]:
    """The letters of a span, cut short at brackets, which no mark can hold."""
    middle = first.end if last is not first else None
    for found in _RUN.finditer(text, first.start, last.end):
        holds = middle is None or found.start() <= middle < found.end()
        letters = [each.start() for each in _LETTER.finditer(text, *found.span())]
        if holds and letters:
            return letters[0], letters[-1] + 1
    return first.start, last.end
