"""What a document's own XML says that its conversion to HTML leaves out: formulas, charts, notes.

Formulas are put into the text as words before the document is converted; what cannot come in is
named with the heading above it.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

from volteface.core.words import N_
from volteface.interop.parsed import Skipped
from volteface.interop.rules.omml import NoFormula, latex, words_in
from volteface.interop.rules.safe_xml import local, parsed_xml

if TYPE_CHECKING:
    from collections.abc import Mapping

BODY = "word/document.xml"
EQUATION = N_("The equation could not be turned into a formula; its signs came in as text.")
CHART = N_("The chart does not come in. Save it as a picture and add it.")
SMART_ART = N_("The diagram (SmartArt) does not come in. Save it as a picture and add it.")
EMBEDDED = N_("An embedded object does not come in. Add its file to the course's files.")
DRAWING = N_("A drawing made of shapes does not come in. Save it as a picture and add it.")
COMMENTS = N_("Comments do not come in.")
CHANGES = N_("Proposed changes came in as if accepted; what they strike out is left out.")

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OBJECTS = {
    "chart": CHART,
    "relIds": SMART_ART,
    "OLEObject": EMBEDDED,
    "commentReference": COMMENTS,
    "del": CHANGES,
    "wgp": DRAWING,
    "wpc": DRAWING,
}
# A formula's marks while the text is HTML; the signs of Markdown in it must stay as they are.
OPEN, CLOSE = "\ue020", "\ue021"


@dataclass(kw_only=True)
class Prepared:
    """A document ready to be converted, its formulas, and what cannot come in."""

    data: bytes
    formulas: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


def prepared(files: Mapping[str, bytes], data: bytes) -> Prepared:
    """The document with its formulas as words; raises ``UnsafeXml``."""
    root = parsed_xml(files[BODY])
    result = Prepared(data=data)
    heading = ""
    for paragraph in [element for element in root.iter() if local(element.tag) == "p"]:
        heading = _heading(paragraph) or heading
        where = f"“{heading}”" if heading else "the beginning"
        for element in paragraph.iter():
            why = _OBJECTS.get(local(element.tag))
            if why is not None:
                _lose(result, where, why)
        _say_formulas(paragraph, result, where)
    if result.formulas:
        result.data = _packed(files, tostring(root, encoding="utf-8", xml_declaration=True))
    return result


def _heading(paragraph: Element) -> str:
    for part in paragraph.iter():
        if local(part.tag) == "pStyle":
            style = next((value for key, value in part.attrib.items() if local(key) == "val"), "")
            if style.lower().startswith(("heading", "titre", "title")):
                words = "".join(t.text or "" for t in paragraph.iter() if local(t.tag) == "t")
                return " ".join(words.split())[:60]
            return ""
    return ""


def _say_formulas(paragraph: Element, result: Prepared, where: str) -> None:
    """Each formula becomes a run of text with its number between two marks."""
    parents = [element for element in paragraph.iter() if local(element.tag) != "oMath"]
    for parent in parents:
        for place, child in enumerate(list(parent)):
            if local(child.tag) != "oMath":
                continue
            result.formulas.append(_formula(child, result, where))
            run = Element(f"{{{_WORD}}}r")
            text = SubElement(run, f"{{{_WORD}}}t")
            text.text = f"{OPEN}{len(result.formulas) - 1}{CLOSE}"
            parent[place] = run
    for parent in list(paragraph.iter()):
        for place, child in enumerate(list(parent)):
            if local(child.tag) == "oMathPara":
                # A formula on a line of its own: its runs stand in the paragraph itself.
                parent.remove(child)
                for offset, run in enumerate(one for one in child if local(one.tag) == "r"):
                    parent.insert(place + offset, run)


def _formula(element: Element, result: Prepared, where: str) -> str:
    try:
        return f"${latex(element)}$"
    except NoFormula:
        words = words_in(element)
        _lose(result, f"{where}, {words[:60]}", EQUATION)
        return f"`{words.replace('`', ' ')}`"


def _lose(result: Prepared, where: str, why: str) -> None:
    found = Skipped(where=where, why=why)
    if found not in result.skipped:
        result.skipped.append(found)


def _packed(files: Mapping[str, bytes], body: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for path, content in files.items():
            archive.writestr(path, body if path == BODY else content)
    return target.getvalue()
