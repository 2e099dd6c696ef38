"""What a film or sound is and how long it lasts, from its own boxes, clusters and frames.

A browser's recording often says no duration in its head; then the end is looked at. Only heads and
the last part are read, whatever the file's size.
"""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from volteface.courses.rules import matroska

if TYPE_CHECKING:
    from collections.abc import Iterator

BEGINNING = 64
_TAIL = 65_536
_MOST_BOXES = 200_000
_LONGEST = 86_400.0
_MP3_RATES = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_MP3_RATES_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The container by its content, and the seconds it plays; 0 when nobody can tell."""

    container: str
    seconds: float


def container_of(beginning: bytes) -> str:
    """``webm``, ``mp4``, ``mp3``, ``ogg`` or ``wav`` by how the content begins, else nothing."""
    if beginning.startswith(b"\x1a\x45\xdf\xa3"):
        return "webm"
    if beginning[4:8] in {b"ftyp", b"moov", b"wide", b"mdat", b"free"}:
        return "mp4"
    if beginning.startswith(b"OggS"):
        return "ogg"
    if beginning.startswith(b"RIFF") and beginning[8:12] == b"WAVE":
        return "wav"
    if beginning.startswith(b"ID3") or _is_mp3_frame(beginning):
        return "mp3"
    return ""


def probe(file: IO[bytes]) -> Found:
    """What an open file is; never fails, whatever is in it."""
    file.seek(0)
    container = container_of(file.read(BEGINNING))
    readers = {
        "webm": matroska.seconds,
        "mp4": _mp4_seconds,
        "ogg": _ogg_seconds,
        "wav": _wav_seconds,
        "mp3": _mp3_seconds,
    }
    try:
        seconds = readers[container](file) if container else 0.0
    except (struct.error, ValueError, IndexError, OverflowError, ZeroDivisionError):
        seconds = 0.0
    lasts = 0 < seconds <= _LONGEST
    return Found(container=container, seconds=round(seconds, 3) if lasts else 0.0)


def _boxes(file: IO[bytes], start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """The boxes between two places: each one's name, and where its content begins and ends."""
    at = start
    for _number in range(_MOST_BOXES):
        if at + 8 > end:
            return
        file.seek(at)
        size, name = struct.unpack(">I4s", file.read(8))
        head = 8
        if size == 1:
            (size,) = struct.unpack(">Q", file.read(8))
            head = 16
        if size == 0:
            size = end - at
        if size < head:
            return
        yield name, at + head, min(at + size, end)
        at += size


def _mp4_seconds(file: IO[bytes]) -> float:
    size = file.seek(0, os.SEEK_END)
    scales: dict[int, int] = {}
    defaults: dict[int, int] = {}
    longest = 0.0
    for name, start, end in _boxes(file, 0, size):
        if name == b"moov":
            longest = max(longest, _movie_seconds(file, start, end, scales, defaults))
        elif name == b"moof":
            for part, begin, stop in _boxes(file, start, end):
                if part == b"traf":
                    longest = max(longest, _fragment_end(file, begin, stop, scales, defaults))
    return longest


def _movie_seconds(
    file: IO[bytes], start: int, end: int, scales: dict[int, int], defaults: dict[int, int]
) -> float:
    seconds = 0.0
    for name, begin, stop in _boxes(file, start, end):
        if name == b"mvhd":
            scale, duration = _header(file, begin)
            # All ones stand for “not known”.
            known = duration not in {0xFFFF_FFFF, 0xFFFF_FFFF_FFFF_FFFF}
            seconds = duration / scale if known else 0.0
        elif name == b"trak":
            _note_track(file, begin, stop, scales)
        elif name == b"mvex":
            for part, at, _stop in _boxes(file, begin, stop):
                if part == b"trex":
                    file.seek(at + 4)
                    track, _description, duration = struct.unpack(">III", file.read(12))
                    defaults[track] = duration
    return seconds


def _note_track(file: IO[bytes], start: int, end: int, scales: dict[int, int]) -> None:
    track = 0
    for name, begin, stop in _boxes(file, start, end):
        if name == b"tkhd":
            file.seek(begin)
            file.seek(begin + (20 if file.read(1) == b"\x01" else 12))
            (track,) = struct.unpack(">I", file.read(4))
        elif name == b"mdia":
            for part, at, _stop in _boxes(file, begin, stop):
                if part == b"mdhd":
                    scales[track] = _header(file, at)[0]


def _header(file: IO[bytes], at: int) -> tuple[int, int]:
    """The time scale and the duration of an ``mvhd`` or ``mdhd``."""
    file.seek(at)
    if file.read(4)[0] == 1:
        file.seek(16, os.SEEK_CUR)
        scale, duration = struct.unpack(">IQ", file.read(12))
    else:
        file.seek(8, os.SEEK_CUR)
        scale, duration = struct.unpack(">II", file.read(8))
    return max(scale, 1), duration


def _fragment_end(
    file: IO[bytes], start: int, end: int, scales: dict[int, int], defaults: dict[int, int]
) -> float:
    track, usual, begins, lasts = 0, 0, 0, 0
    for name, at, _stop in _boxes(file, start, end):
        file.seek(at)
        flags = struct.unpack(">I", file.read(4))[0]
        if name == b"tfhd":
            (track,) = struct.unpack(">I", file.read(4))
            file.seek((8 if flags & 1 else 0) + (4 if flags & 2 else 0), os.SEEK_CUR)
            usual = struct.unpack(">I", file.read(4))[0] if flags & 8 else defaults.get(track, 0)
        elif name == b"tfdt":
            wide = flags >> 24
            (begins,) = struct.unpack(">Q" if wide else ">I", file.read(8 if wide else 4))
        elif name == b"trun":
            lasts += _run_length(file, flags, usual)
    return (begins + lasts) / scales.get(track, 1_000)


def _run_length(file: IO[bytes], flags: int, usual: int) -> int:
    (count,) = struct.unpack(">I", file.read(4))
    if not flags & 0x100:
        return int(count) * usual
    file.seek((4 if flags & 1 else 0) + (4 if flags & 4 else 0), os.SEEK_CUR)
    width = 4 * sum(bool(flags & bit) for bit in (0x100, 0x200, 0x400, 0x800))
    rows = file.read(min(count, 100_000) * width)
    return sum(struct.unpack_from(">I", rows, place)[0] for place in range(0, len(rows), width))


def _ogg_seconds(file: IO[bytes]) -> float:
    file.seek(0)
    head = file.read(4_096)
    rate = 48_000 if b"OpusHead" in head else 0
    vorbis = head.find(b"\x01vorbis")
    if vorbis >= 0:
        (rate,) = struct.unpack_from("<I", head, vorbis + 12)
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _TAIL))
    tail = file.read(_TAIL)
    (position,) = struct.unpack_from("<q", tail, tail.rindex(b"OggS") + 6)
    return float(position / rate)


def _wav_seconds(file: IO[bytes]) -> float:
    size = file.seek(0, os.SEEK_END)
    file.seek(12)
    rate = 0
    while len(head := file.read(8)) == 8:  # noqa: PLR2004 - a name and a length
        name, length = struct.unpack("<4sI", head)
        if name == b"fmt ":
            (rate,) = struct.unpack_from("<I", file.read(min(length, 40)), 8)
            file.seek(max(0, length - 40), os.SEEK_CUR)
        elif name == b"data":
            return float(min(length, size - file.tell()) / rate)
        else:
            file.seek(length + length % 2, os.SEEK_CUR)
    return 0.0


def _is_mp3_frame(beginning: bytes) -> bool:
    return len(beginning) > 3 and beginning[0] == 0xFF and beginning[1] & 0xE6 == 0xE2  # noqa: PLR2004 - the frame's mark


def _mp3_seconds(file: IO[bytes]) -> float:
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    head = file.read(10)
    begins = 0
    if head.startswith(b"ID3"):
        begins = 10 + sum(
            byte << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=True)
        )
    file.seek(begins)
    frame = file.read(2_048)
    places = range(len(frame) - 3)
    at = next((one for one in places if _is_mp3_frame(frame[one : one + 4])), len(frame))
    is_first = frame[at + 1] >> 3 & 3 == 3  # noqa: PLR2004 - MPEG 1
    bitrate = (_MP3_RATES if is_first else _MP3_RATES_2)[frame[at + 2] >> 4]
    rate = (44_100, 48_000, 32_000)[frame[at + 2] >> 2 & 3] // (1 if is_first else 2)
    for mark in (b"Xing", b"Info"):
        place = frame.find(mark)
        if place >= 0 and frame[place + 7] & 1:
            (frames,) = struct.unpack_from(">I", frame, place + 8)
            return float(frames * (1_152 if is_first else 576) / rate)
    return (size - begins) * 8 / (bitrate * 1_000)
