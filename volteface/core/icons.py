"""Icons of the lucide set as inline SVG, and the four state shapes the set does not have."""

from __future__ import annotations

import io
from functools import cache
from importlib.resources import files
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from markupsafe import Markup, escape

# Shape and word carry a state, colour only repeats it.
_SHAPES = {
    "not_started": (
        '<circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="1.6"/>'
    ),
    "started": (
        '<circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="1.6"/>'
        '<path d="M8 8V2.5A5.5 5.5 0 0 1 13.5 8z" fill="currentColor"/>'
    ),
    "help": (
        '<path d="M8 2.6 14 13H2z" fill="none" stroke="currentColor" stroke-width="1.6"'
        ' stroke-linejoin="round"/>'
    ),
    "ready": '<circle cx="8" cy="8" r="6.3" fill="currentColor"/>',
    "right": (
        '<path d="m3 8.6 3.4 3.6L13 4.4" fill="none" stroke="currentColor" stroke-width="2"'
        ' stroke-linecap="round" stroke-linejoin="round"/>'
    ),
    "wrong": (
        '<path d="m4 4 8 8m0-8-8 8" fill="none" stroke="currentColor" stroke-width="2"'
        ' stroke-linecap="round"/>'
    ),
    "unsure": (
        '<path d="M2.5 9.2c1.6-3 3.8-3 5.5-1.2s3.9 1.8 5.5-1.2" fill="none"'
        ' stroke="currentColor" stroke-width="2" stroke-linecap="round"/>'
    ),
}


def icon(name: str, *, size: int = 20, label: str = "") -> Markup:
    """The icon called ``name``; hidden from screen readers unless it carries a ``label``."""
    if not label:
        return _hidden(name, size)
    return Markup(  # noqa: S704 - the label is escaped, the drawing is the package's own
        str(_hidden(name, size)).replace(
            'aria-hidden="true"', f'role="img" aria-label="{escape(label)}"', 1
        )
    )


@cache
def _hidden(name: str, size: int) -> Markup:
    if name in _SHAPES:
        return shape(name, size=size)
    svg = ET.fromstring(_drawings().read(f"{name}.svg"))  # noqa: S314 - the package's own
    for node in svg.iter():
        node.tag = node.tag.rpartition("}")[2]
    svg.attrib |= {"width": str(size), "height": str(size)}
    svg.attrib |= {"class": "icon", "aria-hidden": "true", "focusable": "false"}
    drawing = ET.tostring(svg, encoding="unicode")
    return Markup(drawing)  # noqa: S704 - drawn from the package, no one's text


@cache
def _drawings() -> ZipFile:
    """All icons, opened once: reading the list of 1,700 takes longer than drawing a page."""
    return ZipFile(io.BytesIO(files("lucide").joinpath("lucide.zip").read_bytes()))


@cache
def shape(name: str, *, size: int = 16) -> Markup:
    """A state's shape: ○ ◔ △ ●, or ✓ ✕ ~, drawn so that every system shows the same."""
    return Markup(  # noqa: S704 - constants only
        f'<svg class="icon shape" width="{size}" height="{size}" viewBox="0 0 16 16"'
        f' aria-hidden="true" focusable="false">{_SHAPES[name]}</svg>'
    )
