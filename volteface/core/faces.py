"""The faces paper is set in: which characters they have, and how wide these are.

The two core faces hold Latin; the optional extra ``fonts`` adds other scripts and signs. What the
typesetter itself brings is counted where it is good enough to read (Greek, Cyrillic, mathematics).
"""

from __future__ import annotations

import importlib.util
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

# In the order in which they are asked for a character; what is not installed is passed over.
FAMILIES = (
    *("Atkinson Hyperlegible", "Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew"),
    *("Noto Sans Devanagari", "Noto Sans CJK JP", "Noto Sans Symbols", "Noto Emoji"),
)
_TEXT = ("fontpkg_atkinson_hyperlegible", "files/AtkinsonHyperlegible-Regular.ttf")
_BOLD = ("fontpkg_atkinson_hyperlegible", "files/AtkinsonHyperlegible-Bold.ttf")
_EXTRA = ("manimgx_fonts", "noto_cjk_sans_jp_regular")
# In the faces that come with the typesetter: Greek, Cyrillic, arrows, operators, shapes.
_EMBEDDED = (
    *((0x0370, 0x03FF), (0x0400, 0x045F), (0x2100, 0x214F), (0x2190, 0x22FF)),
    *((0x25A0, 0x25FF), (0x2713, 0x2717), (0x27E8, 0x27E9)),
)
_EMBEDDED_WIDTH, _UNKNOWN_WIDTH = 0.62, 1.0
# A heavier weight of a face that is measured in its regular one.
_BOLDER = 1.07


@dataclass(frozen=True, slots=True)
class _Face:
    units: int
    widths: dict[int, int]

    def width(self, code: int) -> float | None:
        units = self.widths.get(code)
        return None if units is None else units / self.units


def extra_folders() -> list[str]:
    """The folders of the optional faces that are installed."""
    found = (importlib.util.find_spec(name) for name in _EXTRA)
    return [str(Path(spec.origin).parent) for spec in found if spec is not None and spec.origin]


@lru_cache(maxsize=20_000)
def width(sign: str, *, bold: bool = False) -> float:
    """How far a character moves the pen, as a part of the text's size."""
    code = ord(sign)
    if _unseen(sign):
        return 0.0
    first = _face(*(_BOLD if bold else _TEXT)).width(code)
    if first is not None:
        return first
    for path in _extra_files():
        found = _file(path).width(code)
        if found is not None:
            return found * (_BOLDER if bold else 1.0)
    return _EMBEDDED_WIDTH if _embedded(code) else _UNKNOWN_WIDTH


def text_width(text: str, *, bold: bool = False) -> float:
    """How wide a stretch of text is, as a multiple of its size; kerning is left aside."""
    return sum(width(sign, bold=bold) for sign in text)


def missing(text: str) -> str:
    """The characters of ``text`` that no installed face has, each once, in order."""
    return "".join(dict.fromkeys(sign for sign in text if not _printable(sign)))


@lru_cache(maxsize=20_000)
def _printable(sign: str) -> bool:
    code = ord(sign)
    if _unseen(sign) or sign.isspace() or _embedded(code):
        return True
    if _face(*_TEXT).width(code) is not None:
        return True
    return any(_file(path).width(code) is not None for path in _extra_files())


def _unseen(sign: str) -> bool:
    # Marks that join, direct or choose a form have no width of their own.
    return unicodedata.category(sign) in {"Cf", "Cc", "Mn"} or 0xFE00 <= ord(sign) <= 0xFE0F  # noqa: PLR2004 - variation selectors


def _embedded(code: int) -> bool:
    return any(low <= code <= high for low, high in _EMBEDDED)


@lru_cache(maxsize=1)
def _extra_files() -> tuple[str, ...]:
    """Noto Sans first, the large ones last: they are read only when nothing else has a sign."""
    files = [
        path
        for folder in extra_folders()
        for path in Path(folder).iterdir()
        if path.suffix in {".ttf", ".otf"} and "Italic" not in path.name
    ]
    ordered = sorted(files, key=lambda path: (path.suffix, "Emoji" in path.name, len(path.name)))
    return tuple(map(str, sorted(ordered, key=lambda path: path.suffix == ".otf")))


def _face(package: str, name: str) -> _Face:
    spec = importlib.util.find_spec(package)
    folder = Path(spec.origin).parent if spec is not None and spec.origin else Path()
    return _file(str(folder / name))


@lru_cache(maxsize=64)
def _file(path: str) -> _Face:
    with TTFont(path, lazy=True) as font:
        advances = font["hmtx"].metrics
        widths = {code: advances[glyph][0] for code, glyph in font.getBestCmap().items()}
        return _Face(units=font["head"].unitsPerEm, widths=widths)
