"""Makes the faces at set-up: subset woff2 for pages and plain TTF for paper.

Run as ``python -m volteface.core.fonts [BUILD_DIR]``; a second run finds its work done.
"""

from __future__ import annotations

import shutil
import sys
from importlib.metadata import distribution, version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

if TYPE_CHECKING:
    from collections.abc import Sequence

# What English and French are written with, in the file every page loads. tokens.css says the same.
BASIC = (
    (0x20, 0x7E),
    (0xA0, 0xFF),
    (0x152, 0x153),
    (0x178, 0x178),
    (0x2010, 0x203A),
    (0x20AC, 0x20AC),
    (0x2122, 0x2122),
    (0x2190, 0x2193),
)
# The other Latin letters of Europe, superscripts, fractions and signs: loaded where a page has one.
FURTHER = (
    (0x100, 0x151),
    (0x154, 0x177),
    (0x179, 0x17F),
    (0x218, 0x21B),
    (0x2C6, 0x2DD),
    (0x2070, 0x2089),
    (0x2116, 0x2121),
    (0x2153, 0x215E),
    (0x2202, 0x2265),
)
_TEXT = {
    "text": "AtkinsonHyperlegible-Regular.ttf",
    "text-bold": "AtkinsonHyperlegible-Bold.ttf",
    "text-italic": "AtkinsonHyperlegible-Italic.ttf",
    "text-bold-italic": "AtkinsonHyperlegible-BoldItalic.ttf",
}
_HEADING = "BricolageGrotesque[opsz,wdth,wght].ttf"
# One optical size serves headings from 18 to 64 px; see docs/design.md.
_OPTICAL_SIZE = 32
_HEADING_WEIGHTS = (700, 600)
# Pages have one of them, the bold one.
_PAGE_WEIGHT = 700
_PACKAGES = {
    "fontpkg-atkinson-hyperlegible": "fontpkg_atkinson_hyperlegible",
    "fontpkg-bricolage-grotesque": "fontpkg_bricolage_grotesque",
}


def build(target: Path) -> list[Path]:
    """Write the faces for pages and for paper under ``target``; return all paths."""
    pages = target / "assets" / "core" / "fonts"
    paper = target / "fonts"
    stamp = paper / "made-from.txt"
    packages = " ".join(f"{name} {version(name)}" for name in _PACKAGES)
    made_from = f"{packages} at {_OPTICAL_SIZE}, {BASIC} and {FURTHER}"
    if not (stamp.exists() and stamp.read_text("utf-8") == made_from):
        shutil.rmtree(pages, ignore_errors=True)
        pages.mkdir(parents=True)
        paper.mkdir(parents=True, exist_ok=True)
        _make_text(pages, paper)
        _make_headings(pages, paper)
        _copy_licences(pages)
        stamp.write_text(made_from, "utf-8")
    return [*sorted(pages.glob("*.woff2")), *sorted(paper.glob("*.ttf"))]


def _make_text(pages: Path, paper: Path) -> None:
    folder = files("fontpkg_atkinson_hyperlegible") / "files"
    for name, file_name in _TEXT.items():
        source = Path(str(folder / file_name))
        shutil.copyfile(source, paper / file_name)
        _write_both(source, pages, name)


def _make_headings(pages: Path, paper: Path) -> None:
    source = Path(str(files("fontpkg_bricolage_grotesque") / "files" / _HEADING))
    for weight in _HEADING_WEIGHTS:
        font = instantiateVariableFont(
            TTFont(source),
            {"opsz": _OPTICAL_SIZE, "wdth": 100, "wght": weight},
            updateFontNames=False,
        )
        _name_weight(font, weight)
        made = paper / f"BricolageGrotesque-{weight}.ttf"
        font.save(made)
        if weight == _PAGE_WEIGHT:
            _write_both(made, pages, "heading")


def _name_weight(font: TTFont, weight: int) -> None:
    """Say the true family and weight, so that typesetting finds the face by them."""
    style = "Bold" if weight == _PAGE_WEIGHT else "SemiBold"
    font["OS/2"].usWeightClass = weight
    names = font["name"]
    for name_id, text in {
        1: "Bricolage Grotesque",
        2: style,
        16: "Bricolage Grotesque",
        17: style,
    }.items():
        names.setName(text, name_id, 3, 1, 0x409)
    names.setName(f"Bricolage Grotesque {style}", 4, 3, 1, 0x409)
    names.setName(f"BricolageGrotesque-{style}", 6, 3, 1, 0x409)


def _write_both(source: Path, pages: Path, name: str) -> None:
    _write_woff2(TTFont(source), pages / f"{name}.woff2", BASIC)
    _write_woff2(TTFont(source), pages / f"{name}-further.woff2", FURTHER)


def _write_woff2(font: TTFont, path: Path, ranges: Sequence[tuple[int, int]]) -> None:
    options = Options()
    options.flavor = "woff2"
    # Figures of one width; none of the alternates that nobody asks for.
    options.layout_features = [*options.layout_features, "tnum"]
    options.hinting = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for low, high in ranges for code in range(low, high + 1)])
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(path)


def _copy_licences(pages: Path) -> None:
    for name, package in _PACKAGES.items():
        for file in distribution(name).files or []:
            if file.name == "LICENSE" and file.parts[0] == package:
                shutil.copyfile(Path(str(file.locate())), pages / f"{package}-LICENSE.txt")


if __name__ == "__main__":
    for made in build(Path(sys.argv[1] if len(sys.argv) > 1 else "build")):
        sys.stdout.write(f"{made} {made.stat().st_size / 1024:.1f} kB\n")
