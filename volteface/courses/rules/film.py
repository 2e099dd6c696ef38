"""A film in a step's text: ``::: video`` with its chapters and questions by time, and embeds.

::

    ::: video memory.webm {title="Two weeks" captions=memory.vtt minutes=6}
    0:00 chapter The first look
    0:45 {{ question q7f3 }}

    The transcript, as Markdown.
    :::

    ::: embed https://tube.example.org/w/4fGh {title="Two weeks" minutes=6}
    :::
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from volteface.courses.rules.document import EmbedBlock, FilmMark, VideoBlock
from volteface.courses.rules.lines import (
    Attributes,
    closed,
    code_lines,
    split_lines,
    take_attributes,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONGEST_FILM = 600
_OPENS = re.compile(r"(?P<marks>:::+)\s*(?P<kind>video|embed)(?:\s+(?P<rest>.*))?$")
_CLOSE = re.compile(r":::+\s*$")
_TIME = r"(?:(?P<hours>\d{1,2}):)?(?P<minutes>\d{1,3}):(?P<seconds>[0-5]\d)"
_CHAPTER = re.compile(rf"{_TIME}[ \t]+chapter[ \t]+(?P<title>\S.*?)\s*$")
_ASKED = re.compile(rf"{_TIME}[ \t]+\{{\{{\s*question\s+(?P<key>[\w-]{{1,40}})\s*\}}\}}\s*$")
_VIDEO_NAMES = ("title", "captions", "minutes")
_EMBED_NAMES = ("title", "minutes")


def film_kind(line: str) -> str:
    """``video`` or ``embed`` when a line begins such a block, else nothing."""
    match = _OPENS.match(line)
    return match["kind"] if match else ""


def read_video(first_line: str, inner: Sequence[str]) -> tuple[VideoBlock | None, tuple[str, ...]]:
    """The film a ``::: video`` line and the lines below it describe, and what was wrong."""
    match = _OPENS.match(first_line)
    if match is None or match["kind"] != "video":
        return None, ()
    source, attributes, unknown = take_attributes(match["rest"] or "", names=_VIDEO_NAMES)
    marks, rest = _take_marks(inner)
    video = VideoBlock(
        source=" ".join(source.split()),
        title=attributes.get("title"),
        captions=attributes.get("captions"),
        minutes=_minutes(attributes),
        transcript=trimmed(rest),
        marks=in_order(marks),
    )
    return video, unknown


def read_embed(first_line: str, inner: Sequence[str]) -> tuple[EmbedBlock | None, tuple[str, ...]]:
    """The embed an ``::: embed`` line and the lines below it describe, and what was wrong."""
    match = _OPENS.match(first_line)
    if match is None or match["kind"] != "embed":
        return None, ()
    url, attributes, unknown = take_attributes(match["rest"] or "", names=_EMBED_NAMES)
    embed = EmbedBlock(
        url="".join(url.split())[:500],
        title=attributes.get("title"),
        minutes=_minutes(attributes),
        transcript=trimmed(inner),
    )
    return embed, unknown


def write_video(video: VideoBlock, questions: Sequence[str] = ()) -> str:
    """The lines that ``read_video`` reads as ``video``.

    ``questions`` are blocks to stand inside it, written in full: then it has more colons.
    """
    values = [("title", video.title), ("captions", video.captions)]
    values.append(("minutes", str(video.minutes) if video.minutes else ""))
    colons = "::::" if questions else ":::"
    marks = "\n".join(_mark_line(mark) for mark in video.marks if not (questions and mark.block))
    transcript = _without_marks(escaped(closed(video.transcript)))
    parts = [part for part in (marks, *questions, transcript) if part.strip()]
    return _block(colons, "video", video.source, values, "\n\n".join(parts))


def write_embed(embed: EmbedBlock) -> str:
    """The lines that ``read_embed`` reads as ``embed``."""
    values = [("title", embed.title), ("minutes", str(embed.minutes) if embed.minutes else "")]
    return _block(":::", "embed", embed.url, values, escaped(closed(embed.transcript)))


def in_order(marks: Iterable[FilmMark]) -> tuple[FilmMark, ...]:
    """The marks by their time, a chapter before the questions of its second."""
    return tuple(sorted(marks, key=lambda mark: (mark.at, not mark.chapter)))


def clock_time(text: str) -> int | None:
    """Seconds of ``0:45`` or ``1:02:03``; nothing for anything else."""
    match = re.fullmatch(_TIME, text.strip())
    return _seconds(match) if match else None


def time_text(seconds: int) -> str:
    """``0:45``, ``12:00`` or ``1:02:03``."""
    hours, rest = divmod(max(0, seconds), 3_600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def kept_captions(name: str) -> str:
    """Under which name captions are kept: all of them as WebVTT."""
    stem, dot, extension = name.rpartition(".")
    return f"{stem}.vtt" if dot and extension.lower() in {"srt", "sbv"} else name


def closes(line: str) -> bool:
    """Whether a line ends a ``:::`` block."""
    return _CLOSE.match(line) is not None


def end_of_block(lines: Sequence[str], code: Sequence[bool], index: int) -> int | None:
    """The line that ends the block begun at ``index``; nothing when none does.

    A block of three colons ends at the next line of colons; one of more holds blocks of fewer.
    """
    wide = len(lines[index]) - len(lines[index].lstrip(":"))
    for at in range(index + 1, len(lines)):
        line = lines[at]
        if code[at] or not line.startswith(":::"):
            continue
        if wide == 3:  # noqa: PLR2004 - the fewest colons of a block
            return at if closes(line) else None
        if closes(line) and len(line.rstrip()) >= wide:
            return at
    return None


def escaped(text: str) -> str:
    """``text`` that can stand inside a ``:::`` block: no line ends the block or starts a step."""
    lines = split_lines(text)
    code, _ = code_lines(lines)
    return "\n".join(
        line if is_code else _harmless(line) for line, is_code in zip(lines, code, strict=True)
    )


def trimmed(lines: Sequence[str]) -> str:
    """The lines as one text without blank lines around it."""
    start, end = 0, len(lines)
    while start < end and not lines[start].strip():
        start += 1
    while end > start and not lines[end - 1].strip():
        end -= 1
    return "\n".join(lines[start:end]).rstrip()


def _take_marks(inner: Sequence[str]) -> tuple[tuple[FilmMark, ...], list[str]]:
    """What stands at a time in the film, and the other lines."""
    code, _ = code_lines(inner)
    marks: list[FilmMark] = []
    rest: list[str] = []
    for line, is_code in zip(inner, code, strict=True):
        mark = None if is_code else _mark(line)
        if mark is None:
            rest.append(line)
        else:
            marks.append(mark)
    return tuple(marks), rest


def _mark(line: str) -> FilmMark | None:
    chapter = _CHAPTER.match(line)
    if chapter:
        return FilmMark(at=_seconds(chapter), chapter=" ".join(chapter["title"].split())[:200])
    asked = _ASKED.match(line)
    return FilmMark(at=_seconds(asked), key=asked["key"]) if asked else None


def _mark_line(mark: FilmMark) -> str:
    when = time_text(mark.at)
    if mark.chapter:
        return f"{when} chapter {' '.join(mark.chapter.split())}"
    return f"{when} {{{{ question {mark.key} }}}}"


def _without_marks(text: str) -> str:
    """``text`` in which no line is taken for a mark: its first colon is written as an entity."""
    lines = split_lines(text)
    code, _ = code_lines(lines)
    return "\n".join(
        line if is_code or _mark(line) is None else line.replace(":", "&#58;", 1)
        for line, is_code in zip(lines, code, strict=True)
    )


def _seconds(match: re.Match[str]) -> int:
    hours, minutes, seconds = (int(match[name] or 0) for name in ("hours", "minutes", "seconds"))
    return hours * 3_600 + minutes * 60 + seconds


def _minutes(attributes: Attributes) -> int:
    minutes = attributes.get("minutes", "0")
    return min(int(minutes), LONGEST_FILM) if minutes.isdecimal() and len(minutes) < 9 else 0  # noqa: PLR2004 - more digits than any film has


def _block(
    colons: str, kind: str, source: str, values: Sequence[tuple[str, str]], inner: str
) -> str:
    attributes = Attributes(values=tuple(pair for pair in values if pair[1]))
    source = " ".join(source.split())
    head = f"{colons} {kind} {source}".rstrip() + written(attributes, source)
    return f"{head}\n{inner}\n{colons}" if inner.strip() else f"{head}\n{colons}"


def _harmless(line: str) -> str:
    if line.startswith(":::"):
        return "\\" + line
    # A first-level heading is a step's title: inside a step it is one level down.
    return "#" + line if re.match(r"#(\s|$)", line) else line
