"""Decks among the formats: how they are recognised, and what one brings in."""

from __future__ import annotations

import io
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PythonPptxError

from volteface.core.words import N_
from volteface.interop.parsed import Parsed, Skipped, Unreadable
from volteface.interop.pptx import losses
from volteface.interop.pptx.paragraphs import plain_words
from volteface.interop.pptx.slides import SlideReader
from volteface.interop.rules.damage import DamagedFile, damage_named
from volteface.interop.rules.material import Material, Piece, with_points
from volteface.interop.rules.safe_xml import UnsafeXml, check_parts, local

if TYPE_CHECKING:
    from volteface.interop.rules.source import Source

name = "pptx"
label = N_("Slides")
position = 4

MOST_SLIDES = 500
_PART = "ppt/presentation.xml"
_SECTION_LAYOUT = "secHead"
_DAMAGED = N_("The deck is damaged. Open it where it was made, and save it again as .pptx.")
_TOO_MANY = N_("The deck has too many slides: 500 at most. Part it into several files.")
_NOTHING = N_("There is no word and no picture on the slides.")


def recognises(source: Source) -> bool:
    """A package with a presentation inside."""
    return source.is_folder and _PART in source.files and bool(source.data)


def read(source: Source) -> Parsed:
    """The deck as material for a module."""
    try:
        check_parts(source.files)
        with damage_named(PythonPptxError):
            return _read(source)
    except UnsafeXml as error:
        raise Unreadable(str(error), where=source.name) from error
    except DamagedFile as error:
        raise Unreadable(_DAMAGED, where=source.name) from error


def _read(source: Source) -> Parsed:
    deck = Presentation(io.BytesIO(source.data))
    slides = list(deck.slides)
    if len(slides) > MOST_SLIDES:
        raise Unreadable(_TOO_MANY, where=source.name)
    chapters = _chapters(deck, slides)
    title, summary = _named(deck, slides)
    readers = [
        SlideReader(slide=slide, where=f"slide {number}") for number, slide in enumerate(slides, 1)
    ]
    pieces = [
        piece
        for number, reader in enumerate(readers)
        if (piece := _piece(reader, chapters, title if not number else ""))
    ]
    files = {name: file for reader in readers for name, file in reader.files.items()}
    skipped = [item for reader in readers for item in reader.skipped]
    material = _with_lonely_titles(slides, pieces)
    if not material:
        raise Unreadable(_NOTHING, where=source.name)
    stem = PurePosixPath(source.name).stem.replace("_", " ").replace("-", " ").strip()
    whole = Material(title=title or stem.capitalize(), pieces=material, summary=summary)
    return Parsed(
        format=name,
        material=(with_points(whole),),
        files=tuple(files.values()),
        skipped=tuple(skipped),
    )


def _piece(reader: SlideReader, chapters: dict[int, str], title: str) -> Piece | None:
    """A slide as a piece; nothing for one that only has a title. ``title`` is of a first slide."""
    slide = reader.slide
    heading, body = reader.title(), reader.markdown()
    if title and _is_title(slide):
        # Its words are the module's title and summary; what else is on it stays.
        heading, body = title, reader.notes()
    begins = _is_section(slide)
    if not heading and not body:
        reader.skipped.append(Skipped(where=reader.where, why=losses.EMPTY))
    if not body and not begins:
        return None
    return Piece(
        title=heading,
        markdown=body,
        where=reader.where,
        chapter=chapters.get(slide.slide_id, ""),
        begins=begins,
    )


def _with_lonely_titles(slides: list[Any], pieces: list[Piece]) -> tuple[Piece, ...]:
    """A deck of titles alone is not lost: each becomes a piece of its own."""
    if pieces:
        return tuple(pieces)
    found = [
        (number, SlideReader(slide=slide, where="").title())
        for number, slide in enumerate(slides, 1)
    ]
    return tuple(
        Piece(title=title, markdown=title, where=f"slide {number}")
        for number, title in found
        if title
    )


def _named(deck: Any, slides: list[Any]) -> tuple[str, str]:
    """The deck's title and subtitle: its first slide's, else what its properties say."""
    own = " ".join((deck.core_properties.title or "").split())
    usual = own if own.casefold() not in {"", "powerpoint presentation", "title"} else ""
    if not slides or slides[0].shapes.title is None:
        return usual, ""
    title = SlideReader(slide=slides[0], where="").title()
    if not _is_title(slides[0]):
        return usual or title, ""
    return title or usual, " ".join(_subtitles(slides[0]))


def _subtitles(slide: Any) -> list[str]:
    return [
        plain_words(shape.text_frame)
        for shape in slide.placeholders
        if shape.placeholder_format.type == PP_PLACEHOLDER.SUBTITLE and shape.has_text_frame
    ]


def _is_title(slide: Any) -> bool:
    kinds = {shape.placeholder_format.type for shape in slide.placeholders}
    return PP_PLACEHOLDER.CENTER_TITLE in kinds or PP_PLACEHOLDER.SUBTITLE in kinds


def _is_section(slide: Any) -> bool:
    layout = slide.slide_layout
    return layout._element.get("type") == _SECTION_LAYOUT or "section" in layout.name.lower()  # noqa: SLF001 - no public way to a layout's type


def _chapters(deck: Any, slides: list[Any]) -> dict[int, str]:
    """The chapter of each slide by its id: the deck's sections, else its section slides."""
    chapters: dict[int, str] = {}
    for section in deck.part._element.iter():  # noqa: SLF001 - python-pptx knows no sections
        if local(section.tag) != "section":
            continue
        for entry in section.iter():
            if local(entry.tag) == "sldId" and (entry.get("id") or "").isdecimal():
                chapters[int(entry.get("id"))] = " ".join((section.get("name") or "").split())
    if len(set(chapters.values())) > 1:
        return chapters
    current = ""
    for slide in slides:
        if _is_section(slide):
            current = SlideReader(slide=slide, where="").title() or current
        chapters[slide.slide_id] = current
    return chapters
