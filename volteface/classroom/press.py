"""The press: one kit as PDF, then as many as there are tables, each sheet with its kit's number.

Everything here is a plain function of plain data, so that the worker process can run it. A kit is
set once; the others share its pages and only add the stamp with their number.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

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

_TYPST = Path(__file__).resolve().parent / "typst"
_PARTS = ("kit_parts.typ", "kit_pieces.typ")
_POINTS_PER_MM = 72 / 25.4
# From the lower left corner: between crop marks, where every printer prints.
_STAMP_MM = (22.0, 4.6)
# From the upper right corner of the rules.
_LARGE_STAMP_MM = (16.0, 14.0)
_STAMP_WIDTH_MM = 60.0


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
    *,
    backed: bool,
    families: Sequence[str],
    progress: Callable[[int], object] = lambda _done: None,
) -> bytes:
    """A kit for every label, stamped on the front of each sheet; ``progress`` hears how many."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(kit)))
    stamps = _stamps(writer, labels, families)
    pages = list(writer.pages)
    begin = _stream(writer, "q")
    ends: dict[tuple[float, ...], IndirectObject] = {}
    made: list[PageObject] = []
    for number in range(len(labels)):
        for place, page in enumerate(pages):
            if backed and place % 2:
                made.append(_again(page))
                continue
            small, large = stamps[number]
            shown = {"/KitSmall": small} | ({"/KitLarge": large} if place == 0 else {})
            spot = (*_spot(page), float(place == 0))
            if spot not in ends:
                ends[spot] = _stream(writer, _drawing(page, first=place == 0))
            made.append(_stamped(page, shown, begin, ends[spot]))
        progress(number + 1)
    _bind(writer, made)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def press(
    game: str,
    data: dict[str, Any],
    files: dict[str, bytes],
    labels: Sequence[str],
    *,
    progress: Callable[[int], object] = lambda _done: None,
) -> bytes:
    """All kits in one file."""
    kit = one_kit(game, data, files)
    return many_kits(
        kit, labels, backed=not data["folded"], families=data["families"], progress=progress
    )


def press_into(
    target: str,
    game: str,
    data: dict[str, Any],
    files: dict[str, bytes],
    labels: Sequence[str],
) -> None:
    """All kits into the file ``target``; how many are done is noted beside it."""
    note, partly = Path(f"{target}.progress"), Path(f"{target}.part")
    note.write_text("0", "utf-8")
    made = press(
        game, data, files, labels, progress=lambda done: note.write_text(str(done), "utf-8")
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
    writer: PdfWriter, labels: Sequence[str], families: Sequence[str]
) -> list[tuple[IndirectObject, IndirectObject]]:
    """Each label as two drawings: small, and large for the rules."""
    data: dict[str, object] = {"labels": list(labels), "families": list(families)}
    reader = PdfReader(io.BytesIO(pdf.render("classroom/kit_labels.typ", data)))
    drawings = [_as_drawing(writer, page) for page in reader.pages]
    return list(zip(drawings[::2], drawings[1::2], strict=True))


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


def _drawing(page: PageObject, *, first: bool) -> str:
    """Puts the stamps where they belong."""
    x, y = (round(value * _POINTS_PER_MM, 2) for value in _STAMP_MM)
    drawn = f"Q q 1 0 0 1 {x} {y} cm /KitSmall Do Q"
    if first:
        wide, high = _spot(page)
        right, top = (value * _POINTS_PER_MM for value in _LARGE_STAMP_MM)
        x = round(wide - right - _STAMP_WIDTH_MM * _POINTS_PER_MM, 2)
        y = round(high - top - 8 * _POINTS_PER_MM, 2)
        drawn += f" q 1 0 0 1 {x} {y} cm /KitLarge Do Q"
    return drawn


def _stream(writer: PdfWriter, text: str) -> IndirectObject:
    stream = DecodedStreamObject()
    stream.set_data(text.encode("ascii"))
    return writer._add_object(stream)  # noqa: SLF001 - pypdf has no public way
