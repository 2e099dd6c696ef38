"""The press: one kit as PDF, then as many as there are tables, each sheet with its kit's number.

Everything here is a plain function of plain data, so that the worker process can run it. A kit is
set once; the others share its pages and only add the stamp with their number.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import segno
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
)
from typst import TypstError

from volteface.classroom.games import parts_of
from volteface.core import pdf

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pypdf import PageObject
    from pypdf.generic import IndirectObject, PdfObject

    # What the code says, the page to go to without one, and what to type there.
    type Address = tuple[str, str, str]

_TYPST = Path(__file__).resolve().parent / "typst"
_PARTS = ("kit_parts.typ", "kit_pieces.typ")
_POINTS_PER_MM = 72 / 25.4
# From the lower left corner: between crop marks, where every printer prints.
_STAMP_MM = (22.0, 4.6)
# From the upper right corner of the rules.
_LARGE_STAMP_MM = (16.0, 14.0)
_STAMP_WIDTH_MM = 60.0
_STAMP_HEIGHTS_MM = (8.0, 10.0)
# The code's box, all of it but a quiet edge the code; the other stamps stand left of it.
CODE_BOX_MM, _CODE_MM, _CODE_GAP_MM = 26.0, 21.5, 3.0
# From the upper edge of the page.
_CODE_TOP_MM, _ADDRESS_TOP_MM = 16.0, 32.0


def one_kit(game: str, data: dict[str, Any], files: dict[str, bytes]) -> bytes:
    """A kit without a number."""
    drawings = {name: (_TYPST / name).read_bytes() for name in _PARTS}
    own = {"parts.typ": parts_of(game)}
    try:
        return pdf.render("classroom/kit.typ", data, files=files | drawings | own)
    except TypstError:
        # A picture that cannot be read: its words stand in its place.
        if not files:
            raise
        return pdf.render("classroom/kit.typ", _in_words(data), files=drawings | own)


def _in_words(data: Any) -> Any:
    """The data with every picture named by its words alone."""
    if isinstance(data, dict):
        made = {name: _in_words(value) for name, value in data.items()}
        return made | {"name": ""} if data.get("k") == "picture" else made
    return [_in_words(value) for value in data] if isinstance(data, list) else data


def many_kits(
    kit: bytes,
    labels: Sequence[str],
    addresses: Sequence[Address] = (),
    *,
    backed: bool,
    families: Sequence[str],
    progress: Callable[[int], object] = lambda _done: None,
) -> bytes:
    """A kit for every label, stamped on the front of each sheet; ``progress`` hears how many.

    With addresses, one for each label, its code and what to type stand on the rules.
    """
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(kit)))
    stamps = _stamps(writer, labels, addresses, families)
    pages = list(writer.pages)
    begin = _stream(writer, "q")
    ends: dict[tuple[float, ...], IndirectObject] = {}
    made: list[PageObject] = []
    for number in range(len(labels)):
        for place, page in enumerate(pages):
            if backed and place % 2:
                made.append(_again(page))
                continue
            small, *large = stamps[number]
            shown = {"/KitSmall": small} | (_on_rules(large) if place == 0 else {})
            spot = (*_spot(page), float(place == 0))
            if spot not in ends:
                ends[spot] = _stream(writer, _drawing(page, len(shown)))
            made.append(_stamped(page, shown, begin, ends[spot]))
        progress(number + 1)
    _bind(writer, made)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def joined(pieces: Sequence[bytes]) -> bytes:
    """Several PDFs as one, in this order."""
    writer = PdfWriter()
    for piece in pieces:
        writer.append(io.BytesIO(piece))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def press(
    game: str,
    data: dict[str, Any],
    files: dict[str, bytes],
    labels: Sequence[str],
    addresses: Sequence[Address] = (),
    *,
    progress: Callable[[int], object] = lambda _done: None,
) -> bytes:
    """All kits in one file."""
    return many_kits(
        one_kit(game, data, files),
        labels,
        addresses,
        backed=not data["folded"],
        families=data["families"],
        progress=progress,
    )


def press_into(
    target: str,
    game: str,
    data: dict[str, Any],
    files: dict[str, bytes],
    labels: Sequence[str],
    addresses: Sequence[Address] = (),
) -> None:
    """All kits into the file ``target``; how many are done is noted beside it."""
    note, partly = Path(f"{target}.progress"), Path(f"{target}.part")
    note.write_text("0", "utf-8")
    made = press(
        game,
        data,
        files,
        labels,
        addresses,
        progress=lambda done: note.write_text(str(done), "utf-8"),
    )
    partly.write_bytes(made)
    partly.replace(target)
    note.unlink(missing_ok=True)


def _bind(writer: PdfWriter, pages: Sequence[PageObject]) -> None:
    """Make these the document's pages."""
    root = _dictionary(writer.root_object["/Pages"])
    kids = ArrayObject()
    for page in pages:
        page[NameObject("/Parent")] = writer.root_object.raw_get("/Pages")
        kids.append(writer._add_object(page))  # noqa: SLF001 - as above; adding a page would copy it
    root[NameObject("/Kids")] = kids
    root[NameObject("/Count")] = NumberObject(len(pages))


def _stamps(
    writer: PdfWriter,
    labels: Sequence[str],
    addresses: Sequence[Address],
    families: Sequence[str],
) -> list[tuple[IndirectObject, ...]]:
    """What is drawn on each kit: its label small and large, then its address in words and code."""
    typed = [[door, words] for _code, door, words in addresses]
    data: dict[str, object] = {"labels": list(labels), "typed": typed, "families": list(families)}
    reader = PdfReader(io.BytesIO(pdf.render("classroom/kit_labels.typ", data)))
    drawings = [_as_drawing(writer, page) for page in reader.pages]
    plain = 2 * len(labels)
    stamps = list(zip(drawings[:plain:2], drawings[1:plain:2], strict=True))
    if not addresses:
        return [*stamps]
    codes = [_code(writer, code) for code, _door, _words in addresses]
    return [
        (*stamp, words, code)
        for stamp, words, code in zip(stamps, drawings[plain:], codes, strict=True)
    ]


def _on_rules(large: Sequence[IndirectObject]) -> dict[str, IndirectObject]:
    return dict(zip(("/KitLarge", "/KitAddress", "/KitCode"), large, strict=False))


def _code(writer: PdfWriter, said: str) -> IndirectObject:
    """A QR code as filled runs on a white box, one unit to a millimetre."""
    rows = [list(row) for row in segno.make(said, error="m", micro=False).matrix]
    unit = _CODE_MM / len(rows)
    edge = (CODE_BOX_MM - _CODE_MM) / 2
    drawn = [f"1 g 0 0 {CODE_BOX_MM} {CODE_BOX_MM} re f 0 g"]
    for place, row in enumerate(rows):
        y = CODE_BOX_MM - edge - (place + 1) * unit
        column = 0
        while column < len(row):
            end = column
            while end < len(row) and row[end]:
                end += 1
            if end > column:
                x, width = edge + column * unit, (end - column) * unit
                # A hair wider and higher, so that no printer leaves white lines.
                drawn.append(f"{x:.3f} {y:.3f} {width + 0.01:.3f} {unit + 0.01:.3f} re")
            column = end + 1
    box = DecodedStreamObject()
    box.set_data("\n".join([*drawn, "f"]).encode("ascii"))
    box.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): ArrayObject(
                NumberObject(side) for side in (0, 0, round(CODE_BOX_MM), round(CODE_BOX_MM))
            ),
            NameObject("/Resources"): DictionaryObject(),
        }
    )
    return writer._add_object(box)  # noqa: SLF001 - pypdf has no public way


def _as_drawing(writer: PdfWriter, page: PageObject) -> IndirectObject:
    drawing = DecodedStreamObject()
    contents = page.get_contents()
    drawing.set_data(contents.get_data() if contents is not None else b"")
    drawing.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/FormType"): NumberObject(1),
            NameObject("/BBox"): page.mediabox,
            NameObject("/Resources"): _cloned(page["/Resources"], writer),
        }
    )
    return writer._add_object(drawing)  # noqa: SLF001 - pypdf has no public way


def _cloned(value: PdfObject, writer: PdfWriter) -> PdfObject:
    found = value.get_object()
    return found.clone(writer) if found is not None else DictionaryObject()


def _again(page: PageObject) -> PageObject:
    """The page once more, sharing all it holds."""
    copy = page.__class__(page.pdf)
    copy.update({name: value for name, value in dict.items(page) if name != "/Parent"})
    return copy


def _stamped(
    page: PageObject,
    drawings: dict[str, IndirectObject],
    begin: IndirectObject,
    end: IndirectObject,
) -> PageObject:
    copy = _again(page)
    resources = DictionaryObject(dict.items(_dictionary(page["/Resources"])))
    there = resources.get("/XObject")
    shown = DictionaryObject(dict.items(_dictionary(there)) if there else ())
    shown.update({NameObject(name): drawing for name, drawing in drawings.items()})
    resources[NameObject("/XObject")] = shown
    contents = page.raw_get("/Contents")
    inside = contents if isinstance(contents, ArrayObject) else ArrayObject([contents])
    copy[NameObject("/Resources")] = resources
    copy[NameObject("/Contents")] = ArrayObject([begin, *inside, end])
    return copy


def _dictionary(value: PdfObject) -> DictionaryObject:
    found = value.get_object()
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _spot(page: PageObject) -> tuple[float, float]:
    return float(page.mediabox.width), float(page.mediabox.height)


def _drawing(page: PageObject, stamps: int) -> str:
    """Puts the stamps where they belong: one, on the rules two, with a code four."""
    x, y = (value * _POINTS_PER_MM for value in _STAMP_MM)
    drawn = [f"Q q 1 0 0 1 {x:.2f} {y:.2f} cm /KitSmall Do Q"]
    wide, high = _spot(page)
    right, top = _LARGE_STAMP_MM
    coded = stamps > len(("small", "large"))
    end = right + (CODE_BOX_MM + _CODE_GAP_MM if coded else 0)
    tops = (
        ("/KitLarge", top, _STAMP_HEIGHTS_MM[0]),
        ("/KitAddress", _ADDRESS_TOP_MM, _STAMP_HEIGHTS_MM[1]),
    )
    for name, above, height in tops[: stamps - 1]:
        x = wide - (end + _STAMP_WIDTH_MM) * _POINTS_PER_MM
        y = high - (above + height) * _POINTS_PER_MM
        drawn.append(f"q 1 0 0 1 {x:.2f} {y:.2f} cm {name} Do Q")
    if coded:
        x = wide - (right + CODE_BOX_MM) * _POINTS_PER_MM
        y = high - (_CODE_TOP_MM + CODE_BOX_MM) * _POINTS_PER_MM
        unit = f"{_POINTS_PER_MM:.5f} 0 0 {_POINTS_PER_MM:.5f}"
        drawn.append(f"q {unit} {x:.2f} {y:.2f} cm /KitCode Do Q")
    return " ".join(drawn)


def _stream(writer: PdfWriter, text: str) -> IndirectObject:
    stream = DecodedStreamObject()
    stream.set_data(text.encode("ascii"))
    return writer._add_object(stream)  # noqa: SLF001 - pypdf has no public way
