"""A step's Markdown as the blocks its editor shows; joined again it is the same, byte for byte."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.core import markup
from volteface.courses.rules.body import PoolPlace, QuestionPlace, placed
from volteface.courses.rules.document import EmbedBlock, VideoBlock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$")
_KINDS = {QuestionPlace: "question", PoolPlace: "pool", VideoBlock: "film", EmbedBlock: "film"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceBlock:
    """One block: its own Markdown, and the blank space between it and the next."""

    # text, code, table, formula, picture, html, question, pool, film, or other: links' definitions.
    kind: str
    source: str
    gap: str = ""
    # Whether it means the same without the text around it.
    stands_alone: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A whole body: blank space before the first block, and the blocks."""

    lead: str
    blocks: tuple[SourceBlock, ...]


@dataclass(slots=True)
class _Span:
    kind: str
    start: int
    end: int
    stands_alone: bool = True


def split(body: str) -> Source:
    """The blocks of a body, in order."""
    lines = _LINE.findall(body)
    spans = list(_spans(body, [line.rstrip("\r\n") for line in lines]))
    starts = [span.start for span in spans] + [len(lines)]
    return Source(
        lead="".join(lines[: starts[0]]),
        blocks=tuple(
            _block(lines[span.start : after], span)
            for span, after in zip(spans, starts[1:], strict=True)
        ),
    )


def join(source: Source) -> str:
    """The body that ``split`` took apart."""
    return source.lead + "".join(block.source + block.gap for block in source.blocks)


def _block(lines: Sequence[str], span: _Span) -> SourceBlock:
    own = "".join(lines[: span.end - span.start])
    source = own.rstrip("\r\n")
    gap = own[len(source) :] + "".join(lines[span.end - span.start :])
    return SourceBlock(kind=span.kind, source=source, gap=gap, stands_alone=span.stands_alone)


def _spans(body: str, lines: Sequence[str]) -> Iterator[_Span]:
    """Every line that is not blank lies in exactly one of these, in order."""
    done = 0
    for piece, start, end in placed(body):
        yield from _text_spans(lines, done, start)
        yield _Span(_KINDS.get(type(piece), "other"), start, end)
        done = end
    yield from _text_spans(lines, done, len(lines))


def _text_spans(lines: Sequence[str], first: int, last: int) -> Iterator[_Span]:
    """The blocks of a text between two things; a heading begins a block of its own."""
    found = [
        _Span(kind, first + start, first + end)
        for kind, start, end in markup.stretches("\n".join(lines[first:last]))
    ]
    merged: list[_Span] = []
    for span in _with_definitions(found, lines, first, last):
        while span.end > span.start and not lines[span.end - 1].strip():
            span.end -= 1
        if span.kind == "text" and merged and merged[-1].kind == "text":
            merged[-1].end = span.end
        elif span.end > span.start:
            kind = "text" if span.kind == "heading" else span.kind
            merged.append(_Span(kind, span.start, span.end))
    is_linked = any(span.kind == "other" for span in merged)
    for span in merged:
        span.stands_alone = not is_linked
        yield span


def _with_definitions(
    spans: Sequence[_Span], lines: Sequence[str], first: int, last: int
) -> Iterator[_Span]:
    """The spans, and between them lines that show nothing: definitions of links."""
    done = first
    for span in [*spans, _Span("", last, last)]:
        start = next((at for at in range(done, span.start) if lines[at].strip()), span.start)
        if start < span.start:
            yield _Span("other", start, span.start)
        if span.kind:
            yield span
        done = max(done, span.end)
