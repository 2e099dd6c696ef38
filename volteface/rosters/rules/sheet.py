"""Rows of a roster out of a table of texts: which column is which, which rows are of no use."""

from __future__ import annotations

import json
import re
import unicodedata
import zlib
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_ROWS = 20_000
MOST_COLUMNS = 200
LONGEST = {"email": 254, "name": 120, "group": 80, "number": 60}

# How headers are spelt, after `_plain`: English and French, spreadsheets and other platforms.
SPELLINGS = {
    "email": "email|e mail|mail|email address|e mail address|adresse email|adresse e mail|"
    "adresse mail|adresse electronique|adresse de courriel|courriel|mel",
    "name": "name|full name|fullname|display name|student|student name|learner|nom complet|"
    "nom et prenom|nom prenom|prenom nom|prenom et nom|etudiant|apprenant|eleve|participant",
    "first": "first name|firstname|given name|givenname|prenom|prenoms",
    "last": "last name|lastname|surname|family name|familyname|nom|nom de famille|nom d usage",
    "group": "group|group 1|group1|group name|groupe|groupe 1|groupe1|groupe td|groupe de td|td|"
    "section|sections|class|classe",
    "number": "number|id number|idnumber|student number|student id|id|numero|numero etudiant|"
    "numero d etudiant|n etudiant|no etudiant|matricule|ine|identifiant|sis user id",
    "deleted": "deleted|supprime",
}
_COLUMN_OF = {
    spelling: column for column, many in SPELLINGS.items() for spelling in many.split("|")
}
_EMAIL = re.compile(
    r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
    r"(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*\.[a-z][a-z0-9-]*[a-z0-9]"
)
_FORMULA = "=+-@\t\r＝＋－＠"


class UnreadableError(Exception):
    """No roster can be read from the file; ``args`` are a reason's key and a detail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One person of the file."""

    line: int
    email: str
    name: str = ""
    group: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A line that was not used: ``why`` is a reason's key, ``detail`` what it is about."""

    line: int
    why: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Everything a file says."""

    rows: tuple[Row, ...]
    skipped: tuple[Skipped, ...] = field(default=())


def sheet_of(table: Iterable[Sequence[str]]) -> Sheet:
    """Read the rows; raises `UnreadableError` when no column can hold addresses."""
    lines = [(number, [clean(cell) for cell in cells]) for number, cells in enumerate(table, 1)]
    lines = [(number, cells) for number, cells in lines if any(cells)]
    if not lines:
        raise UnreadableError("empty", "")
    if len(lines) > MOST_ROWS + 1:
        raise UnreadableError("too_many_rows", str(MOST_ROWS))
    columns, body = _columns_of(lines)
    rows: list[Row] = []
    skipped: list[Skipped] = []
    seen: dict[str, int] = {}
    for number, cells in body:
        read = _row_of(number, cells, columns, seen)
        if isinstance(read, Row):
            seen[read.email] = number
            rows.append(read)
        else:
            skipped.append(read)
    return Sheet(rows=tuple(rows), skipped=tuple(skipped))


def clean(cell: str) -> str:
    """A cell without control characters, doubled spaces and an export's protecting apostrophe."""
    visible = "".join(
        " " if unicodedata.category(sign) in {"Cc", "Zs", "Zl", "Zp"} else sign
        for sign in cell
        if unicodedata.category(sign) != "Cf"
    )
    text = " ".join(visible.split())
    return text[1:] if len(text) > 1 and text[0] == "'" and text[1] in _FORMULA else text


def protected(cell: str) -> str:
    """A cell no spreadsheet takes for a formula (T20); `clean` gives it back."""
    return f"'{cell}" if cell and cell[0] in _FORMULA + "\n" else cell


def packed(sheet: Sheet) -> bytes:
    """A sheet as compressed JSON, to be kept until it is confirmed."""
    body = {
        "version": 1,
        "rows": [[row.line, row.email, row.name, row.group, row.number] for row in sheet.rows],
        "skipped": [asdict(skipped) for skipped in sheet.skipped],
    }
    return zlib.compress(json.dumps(body, separators=(",", ":")).encode(), 6)


def unpacked(data: bytes) -> Sheet:
    """The sheet kept by `packed`."""
    if not data:
        return Sheet(rows=())
    body = json.loads(zlib.decompress(data))
    rows = tuple(
        Row(line=line, email=email, name=name, group=group, number=number)
        for line, email, name, group, number in body["rows"]
    )
    return Sheet(rows=rows, skipped=tuple(Skipped(**each) for each in body["skipped"]))


type _Line = tuple[int, list[str]]


def _columns_of(lines: list[_Line]) -> tuple[dict[str, int], list[_Line]]:
    """Where each column is, by its header, or by the addresses in a file without one."""
    head = lines[0][1]
    if len(head) > MOST_COLUMNS:
        raise UnreadableError("too_many_columns", str(MOST_COLUMNS))
    # Titles may stand above the header.
    for place, (_number, cells) in enumerate(lines[:10]):
        columns = _named(cells)
        if "email" in columns:
            return columns, lines[place + 1 :]
    addresses = [index for index, cell in enumerate(head) if _EMAIL.fullmatch(cell.lower())]
    if not addresses:
        raise UnreadableError("no_email_column", ", ".join(cell for cell in head if cell)[:300])
    texts = [i for i, cell in enumerate(head) if i not in addresses and re.search(r"[^\W\d]", cell)]
    columns = {"email": addresses[0]}
    columns.update({"name": texts[0]} if texts else {})
    return columns, lines


def _named(cells: list[str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for index, cell in enumerate(cells):
        column = _COLUMN_OF.get(_plain(cell))
        if column is not None:
            columns.setdefault(column, index)
    return columns


def _row_of(
    number: int, cells: list[str], columns: dict[str, int], seen: dict[str, int]
) -> Row | Skipped:
    def cell(column: str) -> str:
        index = columns.get(column)
        return cells[index] if index is not None and index < len(cells) else ""

    email = cell("email").lower()
    parts = [cell("first"), cell("last")] if "first" in columns else [cell("name") or cell("last")]
    name = " ".join(part for part in parts if part) or cell("name")
    values = {"email": email, "name": name, "group": cell("group"), "number": cell("number")}
    if not email:
        return Skipped(line=number, why="no_email", detail=name[:80])
    if not _EMAIL.fullmatch(email):
        return Skipped(line=number, why="bad_email", detail=email[:80])
    for column, value in values.items():
        if len(value) > LONGEST[column]:
            return Skipped(line=number, why=f"long_{column}", detail=f"{value[:40]}…")
    if email in seen:
        return Skipped(line=number, why="twice", detail=str(seen[email]))
    if cell("deleted") not in {"", "0"}:
        return Skipped(line=number, why="deleted", detail=email)
    return Row(line=number, **values)


def _plain(header: str) -> str:
    """A header in lower case without accents and signs."""
    bare = unicodedata.normalize("NFKD", header.lower())
    letters = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", letters).split())
