"""Charts, diagrams and films of a slide, as far as they can be said."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from volteface.interop.rules.html_tables import written_table
from volteface.interop.rules.html_text import own_name
from volteface.interop.rules.plain_text import escaped
from volteface.interop.rules.safe_xml import UnsafeXml, local, parsed_xml

_PLAYED = {".mp4", ".webm", ".mp3"}
_MOST_ROWS = 60
_MOST_COLUMNS = 12
_NUMBER = "{:.6g}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """A film or sound of a slide: inside the file, at an address, or somewhere on a disk."""

    name: str = ""
    data: bytes = b""
    address: str = ""
    is_far: bool = False


def chart_table(chart: Any) -> str:
    """A chart's numbers as a table; empty when they cannot be read."""
    try:
        plot = chart.plots[0]
        series = list(plot.series)[: _MOST_COLUMNS - 1]
        categories = [str(category) for category in plot.categories][:_MOST_ROWS]
        rows = [["", *(escaped(str(one.name or "")) for one in series)]]
        columns = [list(one.values) for one in series]
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return ""
    names = categories or [str(row + 1) for row in range(max(map(len, columns), default=0))]
    for row, name in enumerate(names[:_MOST_ROWS]):
        cells = [column[row] if row < len(column) else None for column in columns]
        rows.append([escaped(name), *("" if v is None else _NUMBER.format(v) for v in cells)])
    title = ""
    if chart.has_title and chart.chart_title.has_text_frame:
        title = escaped(" ".join(chart.chart_title.text_frame.text.split()))
    table = written_table(rows).strip() if series else ""
    return f"{title}\n\n{table}".strip()


def diagram_words(shape: Any, slide: Any) -> list[str] | None:
    """The words of a diagram (SmartArt); None for an object that is no diagram."""
    for part in shape._element.iter():  # noqa: SLF001 - python-pptx knows no diagrams
        if local(part.tag) != "relIds":
            continue
        ids = [value for key, value in part.attrib.items() if local(key) == "dm"]
        if not ids or ids[0] not in slide.part.rels:
            return []
        try:
            root = parsed_xml(slide.part.rels[ids[0]].target_part.blob)
        except UnsafeXml:
            return []
        points = [one for one in root.iter() if local(one.tag) == "pt"]
        said = [
            " ".join("".join(t.text or "" for t in point.iter() if local(t.tag) == "t").split())
            for point in points
        ]
        return [words for words in said if words]
    return None


def film_of(shape: Any) -> Film:
    """The film or sound that a shape plays."""
    rels = shape.part.rels
    ids = [
        value
        for part in shape._element.iter()  # noqa: SLF001 - no public way to it
        if local(part.tag) in {"media", "videoFile", "audioFile"}
        for key, value in part.attrib.items()
        if local(key) in {"embed", "link"}
    ]
    for found in ids:
        rel = rels.get(found)
        if rel is None:
            continue
        if rel.is_external:
            address = str(rel.target_ref)
            if address.startswith(("https://", "http://")):
                return Film(address="".join(address.split()))
            return Film(name=PurePosixPath(address).name, is_far=True)
        name = PurePosixPath(str(rel.target_part.partname)).name
        data = rel.target_part.blob
        if PurePosixPath(name).suffix.lower() in _PLAYED:
            return Film(name=own_name(name, data), data=data)
        return Film(name=name)
    return Film(name=shape.name)
