"""Builders for tests: a deck and a document, as word processors and slide programs write them."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from PIL import Image
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

if TYPE_CHECKING:
    from collections.abc import Iterable

SECTIONS = {
    "Evaporation": "Sunlight warms the surface of oceans and lakes until molecules rise as vapour",
    "Condensation": "Rising air cools, vapour settles on dust and droplets gather into clouds",
    "Precipitation": "Droplets collide and grow until rain, snow or hail falls to the ground",
    "Runoff": "Streams carry meltwater through catchments and rivers back towards the sea",
    "Groundwater": "Rainwater seeps through soil into aquifers and feeds springs for centuries",
    "Transpiration": "Roots lift moisture and leaves release it through stomata into the air",
}
_PARAGRAPHS = (
    "Heading1", "Heading2", "Heading3", "ListBullet", "ListNumber", "Title", "Normal",
)  # fmt: skip


def picture(colour: str = "#1d6fa5", *, kind: str = "PNG") -> bytes:
    """A small picture."""
    target = io.BytesIO()
    Image.new("RGB", (48, 32), colour).save(target, kind)
    return target.getvalue()


def deck(slides: int = 40) -> bytes:
    """A deck of ``slides`` slides: a title, six parts, notes, pictures, a table and a summary."""
    made = Presentation()
    first = made.slides.add_slide(made.slide_layouts[0])
    first.shapes.title.text = "The water cycle"
    first.placeholders[1].text = "Where rain comes from and where it goes"
    goals = _bullets(
        made, "Objectives", ["Name the stages of the cycle", "Explain how clouds form"]
    )
    goals.notes_slide.notes_text_frame.text = "Say why it matters for drinking water."
    bodies = slides - 3 - len(SECTIONS)
    for number, (name, says) in enumerate(SECTIONS.items()):
        part = made.slides.add_slide(made.slide_layouts[2])
        part.shapes.title.text = name
        mine = range(number, bodies, len(SECTIONS))
        for place in range(len(mine)):
            _body(made, f"{name}, part {place + 1}", says, place)
    _bullets(
        made,
        "Key points",
        ["Water changes its place and its state, never its amount", "The sun drives the cycle"],
    )
    return _saved(made)


def _body(made: Any, title: str, says: str, place: int) -> None:
    slide = _bullets(made, title, [says, f"Example {place + 1} from a valley"])
    slide.notes_slide.notes_text_frame.text = f"Tell the story of the valley. {says}."
    if place == 0:
        shape = slide.shapes.add_picture(io.BytesIO(picture()), Inches(6), Inches(4))
        shape._element._nvXxPr.cNvPr.set("descr", f"A sketch: {title}")  # noqa: SLF001 - python-pptx has no public way to it
    if place == 1:
        slide.shapes.add_picture(io.BytesIO(picture("#888888")), Inches(6), Inches(4))
    if place == 2:
        table = slide.shapes.add_table(2, 2, Inches(1), Inches(4), Inches(4), Inches(1)).table
        for at, words in enumerate(["Stage", "Litres", title.partition(",")[0], "40"]):
            table.cell(at // 2, at % 2).text = words
    if place == 3:
        numbers: Any = _chart_data()
        numbers.categories = ["May", "June"]
        numbers.add_series("Rain", (3.5, 7.25))
        slide.shapes.add_chart(
            XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(4), Inches(4), Inches(2), numbers
        )


def _chart_data() -> Any:
    return CategoryChartData()  # type: ignore[no-untyped-call]  # python-pptx has no types


def _bullets(made: Any, title: str, lines: Iterable[str]) -> Any:
    slide = made.slides.add_slide(made.slide_layouts[1])
    slide.shapes.title.text = title
    slide.placeholders[1].text_frame.text = "\n".join(lines)
    return slide


def _saved(made: Any) -> bytes:
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
    'ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def paragraph(inner: str, style: str = "", *, level: int | None = None, numbered: int = 1) -> str:
    """A paragraph of Word's XML around runs."""
    listed = (
        f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{numbered}"/></w:numPr>'
        if level is not None
        else ""
    )
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{listed}</w:pPr>{inner}</w:p>"


def run(words: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def drawing(words: str = "", relation: str = "rIdPicture") -> str:
    """A picture in a run, with its alternative text."""
    draw = "http://schemas.openxmlformats.org/drawingml/2006"
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{draw}/wordprocessingDrawing"><wp:extent cx="9525" '
        f'cy="9525"/><wp:docPr id="1" name="Picture 1" descr="{words}"/><a:graphic xmlns:a='
        f'"{draw}/main"><a:graphicData uri="{draw}/picture"><pic:pic xmlns:pic="{draw}/picture">'
        f'<pic:blipFill><a:blip r:embed="{relation}"/></pic:blipFill></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )


def formula(inner: str) -> str:
    """A formula of Office's own kind."""
    return f"<m:oMath>{inner}</m:oMath>"


def _styles() -> str:
    names = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="'
        f'{name.replace("Heading", "heading ")}"/></w:style>'
        for name in _PARAGRAPHS
    )
    return f'<w:styles xmlns:w="{_WORD}">{names}</w:styles>'


def _lists() -> str:
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{number}">'
        + "".join(
            f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="{kind}"/></w:lvl>' for level in range(3)
        )
        + "</w:abstractNum>"
        for number, kind in ((1, "bullet"), (2, "decimal"))
    )
    nums = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number in (1, 2)
    )
    return f'<w:numbering xmlns:w="{_WORD}">{lists}{nums}</w:numbering>'


def packed_document(body: str) -> bytes:
    """A document with this body, a picture to show and two kinds of lists."""
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": _relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/_rels/document.xml.rels": _relations(
            {
                "rIdStyles": ("styles", "styles.xml"),
                "rIdLists": ("numbering", "numbering.xml"),
                "rIdPicture": ("image", "media/image1.png"),
                "rIdLink": ("hyperlink", "https://example.org/rain"),
            }
        ),
        "word/document.xml": f'<w:document xmlns:w="{_WORD}" xmlns:m="{_MATH}" xmlns:r="{_RELS}">'
        f"<w:body>{body}</w:body></w:document>",
        "word/styles.xml": _styles(),
        "word/numbering.xml": _lists(),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in parts.items():
            archive.writestr(path, text)
        archive.writestr("word/media/image1.png", picture())
    return target.getvalue()


def _relations(rows: dict[str, tuple[str, str]]) -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="{name}" Type="{_RELS}/{kind}" Target="{target}"'
            + (' TargetMode="External"/>' if kind == "hyperlink" else "/>")
            for name, (kind, target) in rows.items()
        )
        + "</Relationships>"
    )


def document() -> bytes:
    """Two pages on the water cycle: headings, lists, a table, a picture, a link and a formula."""
    sentence = (
        "Water that falls on a slope finds its way downhill, slowly at first and then faster. "
    )
    cells = [[run("Place"), run("Share")], [run("Oceans"), run("97 %")], [run("Ice"), run("2 %")]]
    rows = "".join(
        f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in row)}</w:tr>"
        for row in cells
    )
    mass = (
        "<m:r><m:t>q=</m:t></m:r><m:f><m:num><m:r><m:t>V</m:t></m:r></m:num>"
        "<m:den><m:r><m:t>t</m:t></m:r></m:den></m:f>"
    )
    link = f'<w:hyperlink r:id="rIdLink">{run("records of rain")}</w:hyperlink>'
    return packed_document(
        paragraph(run("Water on the ground"), "Title")
        + paragraph(run("Rivers"), "Heading1")
        + paragraph(run("Catchment", "<w:b/>") + run(" is the land whose rain meets in one river."))
        + paragraph(run(sentence * 16))
        + paragraph(run("Snow"), level=0)
        + paragraph(run("in spring"), level=1)
        + paragraph(run("Rain"), level=0)
        + paragraph(run("How much water there is"), "Heading1")
        + f"<w:tbl>{rows}</w:tbl>"
        + paragraph(run("See the ") + link + run(", and ") + formula(mass) + run(" for a stream."))
        + paragraph(drawing("A river from above"))
        + paragraph(run(sentence * 16))
        + paragraph(run("Exercise"), "Heading1")
        + paragraph(run("Where does the rain of your town go?"))
        + paragraph(run("Key points"), "Heading1")
        + paragraph(run("Rivers gather what falls in their catchment"), level=0)
        + paragraph(run("Most water is salt"), level=0)
    )
