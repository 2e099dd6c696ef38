"""How long a WebM or Matroska file lasts: from its head, or from its last cluster's blocks."""

from __future__ import annotations

import os
import struct
from typing import IO

_SEGMENT, _INFO, _CLUSTER = 0x18538067, 0x1549A966, 0x1F43B675
_SCALE, _DURATION, _TIMESTAMP = 0x2AD7B1, 0x4489, 0xE7
_SIMPLE_BLOCK, _BLOCK_GROUP, _BLOCK, _BLOCK_DURATION = 0xA3, 0xA0, 0xA1, 0x9B
_CLUSTER_MARK = b"\x1f\x43\xb6\x75"
_WINDOW = 1_000_000
_FARTHEST = 64 * _WINDOW
_NANO = 1_000_000_000


def seconds(file: IO[bytes]) -> float:
    """The duration its head says, else the end of the last block."""
    size = file.seek(0, os.SEEK_END)
    scale, duration = _head(file, size)
    if duration:
        return duration * scale / _NANO
    return _last_moment(file, size) * scale / _NANO


def _head(file: IO[bytes], size: int) -> tuple[int, float]:
    """The time scale and the duration in it; 0 where a recording says none."""
    scale, duration, at, end = 1_000_000, 0.0, 0, size
    while at < end:
        name, length, at = _element(file, at)
        if name == _CLUSTER or not name:
            break
        if name == _SEGMENT:
            continue
        if name == _INFO:
            scale, duration = _info(file, at, at + (length or 0), scale)
        if length is None:
            break
        at += length
    return scale, duration


def _info(file: IO[bytes], at: int, end: int, scale: int) -> tuple[int, float]:
    duration = 0.0
    while at < end:
        name, length, at = _element(file, at)
        if not name or length is None:
            break
        file.seek(at)
        if name == _SCALE:
            scale = int.from_bytes(file.read(min(length, 8))) or scale
        elif name == _DURATION:
            (duration,) = struct.unpack(">d" if length == 8 else ">f", file.read(min(length, 8)))  # noqa: PLR2004 - a double's length
        at += length
    return scale, duration


def _last_moment(file: IO[bytes], size: int) -> int:
    """The end of the last cluster, looked for from the file's end."""
    end = size
    while end > 0 and size - end < _FARTHEST:
        start = max(0, end - _WINDOW)
        file.seek(start)
        # A mark may lie across two windows.
        tail = file.read(min(end - start + 3, size - start))
        place = tail.rfind(_CLUSTER_MARK)
        while place >= 0:
            moment = _cluster_end(file, start + place, size)
            if moment:
                return moment
            place = tail.rfind(_CLUSTER_MARK, 0, place)
        end = start
    return 0


def _cluster_end(file: IO[bytes], at: int, size: int) -> int:
    _name, length, at = _element(file, at)
    end = size if length is None else min(size, at + length)
    begins, last, frame, before = None, 0, 0, 0
    while at < end:
        name, length, at = _element(file, at)
        if not name or length is None or at + length > size:
            break
        if name == _TIMESTAMP:
            file.seek(at)
            begins = int.from_bytes(file.read(min(length, 8)))
        elif begins is None:
            # These four bytes were part of a picture.
            return 0
        elif name in {_SIMPLE_BLOCK, _BLOCK_GROUP}:
            moment, lasts = _block(file, at, length, is_group=name == _BLOCK_GROUP)
            frame = max(frame, lasts, min(moment - before, 100) if before else 0)
            before = moment
            last = max(last, moment + lasts)
        at += length
    return (begins or 0) + last + frame if last else 0


def _block(file: IO[bytes], at: int, length: int, *, is_group: bool) -> tuple[int, int]:
    """When a block begins in its cluster, and how long it says it lasts."""
    if not is_group:
        return _relative(file, at), 0
    moment, lasts, end = 0, 0, at + length
    while at < end:
        name, size, at = _element(file, at)
        if not name or size is None:
            break
        if name == _BLOCK:
            moment = _relative(file, at)
        elif name == _BLOCK_DURATION:
            file.seek(at)
            lasts = int.from_bytes(file.read(min(size, 8)))
        at += size
    return moment, lasts


def _relative(file: IO[bytes], at: int) -> int:
    file.seek(at)
    first = file.read(1)[0]
    width = 8 - first.bit_length() + 1
    file.seek(at + width)
    return int(struct.unpack(">h", file.read(2))[0])


def _element(file: IO[bytes], at: int) -> tuple[int, int | None, int]:
    """An element's id, its length (None when not said) and where its content begins."""
    file.seek(at)
    head = file.read(12)
    if not head or not head[0]:
        return 0, None, at
    wide = 9 - head[0].bit_length()
    name = int.from_bytes(head[:wide])
    if wide > 4 or len(head) <= wide or not head[wide]:  # noqa: PLR2004 - the longest id
        return 0, None, at
    long = 9 - head[wide].bit_length()
    length = int.from_bytes(head[wide : wide + long]) & ((1 << (7 * long)) - 1)
    unknown = length == (1 << (7 * long)) - 1
    return name, None if unknown else length, at + wide + long
