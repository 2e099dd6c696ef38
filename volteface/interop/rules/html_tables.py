"""Tables of HTML as tables of Markdown: a head, and one line a row."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_CELLS = {"td", "th", "caption"}


@dataclass
class _Table:
    rows: list[list[str]] = field(default_factory=list)
    # What stood around the table, and around the open cell.
    outside: list[str] = field(default_factory=list)
    cell: list[str] | None = None


class Tables:
    """The tables open at a place, innermost last."""

    def __init__(self) -> None:
        self._open: list[_Table] = []

    def __bool__(self) -> bool:
        return bool(self._open)

    def opened(self, tag: str, parts: list[str]) -> list[str]:
        """A tag of a table begins: where the text that follows goes."""
        if tag == "table":
            self._open.append(_Table(outside=parts))
            return []
        if not self._open:
            return parts
        table = self._open[-1]
        if tag == "tr":
            self._end_cell(table, parts)
            table.rows.append([])
        elif tag in _CELLS:
            self._end_cell(table, parts)
            if tag == "caption" or not table.rows:
                table.rows.append([])
            table.cell = []
            return table.cell
        return parts if table.cell is not None else []

    def closed(self, tag: str, parts: list[str]) -> list[str]:
        """A tag of a table ends: where the text that follows goes."""
        table = self._open[-1]
        if tag in _CELLS | {"tr"}:
            self._end_cell(table, parts)
            return []
        if tag != "table":
            return parts
        self._end_cell(table, parts)
        self._open.pop()
        inner = bool(self._open)
        table.outside.append(_flat(table.rows) if inner else _written(table.rows))
        return table.outside

    def _end_cell(self, table: _Table, parts: list[str]) -> None:
        if table.cell is not None and table.rows:
            table.rows[-1].append(_one_line("".join(parts)))
        table.cell = None


def written_table(rows: list[list[str]]) -> str:
    """Rows of Markdown cells as a table; the first row is its head."""
    return _written([[_one_line(cell) for cell in row] for row in rows])


def _written(rows: list[list[str]]) -> str:
    rows = [row for row in rows if any(row)]
    if not rows:
        return "\n\n"
    # A title above the table, or a table that only held one cell in place: plain text.
    before = ""
    if len(rows[0]) == 1 and len(rows) > 1 and any(len(row) > 1 for row in rows):
        before, rows = f"{rows[0][0]}\n\n", rows[1:]
    width = max(len(row) for row in rows)
    if width == 1:
        return "\n\n" + before + "\n\n".join(row[0] for row in rows) + "\n\n"
    lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in rows]
    lines.insert(1, "|" + " --- |" * width)
    return f"\n\n{before}" + "\n".join(lines) + "\n\n"


def _flat(rows: list[list[str]]) -> str:
    return "; ".join(", ".join(cell for cell in row if cell) for row in rows if any(row))


def _one_line(text: str) -> str:
    return re.sub(r"(?<!\\)\|", r"\\|", " ".join(text.split()))
