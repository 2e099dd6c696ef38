"""Makes the faces at set-up: subset woff2 for pages and plain TTF for paper.

Run as ``python -m volteface.core.fonts [BUILD_DIR]``; a second run finds its work done.
"""

from __future__ import annotations

import shutil
import sys
from importlib.metadata import distribution, version
from importlib.resources import files
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

# Latin of Western and Central Europe, punctuation, arrows, fractions and money.
_RANGES = (
    (0x20, 0x7E),
    (0xA0, 0x17F),
    (0x218, 0x21B),
    (0x2C6, 0x2DD),
    (0x2010, 0x203A),
    (0x2070, 0x2089),
    (0x20AC, 0x20AC),
    (0x2116, 0x2122),
    (0x2153, 0x215E),
    (0x2190, 0x2193),
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
_HEADING_WEIGHTS = {"heading": 700, "heading-semibold": 600}
_PACKAGES = {
    "fontpkg-atkinson-hyperlegible": "fontpkg_atkinson_hyperlegible",
    "fontpkg-bricolage-grotesque": "fontpkg_bricolage_grotesque",
}


def build(target: Path) -> list[Path]:
    """Write the faces for pages and for paper under ``target``; return all paths."""
    pages = target / "assets" / "core" / "fonts"
    paper = target / "fonts"
    stamp = paper / "made-from.txt"
    made_from = f"{' '.join(f'{name} {version(name)}' for name in _PACKAGES)} at {_OPTICAL_SIZE}"
    if not (stamp.exists() and stamp.read_text("utf-8") == made_from):
        pages.mkdir(parents=True, exist_ok=True)
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
        _write_woff2(TTFont(source), pages / f"{name}.woff2")


def _make_headings(pages: Path, paper: Path) -> None:
    source = Path(str(files("fontpkg_bricolage_grotesque") / "files" / _HEADING))
    for name, weight in _HEADING_WEIGHTS.items():
        font = instantiateVariableFont(
            TTFont(source),
            {"opsz": _OPTICAL_SIZE, "wdth": 100, "wght": weight},
            updateFontNames=False,
        )
        _name_weight(font, weight)
        font.save(paper / f"BricolageGrotesque-{weight}.ttf")
        _write_woff2(font, pages / f"{name}.woff2")


def _name_weight(font: TTFont, weight: int) -> None:
    """Say the true family and weight, so that typesetting finds the face by them."""
    style = "Bold" if weight == _HEADING_WEIGHTS["heading"] else "SemiBold"
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


def _write_woff2(font: TTFont, path: Path) -> None:
    options = Options()
    options.flavor = "woff2"
    options.layout_features = ["*"]
    options.hinting = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for low, high in _RANGES for code in range(low, high + 1)])
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
