"""Other people's XML: read without entities, document types or anything from another address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from volteface.core.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

# Deeper than anything a person nests; deeper still would exhaust the reader.
DEEPEST = 200
_BEGINNING = 4_096
_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_ENCODINGS = {b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252"}

DAMAGED = N_("The XML is damaged: it ends too early, or a tag is not closed. Export it again.")
ENTITIES = N_("The XML declares entities or a document type, as attacks do. Export it again.")
TOO_DEEP = N_("The XML is nested too deeply.")
ENCODING = N_("The XML is written in an encoding that is not read here. Save it as UTF-8.")


class UnsafeXml(Exception):
    """The XML is damaged or built to do harm; the message says which, for a person."""


def parsed_xml(data: bytes) -> Element:
    """The root of a document; raises ``UnsafeXml``."""
    if _declared(data) not in _ENCODINGS:
        raise UnsafeXml(ENCODING)
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise UnsafeXml(ENTITIES) from error
    except (ParseError, ValueError, LookupError) as error:
        raise UnsafeXml(DAMAGED) from error
    except RecursionError as error:
        raise UnsafeXml(TOO_DEEP) from error
    _check_depth(root)
    return root


def check_parts(files: Mapping[str, bytes]) -> None:
    """Refuse an office document whose parts declare what such documents never do."""
    for path, data in files.items():
        if not path.lower().endswith((".xml", ".rels", ".vml")):
            continue
        if _declared(data) not in _ENCODINGS:
            raise UnsafeXml(ENCODING)
        plain = data.replace(b"\x00", b"") if data[:2] in _UTF_16 else data
        # A document type stands before the first element and nowhere else.
        if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
            raise UnsafeXml(ENTITIES)


def local(tag: object) -> str:
    """A tag's name without its namespace; empty for a comment."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _declared(data: bytes) -> bytes:
    beginning = data[:_BEGINNING]
    if beginning[:2] in _UTF_16:
        return b"utf-16"
    match = _ENCODING.search(beginning)
    return match[1].lower() if match else b"utf-8"


def _check_depth(root: Element) -> None:
    level = [root]
    for _depth in range(DEEPEST):
        level = [child for element in level for child in element]
        if not level:
            return
    raise UnsafeXml(TOO_DEEP)
