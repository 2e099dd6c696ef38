"""Draw load-slide.png, the slide that a question of the demo points at.

Run it by hand when the drawing should change: ``python make_picture.py``.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 800)
PAPER, INK, SOFT, WATER = "#fbfaf6", "#1c2030", "#e4e0d6", "#8fb8c9"


def draw_slide() -> Image.Image:
    """A pump with letters, and their meaning at the other end of the slide."""
    slide = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(slide)
    pen.rectangle((0, 0, SIZE[0] - 1, SIZE[1] - 1), outline=INK, width=4)
    _words(pen, (60, 50), "How a hand pump works", 56)
    _pump(pen)
    pen.rectangle((800, 170, 1130, 300), fill=SOFT)
    _words(pen, (830, 205), "force = pressure * area", 26)
    pen.rectangle((800, 560, 1130, 740), outline=INK, width=2)
    for line, text in enumerate(("A  outlet", "B  piston", "C  valve", "D  well")):
        _words(pen, (830, 575 + 38 * line), text, 28)
    return slide.quantize(32)


def _pump(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((260, 260, 420, 600), outline=INK, width=6)
    pen.rectangle((266, 440, 414, 594), fill=WATER)
    pen.rectangle((266, 400, 414, 440), fill=INK)
    pen.line((340, 400, 340, 200), fill=INK, width=8)
    pen.line((340, 200, 620, 150), fill=INK, width=10)
    pen.rectangle((420, 290, 560, 330), outline=INK, width=6)
    pen.line((290, 600, 390, 600), fill=PAPER, width=10)
    pen.line((290, 600, 340, 570), fill=INK, width=6)
    pen.rectangle((310, 603, 370, 740), outline=INK, width=6)
    pen.rectangle((120, 700, 560, 760), fill=WATER)
    for letter, place in {
        "A": (580, 290),
        "B": (190, 395),
        "C": (190, 570),
        "D": (580, 705),
    }.items():
        _words(pen, place, letter, 40)


def _words(pen: ImageDraw.ImageDraw, place: tuple[int, int], text: str, size: int) -> None:
    pen.text(place, text, fill=INK, font=ImageFont.load_default(size=size))


if __name__ == "__main__":
    draw_slide().save(Path(__file__).with_name("load-slide.png"), optimize=True)
