"""Documents among the formats: how they are recognised, and what one brings in."""

from __future__ import annotations

import io
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import mammoth

from volteface.core.words import N_
from volteface.interop.docx.parts import BODY, CLOSE, OPEN, prepared
from volteface.interop.parsed import File, Parsed, Skipped, Unreadable
from volteface.interop.rules.damage import DamagedFile, damage_named
from volteface.interop.rules.html_text import markdown_of
from volteface.interop.rules.material import Material, Piece, with_points
from volteface.interop.rules.pictures import fitting
from volteface.interop.rules.safe_xml import UnsafeXml, check_parts

if TYPE_CHECKING:
    from volteface.interop.rules.source import Source

name = "docx"
label = N_("Documents")
position = 5

_DAMAGED = N_("The document is damaged. Open it where it was made, and save it again as .docx.")
_NOTHING = N_("There is no word in the document.")
_PICTURE = N_("This kind of picture is not shown by browsers. Save it as PNG and add it.")
_SILENT = N_("A picture has no alternative text: write what it shows.")
_NOT_KEPT = "not-kept"
_STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Titre'] => h1.title:fresh
p[style-name='Subtitle'] => p.subtitle:fresh
p[style-name='Sous-titre'] => p.subtitle:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
u => u
strike => s
"""
_TITLE = re.compile(r"<h1 class=\"title\">(.*?)</h1>", re.DOTALL)
_SUBTITLE = re.compile(r"<p class=\"subtitle\">(.*?)</p>", re.DOTALL)
_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_ANCHOR = re.compile(r"<a id=\"[^\"]*\"></a>")
_FORMULA = re.compile(f"{OPEN}(\\d+){CLOSE}")


def recognises(source: Source) -> bool:
    """A package with a document inside."""
    return source.is_folder and BODY in source.files and bool(source.data)


def read(source: Source) -> Parsed:
    """The document as material for a module."""
    try:
        check_parts(source.files)
        with damage_named():
            return _read(source)
    except UnsafeXml as error:
        raise Unreadable(str(error), where=source.name) from error
    except DamagedFile as error:
        raise Unreadable(_DAMAGED, where=source.name) from error


def _read(source: Source) -> Parsed:
    ready = prepared(source.files, source.data)
    pictures = _Pictures()
    converted = mammoth.convert_to_html(
        io.BytesIO(ready.data),
        style_map=_STYLES,
        convert_image=mammoth.images.img_element(pictures.keep),
        include_embedded_style_map=False,
        external_file_access=False,
    )
    html = _ANCHOR.sub("", converted.value)
    title, html = _taken(_TITLE, html)
    summary, html = _taken(_SUBTITLE, html)
    pieces = _pieces(html, ready.formulas, pictures)
    if not pieces:
        raise Unreadable(_NOTHING, where=source.name)
    stem = PurePosixPath(source.name).stem.replace("_", " ").replace("-", " ").strip()
    material = Material(title=title or stem.capitalize(), pieces=pieces, summary=summary)
    return Parsed(
        format=name,
        material=(with_points(material),),
        files=tuple(pictures.files.values()),
        skipped=(*ready.skipped, *pictures.skipped),
    )


class _Pictures:
    """The pictures of a document, kept as they are met."""

    def __init__(self) -> None:
        self.files: dict[str, File] = {}
        self.skipped: list[Skipped] = []

    def keep(self, image: Any) -> dict[str, str]:
        """The attributes of the picture's element; mammoth adds the alternative text."""
        number = len(self.files) + len(self.skipped) + 1
        suffix = str(image.content_type).rpartition("/")[2].replace("x-", "")
        with image.open() as opened:
            fitted = fitting(f"picture.{suffix}", opened.read())
        if fitted is None:
            self.skipped.append(Skipped(where=f"picture {number}, {suffix}", why=_PICTURE))
            return {"src": _NOT_KEPT}
        own, data = fitted
        self.files[own] = File(name=own, data=data, where=f"picture {number}")
        return {"src": own}

    def name_silent(self, names: tuple[str, ...], where: str) -> None:
        """These say nothing to whoever does not see them."""
        self.skipped += [Skipped(where=f"{where}, {own}", why=_SILENT) for own in names]


def _pieces(html: str, formulas: list[str], pictures: _Pictures) -> tuple[Piece, ...]:
    """The text below each heading; the highest two levels begin steps."""
    found: list[Piece] = []
    levels = sorted({int(match[1]) for match in _HEADING.finditer(html)})
    chapter_level = levels[0] if len(levels) > 1 else 0
    chapter = ""
    for level, heading, body in _sections(html):
        title = _plain(heading)
        if level and level == chapter_level:
            chapter = title
        where = f"“{title}”" if title else "the beginning"
        translated = markdown_of(body, {own: own for own in pictures.files})
        pictures.name_silent(translated.silent, where)
        markdown = _with_formulas(translated.markdown, formulas).replace(f"![](<{_NOT_KEPT}>)", "")
        markdown = re.sub(rf"!\[([^\]]*)\]\(<{_NOT_KEPT}>\)", r"\1", markdown)
        if not markdown.strip():
            continue
        begins = 0 < level <= (chapter_level or 1) + 1
        found.append(
            Piece(title=title, markdown=markdown, where=where, chapter=chapter, begins=begins)
        )
    return tuple(found)


def _sections(html: str) -> list[tuple[int, str, str]]:
    """Level, heading and text of each section; the first may have no heading."""
    matches = list(_HEADING.finditer(html))
    ends = [match.start() for match in matches[1:]] + [len(html)]
    sections = [(0, "", html[: matches[0].start()] if matches else html)]
    for match, end in zip(matches, ends, strict=False):
        sections.append((int(match[1]), match[2], html[match.end() : end]))
    return sections


def _taken(pattern: re.Pattern[str], html: str) -> tuple[str, str]:
    """The words of the first match, and the text without it."""
    match = pattern.search(html)
    if match is None:
        return "", html
    return _plain(match[1]), html[: match.start()] + html[match.end() :]


def _plain(html: str) -> str:
    return re.sub(r"[*`\\]", "", " ".join(markdown_of(html).markdown.split()))[:200]


def _with_formulas(markdown: str, formulas: list[str]) -> str:
    return _FORMULA.sub(lambda match: formulas[int(match[1])], markdown)
