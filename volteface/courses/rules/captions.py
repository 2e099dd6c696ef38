"""Captions: WebVTT, SubRip and SBV come in, WebVTT is what is kept.

Reading is strict about times, since a wrong one shows words nobody is saying: what cannot be read
is refused with its line. A cue without words is left out.
"""

from __future__ import annotations

import codecs
import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.core.words import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_STAMP = r"(?:(\d+):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_TIMES = re.compile(rf"\s*{_STAMP}\s*-->\s*{_STAMP}(?:\s+\S.*)?\s*$")
_SBV_TIMES = re.compile(rf"\s*{_STAMP}\s*,\s*{_STAMP}\s*$")
_SBV_LIKE = re.compile(r"\s*\d+:\d{1,2}:\d{1,2}\.\w{1,3},\d+:")
_HEAD = re.compile(r"WEBVTT(?:[ \t].*)?$")
_NOT_CUES = ("NOTE", "STYLE", "REGION")
_TAG = re.compile(r"<[^<>]*>")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>")
_KEPT_TAG = re.compile(r"&lt;(/?[biu])&gt;", re.IGNORECASE)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MOST_CUES = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Words on the screen from one moment to another, in milliseconds; tags as WebVTT has them."""

    start: int
    end: int
    text: str

    @property
    def words(self) -> str:
        """The text without tags, in one line; who speaks stands before it."""
        named = _VOICE.sub(lambda voice: f"{voice[1].strip()}: ", self.text)
        return " ".join(html.unescape(_TAG.sub("", named)).split())


class CaptionsAreWrong(Exception):
    """A line that cannot be read: its number, from 1, and why, in words."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"line {line}: {why}")
        self.line = line
        self.why = why


def read(data: bytes | str, *, must_be_vtt: bool = False) -> tuple[Cue, ...]:
    """The cues of a file, in the order of their beginnings; raises `CaptionsAreWrong`."""
    text = data if isinstance(data, str) else _decoded(data)
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first = next((index for index, line in enumerate(lines) if line.strip()), None)
    if first is None:
        raise CaptionsAreWrong(1, N_("The file is empty."))
    if _HEAD.match(lines[first]):
        cues = _vtt(lines, first)
    elif must_be_vtt:
        raise CaptionsAreWrong(first + 1, N_("A WebVTT file begins with WEBVTT."))
    elif _SBV_LIKE.match(lines[first]):
        cues = _sbv(lines)
    else:
        cues = _srt(lines)
    if not cues and not _HEAD.match(lines[first]):
        raise CaptionsAreWrong(first + 1, N_("There is no caption in it."))
    if len(cues) > _MOST_CUES:
        raise CaptionsAreWrong(1, N_("There are too many captions in it."))
    return tuple(sorted(cues, key=lambda cue: cue.start))


def write(cues: Iterable[Cue]) -> str:
    """The cues as a WebVTT file."""
    blocks = (f"{stamp(cue.start)} --> {stamp(cue.end)}\n{cue.text}\n" for cue in cues)
    return "WEBVTT\n\n" + "\n".join(blocks)


def stamp(moment: int) -> str:
    """Milliseconds as ``00:01:02.500``."""
    seconds, rest = divmod(moment, 1_000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{rest:03}"


def _decoded(data: bytes) -> str:
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data.decode(name, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        # What old programs write on Windows.
        return data.decode("cp1252", "replace")


def _vtt(lines: Sequence[str], first: int) -> list[Cue]:
    cues: list[Cue] = []
    # The head ends with a blank line; headers may hold anything.
    index = first + 1
    while index < len(lines) and lines[index].strip() and "-->" not in lines[index]:
        index += 1
    while index < len(lines):
        line = lines[index]
        if "-->" in line:
            start, end = _times(line, index, _TIMES)
            index, words = _words(lines, index + 1)
            _add(cues, start, end, words)
        elif line.startswith(_NOT_CUES) or (line.strip() and not _is_name(lines, index)):
            index = _after_block(lines, index, line)
        else:
            index += 1
    return cues


def _is_name(lines: Sequence[str], index: int) -> bool:
    """Whether a line is a cue's name: its times stand on the next one."""
    return index + 1 < len(lines) and "-->" in lines[index + 1]


def _after_block(lines: Sequence[str], index: int, line: str) -> int:
    if not line.startswith(_NOT_CUES):
        raise CaptionsAreWrong(
            index + 1, N_("Times such as 00:00:01.000 --> 00:00:04.000 belong here.")
        )
    while index < len(lines) and lines[index].strip():
        index += 1
    return index


def _words(lines: Sequence[str], index: int) -> tuple[int, list[str]]:
    words = []
    while index < len(lines) and lines[index].strip() and "-->" not in lines[index]:
        words.append(lines[index].strip())
        index += 1
    return index, words


def _srt(lines: Sequence[str]) -> list[Cue]:
    cues: list[Cue] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        if not line.strip():
            index += 1
            continue
        if line.strip().isdecimal() and "-->" not in line:
            index += 1
        start, end = _times(lines[index] if index < len(lines) else "", index, _TIMES)
        index += 1
        words = []
        while index < len(lines) and lines[index].strip() and "-->" not in lines[index]:
            words.append(_tidy(lines[index]))
            index += 1
        _add(cues, start, end, words)
    return cues


def _sbv(lines: Sequence[str]) -> list[Cue]:
    cues: list[Cue] = []
    index = 0
    while index < len(lines):
        if not lines[index].strip():
            index += 1
            continue
        start, end = _times(lines[index], index, _SBV_TIMES)
        index += 1
        words = []
        while index < len(lines) and lines[index].strip():
            words += [_tidy(part) for part in lines[index].split("[br]")]
            index += 1
        _add(cues, start, end, words)
    return cues


def _tidy(line: str) -> str:
    """A line of another format as WebVTT: bold and italic stay, the rest is text."""
    bare = re.sub(r"</?font[^>]*>|\{\\[^}]*\}", "", line).strip()
    return _KEPT_TAG.sub(r"<\1>", html.escape(html.unescape(bare), quote=False))


def _times(line: str, index: int, pattern: re.Pattern[str]) -> tuple[int, int]:
    found = pattern.match(line)
    if found is None:
        raise CaptionsAreWrong(
            index + 1, N_("Times such as 00:00:01.000 --> 00:00:04.000 belong here.")
        )
    parts = found.groups()
    start, end = _moment(parts[:4], index), _moment(parts[4:8], index)
    if end < start:
        raise CaptionsAreWrong(index + 1, N_("This caption ends before it begins."))
    return start, end


def _moment(parts: Sequence[str | None], index: int) -> int:
    hours, minutes, seconds = (int(part or 0) for part in parts[:3])
    if minutes > 59 or seconds > 59 or hours > 99:  # noqa: PLR2004 - a clock
        raise CaptionsAreWrong(index + 1, N_("A time has at most 59 minutes and 59 seconds."))
    return ((hours * 60 + minutes) * 60 + seconds) * 1_000 + int(f"{parts[3] or 0:0<3}")


def _add(cues: list[Cue], start: int, end: int, words: Iterable[str]) -> None:
    text = "\n".join(word for word in words if word)
    if text:
        cues.append(Cue(start=start, end=end, text=text))
