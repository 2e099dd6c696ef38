"""One slide as a piece of a module: its words, tables, pictures and notes, and what is lost."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER

from volteface.interop.parsed import File, Skipped
from volteface.interop.pptx import losses
from volteface.interop.pptx.graphics import chart_table, diagram_words, film_of
from volteface.interop.pptx.paragraphs import frame_markdown, is_list, plain_words
from volteface.interop.rules.html_tables import written_table
from volteface.interop.rules.pictures import fitting
from volteface.interop.rules.plain_text import escaped
from volteface.interop.rules.safe_xml import local

if TYPE_CHECKING:
    from collections.abc import Iterator

_FURNITURE = {PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER}
_DEEPEST = 10
# Two lines make an arrow to a word; more make a drawing.
_DRAWING = 3


@dataclass(kw_only=True)
class SlideReader:
    """Reads one slide of a deck."""

    slide: Any
    where: str
    files: dict[str, File] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    _drawn: int = 0

    def title(self) -> str:
        """The slide's title, plain."""
        shape = self.slide.shapes.title
        return plain_words(shape.text_frame) if shape is not None and shape.has_text_frame else ""

    def markdown(self) -> str:
        """What stands on the slide below its title, then what the speaker says."""
        title = self.slide.shapes.title
        own = title.shape_id if title is not None else None
        shapes = [shape for shape in _flat(self.slide.shapes) if shape.shape_id != own]
        parts = [self._shape(shape) for shape in sorted(shapes, key=_reading_order)]
        if self._drawn >= _DRAWING:
            self._lose(losses.DRAWING)
        parts.append(self.notes())
        self._look_behind()
        return "\n\n".join(part for part in parts if part.strip())

    def notes(self) -> str:
        """What the speaker says."""
        if not self.slide.has_notes_slide:
            return ""
        frame = self.slide.notes_slide.notes_text_frame
        if frame is None:
            return ""
        return frame_markdown(frame, as_list=False, lost=self._lose_equation)

    def _shape(self, shape: Any) -> str:
        if shape.is_placeholder and shape.placeholder_format.type in _FURNITURE:
            return ""
        readers = (
            (self._table, getattr(shape, "has_table", False)),
            (self._chart, getattr(shape, "has_chart", False)),
            (self._picture, _is_picture(shape)),
            (self._film, shape.shape_type == MSO_SHAPE_TYPE.MEDIA),
            (self._graphic, _tag(shape) == "graphicFrame"),
            (self._words, shape.has_text_frame and bool(shape.text_frame.text.strip())),
        )
        read = next((reader for reader, is_so in readers if is_so), self._drawing)
        return read(shape)

    def _words(self, shape: Any) -> str:
        return frame_markdown(shape.text_frame, as_list=is_list(shape), lost=self._lose_equation)

    def _drawing(self, shape: Any) -> str:
        self._drawn += 0 if shape.is_placeholder else 1
        return ""

    def _table(self, shape: Any) -> str:
        rows = [
            [
                frame_markdown(cell.text_frame, as_list=False, lost=self._lose_equation)
                for cell in row.cells
            ]
            for row in shape.table.rows
        ]
        return written_table(rows).strip()

    def _chart(self, shape: Any) -> str:
        table = chart_table(shape.chart)
        self._lose(losses.CHART if table else losses.CHART_LOST)
        return table

    def _picture(self, shape: Any) -> str:
        given = _image(shape)
        fitted = fitting(*given) if given else None
        words, decorative = _alternative(shape)
        if fitted is None:
            self._lose(losses.PICTURE, given[0] if given else "")
            return escaped(words)
        name, data = fitted
        self.files[name] = File(name=name, data=data, where=self.where)
        if not words and not decorative:
            self._lose(losses.SILENT, name)
        title = ' "decorative"' if decorative and not words else ""
        return f"![{escaped(words)}]({name}{title})"

    def _film(self, shape: Any) -> str:
        film = film_of(shape)
        if film.address:
            return f"::: embed {film.address}\n:::"
        if not film.data:
            self._lose(losses.FAR_FILM if film.is_far else losses.FILM, film.name)
            return ""
        self.files[film.name] = File(name=film.name, data=film.data, where=self.where)
        return f"::: video {film.name}\n:::"

    def _graphic(self, shape: Any) -> str:
        words = diagram_words(shape, self.slide)
        if words is None:
            self._lose(losses.EMBEDDED, shape.name)
            return ""
        self._lose(losses.SMART_ART)
        return "\n".join(f"- {escaped(word)}" for word in words)

    def _look_behind(self) -> None:
        """What a slide has that is not on it."""
        for part in self.slide._element:  # noqa: SLF001 - python-pptx knows no animations
            if local(part.tag) == "timing" and any(
                local(inner.tag).startswith("anim") or local(inner.tag) == "set"
                for inner in part.iter()
            ):
                self._lose(losses.ANIMATIONS)
        if any("comments" in rel.reltype for rel in self.slide.part.rels.values()):
            self._lose(losses.COMMENTS)
        if self.slide._element.get("show") == "0":  # noqa: SLF001 - as above
            self._lose(losses.HIDDEN)

    def _lose_equation(self, words: str) -> None:
        self._lose(losses.EQUATION, words[:60])

    def _lose(self, why: str, what: str = "") -> None:
        where = f"{self.where}, {what}" if what else self.where
        found = Skipped(where=where, why=why)
        if found not in self.skipped:
            self.skipped.append(found)


def _flat(shapes: Any, depth: int = 0) -> Iterator[Any]:
    for shape in shapes:
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP and depth < _DEEPEST:
            yield from _flat(shape.shapes, depth + 1)
        else:
            yield shape


def _reading_order(shape: Any) -> tuple[int, int]:
    """From top to bottom, then from left to right; what differs by little stands side by side."""
    line = 400_000
    return (int(shape.top or 0) // line, int(shape.left or 0))


def _is_picture(shape: Any) -> bool:
    return _tag(shape) == "pic" and shape.shape_type != MSO_SHAPE_TYPE.MEDIA


def _tag(shape: Any) -> str:
    return local(shape._element.tag)  # noqa: SLF001 - placeholders with pictures have another type


def _image(shape: Any) -> tuple[str, bytes] | None:
    try:
        image = shape.image
    except (AttributeError, KeyError, ValueError):
        return None
    return f"{shape.name}.{image.ext}", image.blob


def _alternative(shape: Any) -> tuple[str, bool]:
    """The words for those who do not see it, and whether there is nothing to see."""
    for part in shape._element.iter():  # noqa: SLF001 - no public way to it
        if local(part.tag) == "cNvPr":
            decorative = any(
                local(inner.tag) == "decorative" and inner.get("val") == "1"
                for inner in part.iter()
            )
            words = " ".join((part.get("descr") or "").split())
            return ("" if words.endswith((".png", ".jpg", ".jpeg", ".gif")) else words), decorative
    return "", False
