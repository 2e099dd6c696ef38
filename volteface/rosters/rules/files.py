"""A roster's bytes as a table of texts: delimited text in whatever dress, or a workbook."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from typing import TYPE_CHECKING

from python_calamine import CalamineError, CalamineWorkbook

from volteface.rosters.rules.sheet import MOST_ROWS, Sheet, UnreadableError, sheet_of

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES = 5 * 1024 * 1024
_MOST_UNPACKED = 80 * 1024 * 1024
_DELIMITERS = ",;\t|"
_LONGEST_CELL = 4_000
# A cell far out makes a reader allocate everything between: no roster is wider than ZZ.
_FAR_CELL = re.compile(rb'<(?:c|row)\b[^>]{0,200}?\br="(?:[A-Z]{3,}\d+|[A-Z]*\d{6,})"')


def read_roster(data: bytes) -> Sheet:
    """What a file says; raises `UnreadableError` with a reason for what is no roster."""
    if len(data) > MOST_BYTES:
        raise UnreadableError("too_big", "5 MB")
    if data[:4] == b"PK\x03\x04":
        return sheet_of(_workbook(data))
    if data[:4] == b"\xd0\xcf\x11\xe0":
        raise UnreadableError("old_workbook", "")
    return sheet_of(_delimited(_decoded(data)))


def _decoded(data: bytes) -> str:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", errors="replace")
    if b"\x00" in data:
        raise UnreadableError("not_text", "")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Spreadsheets on Windows; its five unused bytes become their Latin-1 neighbours.
        try:
            return data.decode("windows-1252")
        except UnicodeDecodeError:
            return data.decode("latin-1")


def _delimited(text: str) -> Iterator[list[str]]:
    head, _end, rest = text.partition("\n")
    if re.fullmatch(r"sep=.", head.strip(), flags=re.IGNORECASE):
        yield []  # keeps the file's own line numbers
        yield from _parsed(rest, head.strip()[4])
        return
    yield from _parsed(text, _delimiter_of(text))


def _parsed(text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for number, cells in enumerate(reader):
            if number > MOST_ROWS + 1_000:
                raise UnreadableError("too_many_rows", str(MOST_ROWS))
            yield [cell[:_LONGEST_CELL] for cell in cells]
    except csv.Error as error:
        raise UnreadableError("bad_csv", f"{reader.line_num}: {error}") from error


def _delimiter_of(text: str) -> str:
    """The delimiter that cuts the first lines most evenly into the most columns."""
    sample = "\n".join(text.splitlines()[:30])

    def evenness(delimiter: str) -> tuple[int, int]:
        try:
            widths = [
                len(row) for row in csv.reader(io.StringIO(sample), delimiter=delimiter) if row
            ]
        except csv.Error:
            return (0, 0)
        width, times = Counter(widths).most_common(1)[0] if widths else (1, 0)
        return (times, width) if width > 1 else (0, 0)

    return max(_DELIMITERS, key=evenness)


def _workbook(data: bytes) -> Iterator[list[str]]:
    _check_archive(data)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheet = workbook.get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS + 1_000)
    except (CalamineError, IndexError, ValueError) as error:
        raise UnreadableError("bad_workbook", str(error)[:200]) from error
    for cells in rows:
        yield [_text(cell) for cell in cells]


def _check_archive(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > _MOST_UNPACKED:
                raise UnreadableError("too_big", "80 MB")
            for part in archive.infolist():
                if "worksheets/" in part.filename and _FAR_CELL.search(archive.read(part)):
                    raise UnreadableError("too_many_rows", str(MOST_ROWS))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise UnreadableError("bad_workbook", str(error)[:200]) from error


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)[:_LONGEST_CELL]
