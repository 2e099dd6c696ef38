"""Reading rosters in whatever dress they come (T20, T29)."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from volteface.rosters.rules.files import read_roster
from volteface.rosters.rules.plan import Present, plan_of
from volteface.rosters.rules.sheet import (
    Row,
    UnreadableError,
    clean,
    packed,
    protected,
    sheet_of,
    unpacked,
)
from volteface.rosters.rules.workbook import write_workbook

if TYPE_CHECKING:
    from collections.abc import Callable

CORPUS = Path(__file__).parents[4] / "shared" / "corpora" / "roster"
ZOE = Row(line=2, email="zoe@example.fr", name="Zoé Dûpont", group="A", number="007")


@pytest.mark.parametrize(
    "text",
    [
        "name,email,group,number\nZoé Dûpont,zoe@example.fr,A,007\n",
        "Nom;Prénom;Courriel;Groupe TD;N° étudiant\nDûpont;Zoé;ZOE@example.fr;A;007",
        "Nom complet\tAdresse e-mail\tGroupe\tMatricule\r\nZoé  Dûpont\t zoe@example.fr\tA\t007\n",
        'idnumber|group1|lastname|firstname|email\n"007"|A|Dûpont|Zoé|zoe@example.fr\n',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252", "utf-16"])
def test_headers_delimiters_and_encodings_are_understood(text: str, encoding: str) -> None:
    assert read_roster(text.encode(encoding)).rows == (ZOE,)


def test_a_list_without_a_header_is_read_by_its_addresses() -> None:
    rows = read_roster(b"Ada Lovelace;ada@example.org\nBob;bob@example.org\n").rows
    assert [(row.name, row.email) for row in rows] == [
        ("Ada Lovelace", "ada@example.org"),
        ("Bob", "bob@example.org"),
    ]


def test_a_workbook_is_read_with_its_numbers_as_written() -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["Class of 2026"])
    sheet.append(["Name", "E-mail", "Group", "Student number"])
    sheet.append(["Zoé Dûpont", "zoe@example.fr", "A", 20260117])
    file = io.BytesIO()
    book.save(file)
    [row] = read_roster(file.getvalue()).rows
    assert (row.line, row.name, row.number) == (3, "Zoé Dûpont", "20260117")


def test_every_useless_line_is_named_with_its_reason() -> None:
    text = (
        "name,email,deleted\nAda,ada@example.org,0\n,,\nNobody,,\nBad,bad(at)example.org,\n"
        f"Ada again,ADA@example.org,\n{'x' * 121},long@example.org,\nGone,gone@example.org,1\n"
    )
    sheet = read_roster(text.encode())
    assert [row.email for row in sheet.rows] == ["ada@example.org"]
    assert [(one.line, one.why) for one in sheet.skipped] == [
        (4, "no_email"),
        (5, "bad_email"),
        (6, "twice"),
        (7, "long_name"),
        (8, "deleted"),
    ]


def _far_workbook() -> bytes:
    book = Workbook()
    book.active["A1"] = "email"
    book.active["XFD1048576"] = "far"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (81 * 1024 * 1024))
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    # The large ones are made when their turn comes.
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"shortname,fullname\nC1,Course 1\n", "no_email_column"),
        (b"\x89PNG\r\n\x00\x00", "not_text"),
        (b"\xd0\xcf\x11\xe0rest", "old_workbook"),
        (b"PK\x03\x04broken", "bad_workbook"),
        (b"email\n" + b"a" * (5 * 1024 * 1024), "too_big"),
        (b"email\n" + b"".join(b"a%d@example.org\n" % n for n in range(20_001)), "too_many_rows"),
        (_bomb, "too_big"),
        (_far_workbook, "too_many_rows"),
    ],
    ids=[
        "nothing",
        "blank",
        "no addresses",
        "picture",
        "xls",
        "broken",
        "big",
        "long",
        "bomb",
        "far",
    ],
)
def test_what_is_no_roster_is_refused_with_a_reason(
    data: bytes | Callable[[], bytes], why: str
) -> None:
    with pytest.raises(UnreadableError) as refused:
        read_roster(data if isinstance(data, bytes) else data())
    assert refused.value.args[0] == why


@pytest.mark.parametrize(
    ("name", "rows", "group"),
    [("upload_users.csv", 2, "Section 1"), ("upload_users_themes.csv", 4, "")],
)
def test_user_lists_of_moodle_come_in_as_they_are(name: str, rows: int, group: str) -> None:
    if not CORPUS.exists():
        pytest.skip("the shared corpora are not here")
    read = read_roster((CORPUS / name).read_bytes()).rows
    assert (len(read), read[0].name, read[0].group) == (rows, "Tom Jones", group)


def test_every_file_of_the_corpus_is_read_or_refused() -> None:
    if not CORPUS.exists():
        pytest.skip("the shared corpora are not here")
    refused = 0
    for path in CORPUS.glob("*.csv"):
        try:
            read_roster(path.read_bytes())
        except UnreadableError:
            refused += 1
    assert refused == 10


@given(st.binary(max_size=2_000))
def test_t29_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        read_roster(data)
    except UnreadableError:
        return


@given(st.text(max_size=40))
def test_t20_protected_cells_are_no_formulas_and_come_back(text: str) -> None:
    cell = clean(text)
    safe = protected(cell)
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
    assert clean(safe) == cell or cell.startswith("'")


def test_t20_a_workbook_holds_texts_only() -> None:
    data = write_workbook("a/b", ["Name", "E-mail"], [["'=1+1", "a@example.org"]])
    [row] = read_roster(data).rows
    assert row.name == "=1+1"


def test_a_kept_sheet_is_the_sheet() -> None:
    sheet = sheet_of([["email", "name"], ["a@example.org", "Ada"], ["", "Nobody"]])
    assert unpacked(packed(sheet)) == sheet


def test_the_plan_tells_new_changed_same_and_skipped() -> None:
    lines = [
        ["email", "name", "group"],
        ["new@example.org", "New", "B"],
        ["known@example.org", "Renamed", "A"],
        ["moves@example.org", "", "B"],
        ["back@example.org", "", ""],
        ["out@example.org", "", "A"],
        ["tutor@example.org", "", "A"],
        ["nameless@example.org", "", "A"],
    ]
    present = {
        "known@example.org": Present(name="Known", place="learner", group="A"),
        "moves@example.org": Present(name="Moves", place="learner", group="A"),
        "back@example.org": Present(name="Back", place="left", group="A"),
        "out@example.org": Present(name="Out", place="suspended"),
        "tutor@example.org": Present(name="Tutor", place="staff"),
    }
    plan = plan_of(sheet_of(lines), present, groups={"A"}, learners=5)
    assert [row.email for row in plan.new] == ["new@example.org"]
    assert [(change.name, change.what) for change in plan.changed] == [
        ("Moves", ("group",)),
        ("Back", ("return",)),
    ]
    assert [one.why for one in plan.skipped] == ["suspended", "staff", "no_name"]
    assert (plan.same, plan.groups, plan.absent) == (1, ("B",), 3)
