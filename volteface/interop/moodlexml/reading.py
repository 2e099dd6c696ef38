"""Reading Moodle XML: every question as it is written, whatever we make of it afterwards."""

from __future__ import annotations

import base64
import binascii
import math
import re
from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.interop.moodlexml.gaps import read_gaps
from volteface.interop.moodlexml.items import (
    CALCULATED,
    CATEGORY,
    CLOZE,
    ESSAY,
    MATCHING,
    NUMERICAL,
    ORDERING,
    SAME,
    Answer,
    Dataset,
    Gap,
    Pair,
    Text,
    Trouble,
    XmlFile,
    XmlQuestion,
)
from volteface.interop.rules.safe_xml import local, parsed_xml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_FORMATS = {
    "html": "html",
    "moodle_auto_format": "moodle",
    "plain_text": "plain",
    "markdown": "markdown",
}
_OVERALL = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback", "hint")
_BARE = re.compile(rb"\s*(?:<\?xml[^>]*\?>)?\s*(?:<!--.*?-->\s*)*<question\b", re.DOTALL)
_DECLARATION = re.compile(rb"^\s*<\?xml[^>]*\?>")
# A file of a question, unpacked.
LARGEST_FILE = 20 * 1024 * 1024
_NO_NUMBER = N_("An answer that should be a number is none.")


def read_xml(data: bytes) -> XmlFile:
    """The questions of the file; raises ``UnsafeXml``."""
    if _BARE.match(data):
        # One or several questions cut out of an export.
        data = b"<quiz>" + _DECLARATION.sub(b"", data) + b"</quiz>"
    root = parsed_xml(data)
    found = XmlFile()
    category = ""
    number = 0
    for element in root.iter("question"):
        if element.get("type") == CATEGORY:
            category = _plain(element.find("category"))
            found.categories.append(category)
            continue
        number += 1
        try:
            found.questions.append(_question(element, number, category))
        except ValueError as error:
            title = _plain(element.find("name"))
            found.troubles.append(Trouble(number=number, title=title, why=str(error)))
    return found


def _question(element: Element, number: int, category: str) -> XmlQuestion:
    given = element.get("type", "")
    kind = SAME.get(given, given)
    text = _with_old_picture(element, _text(element.find("questiontext")))
    gaps: tuple[Gap, ...] = ()
    if kind == CLOZE:
        words, gaps = read_gaps(text.words)
        text = Text(words=words, format=text.format, files=text.files)
    return XmlQuestion(
        kind=kind,
        number=number,
        title=_plain(element.find("name")),
        text=text,
        answers=tuple(_answer(one, kind) for one in element.findall("answer")),
        pairs=tuple(_pairs(element)) if kind == MATCHING else (),
        gaps=gaps,
        datasets=tuple(_datasets(element)) if kind in CALCULATED else (),
        single=_flag(element, "single", usual=True),
        shuffle=_flag(element, "shuffleanswers", usual=True),
        general_feedback=_text(element.find("generalfeedback")),
        grading=_text(element.find("graderinfo")) if kind == ESSAY else Text(),
        template=_text(element.find("responsetemplate")) if kind == ESSAY else Text(),
        overall=tuple(
            words for name in _OVERALL for one in element.findall(name) if (words := _plain(one))
        ),
        units=tuple(name for unit in element.iter("unit") if (name := _child(unit, "unit_name"))),
        category=category,
        id=" ".join(_child(element, "idnumber").split()),
        tags=tuple(_plain(tag) for tag in element.findall("tags/tag") if _plain(tag)),
    )


def _text(element: Element | None) -> Text:
    if element is None:
        return Text()
    words = _child(element, "text") or (element.text or "").strip()
    return Text(
        words=words.strip(),
        format=_FORMATS.get(element.get("format", "html"), "html"),
        files=tuple(_files(element)),
    )


def _files(element: Element) -> Iterator[tuple[str, bytes]]:
    for file in element.findall("file"):
        name = file.get("name", "")
        data = _decoded(file.text or "") if file.get("encoding") == "base64" else b""
        if name and data:
            yield name, data


def _with_old_picture(element: Element, text: Text) -> Text:
    """Before 2010 a question had one picture beside its text."""
    name = _child(element, "image").rpartition("/")[2]
    data = _decoded(_child(element, "image_base64"))
    if not name or not data:
        return text
    return Text(
        words=f'{text.words} <img src="@@PLUGINFILE@@/{name}" />',
        format=text.format,
        files=(*text.files, (name, data)),
    )


def _decoded(text: str) -> bytes:
    if len(text) > LARGEST_FILE * 3 // 2:
        return b""
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _answer(element: Element, kind: str) -> Answer:
    text = _text(element)
    tolerance = _child(element, "tolerance").strip()
    if kind == NUMERICAL and text.words != "*" and _number(text.words) is None:
        raise ValueError(_NO_NUMBER)
    share = _number(element.get("fraction", "0")) or 0.0
    is_placed = kind == ORDERING
    return Answer(
        text=text,
        # Of an ordering the number is the place, not a share.
        fraction=1.0 if is_placed else max(-1.0, min(1.0, share / 100)),
        feedback=_text(element.find("feedback")),
        tolerance=abs(_number(tolerance) or 0.0),
        is_relative=kind in CALCULATED and _child(element, "tolerancetype").strip() == "1",
    )


def _pairs(element: Element) -> Iterator[Pair]:
    for part in element.findall("subquestion"):
        right = part.find("answer")
        yield Pair(left=_text(part), right=_plain(right) if right is not None else "")


def _datasets(element: Element) -> Iterator[Dataset]:
    for one in element.iter("dataset_definition"):
        values = [_number(_child(item, "value")) for item in one.iter("dataset_item")]
        yield Dataset(
            name=_plain(one.find("name")),
            low=_number(_plain(one.find("minimum"))) or 0.0,
            high=_number(_plain(one.find("maximum"))) or 0.0,
            decimals=int(_number(_plain(one.find("decimals"))) or 0),
            values=tuple(value for value in values if value is not None),
        )


def _flag(element: Element, name: str, *, usual: bool) -> bool:
    words = _child(element, name).strip().lower()
    return words in {"1", "true"} if words else usual


def _plain(element: Element | None) -> str:
    if element is None:
        return ""
    words = _child(element, "text") or element.text or ""
    return " ".join(words.split())


def _child(element: Element, name: str) -> str:
    found = next((child for child in element if local(child.tag) == name), None)
    return (found.text or "").strip() if found is not None else ""


def _number(text: str) -> float | None:
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return value if math.isfinite(value) else None
