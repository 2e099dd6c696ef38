"""Draws ``spacing.webm``, the course's one-minute film on forgetting and spacing.

Run ``python -m volteface.web.demo.course.make_video``; it needs Pillow and the ``ffmpeg`` program.
"""

from __future__ import annotations

import math
import shutil
import subprocess  # ffmpeg is a program
import sys
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT, SCALE, RATE, SECONDS = 640, 360, 3, 24, 64
PAPER, INK, MUTED, LINE, ACCENT = (
    (251, 250, 246),
    (28, 32, 48),
    (91, 97, 114),
    (228, 224, 214),
    (194, 55, 29),
)
WHITE = (255, 255, 255)
# The plot: fourteen days from left to right, recall from bottom to top.
LEFT, RIGHT, TOP, BOTTOM, DAYS = 150, 560, 100, 248, 14
REVIEWS = (1.0, 4.0, 9.0)
# Days until about a third is left, after the lesson and after each spaced review. Drawn, not data.
STAY = (2.6, 5.5, 10.0, 19.0)
STAY_CRAMMED = 3.6
FLOOR = 0.08

Point = tuple[float, float]
Colour = tuple[int, int, int]


def recall(days: float, stay: float) -> float:
    """How much could be recalled so many days after the last look, in the drawing."""
    return FLOOR + (1 - FLOOR) * math.exp(-days / stay)


def ease(moment: float, start: float, end: float) -> float:
    """Progress from 0 to 1 between two moments, slow at both ends."""
    share = min(1.0, max(0.0, (moment - start) / (end - start)))
    return share * share * (3 - 2 * share)


def window(moment: float, start: float, end: float, fade: float = 0.6) -> float:
    """How visible something is that appears at ``start`` and is gone at ``end``."""
    return ease(moment, start, start + fade) * (1 - ease(moment, end - fade, end))


def blend(colour: Colour, visible: float, ground: Colour = PAPER) -> Colour:
    """The colour as it looks when only partly visible on the ground."""
    red, green, blue = (
        round(below + (above - below) * visible)
        for above, below in zip(colour, ground, strict=True)
    )
    return red, green, blue


def place(day: float, level: float) -> Point:
    """Where a day and a level of recall are in the plot."""
    return LEFT + (RIGHT - LEFT) * day / DAYS, BOTTOM - (BOTTOM - TOP) * level


@cache
def face(name: str, size: int) -> ImageFont.FreeTypeFont:
    """A typeface by its role: ``text``, ``strong`` or ``display``."""
    family, file = {
        "text": ("atkinson_hyperlegible", "AtkinsonHyperlegible-Regular.ttf"),
        "strong": ("atkinson_hyperlegible", "AtkinsonHyperlegible-Bold.ttf"),
        "display": ("bricolage_grotesque", "BricolageGrotesque[opsz,wdth,wght].ttf"),
    }[name]
    font = ImageFont.truetype(str(files(f"fontpkg_{family}") / "files" / file), size * SCALE)
    if name == "display":
        font.set_variation_by_axes([min(96, max(12, size)), 700, 100])
    return font


@dataclass(frozen=True, slots=True)
class Sheet:
    """A frame being drawn, in the units of the finished film."""

    pen: ImageDraw.ImageDraw

    def text(
        self,
        at: Point,
        words: str,
        *,
        size: int = 15,
        role: str = "text",
        colour: Colour = INK,
        visible: float = 1.0,
        anchor: str = "ls",
    ) -> None:
        """Write words with their anchor at a point."""
        if visible > 0:
            where = (at[0] * SCALE, at[1] * SCALE)
            fill = blend(colour, visible)
            self.pen.text(where, words, font=face(role, size), fill=fill, anchor=anchor)

    def line(self, points: list[Point], colour: Colour, thick: float = 1.0) -> None:
        """Draw a line with round ends and joints."""
        if len(points) > 1:
            scaled = [(x * SCALE, y * SCALE) for x, y in points]
            self.pen.line(scaled, fill=colour, width=round(thick * SCALE), joint="curve")
            for end in (points[0], points[-1]):
                self.dot(end, thick / 2, colour)

    def dashes(self, start: Point, end: Point, colour: Colour) -> None:
        """Draw a thin dashed line."""
        length = math.dist(start, end)
        for done in range(0, int(length), 7):
            shares = (done / length, min(1.0, (done + 3) / length))
            points = [
                (start[0] + (end[0] - start[0]) * s, start[1] + (end[1] - start[1]) * s)
                for s in shares
            ]
            self.line(points, colour)

    def dot(self, at: Point, radius: float, colour: Colour, rim: Colour | None = None) -> None:
        """Draw a filled disc, with a rim if it has another colour."""
        box = [(c + s * radius) * SCALE for s in (-1, 1) for c in at]
        self.pen.ellipse(box, fill=colour, outline=rim, width=2 * SCALE if rim else 0)

    def card(self, centre: Point, *, turn: float, visible: float) -> None:
        """Draw the card that turns from question (0) to answer (1) to question (2)."""
        width, height = 52 * abs(math.cos(math.pi * turn)), 68
        answered = 1 / 2 < turn < 3 / 2
        if visible <= 0 or width < 1:
            return
        half = (width / 2, height / 2)
        box = [(c + s * h) * SCALE for s in (-1, 1) for c, h in zip(centre, half, strict=True)]
        fill, rim = (ACCENT, ACCENT) if answered else (WHITE, INK)
        self.pen.rounded_rectangle(
            box,
            radius=min(8.0, width / 3) * SCALE,
            fill=blend(fill, visible),
            outline=blend(rim, visible),
            width=round(1.5 * SCALE),
        )
        squeezed = width / 52
        if answered:
            tick = [(-11.0, 1.0), (-3.0, 9.0), (12.0, -9.0)]
            points = [(centre[0] + x * squeezed, centre[1] + y) for x, y in tick]
            self.line(points, blend(WHITE, visible, blend(ACCENT, visible)), 3.5)
        elif squeezed > 0.75:
            middle = (centre[0], centre[1] + 1)
            self.text(middle, "?", size=34, role="display", visible=visible, anchor="mm")


def curve(until: float, reviews: tuple[float, ...], stay: tuple[float, ...]) -> list[Point]:
    """The line of recall up to a day, lifted to the top at each review."""
    points: list[Point] = []
    starts = (0.0, *reviews)
    for number, start in enumerate(starts):
        end = min(until, starts[number + 1] if number + 1 < len(starts) else DAYS)
        steps = max(1, int((end - start) * 12))
        points += [
            place(
                start + (end - start) * i / steps, recall((end - start) * i / steps, stay[number])
            )
            for i in range(steps + 1)
            if end >= start
        ]
    return points


def draw_title(sheet: Sheet, moment: float) -> None:
    """Open with the title and a rule that grows under it."""
    visible = window(moment, 0.2, 5.4)
    sheet.text((72, 158), "Two weeks", size=60, role="display", visible=visible)
    sheet.text((72, 216), "in one minute", size=60, role="display", visible=visible)
    if visible > 0:
        end = 74 + 80 * ease(moment, 1.0, 2.4)
        sheet.line([(74, 242), (end, 242)], blend(ACCENT, visible), 4)


def draw_axes(sheet: Sheet, moment: float, visible: float) -> None:
    """Draw the days, the two ends of the scale and the exam."""
    if visible <= 0:
        return
    end = LEFT + (RIGHT - LEFT) * ease(moment, 5.4, 7.2)
    sheet.line([(LEFT, BOTTOM), (end, BOTTOM)], blend(INK, visible), 1.5)
    for day in range(DAYS + 1):
        x, _ = place(day, 0)
        if x <= end:
            tall = 6 if day % 7 == 0 else 3
            sheet.line([(x, BOTTOM), (x, BOTTOM + tall)], blend(INK, visible), 1)
    shown = visible * ease(moment, 6.4, 7.4)
    between = shown * (1 - 0.5 * window(moment, 33, 60))
    for day, words, seen in ((7, "day 7", between), (14, "day 14", shown)):
        sheet.text((place(day, 0)[0], 270), words, colour=MUTED, visible=seen, anchor="ms")
    sheet.text((LEFT + 4, 270), "lesson", colour=MUTED, visible=shown, anchor="rs")
    for level, words in ((1.0, "all of it"), (0.0, "nothing")):
        _, y = place(0, level)
        sheet.text((LEFT - 16, y), words, colour=MUTED, visible=shown, anchor="rm")


def draw_headline(sheet: Sheet, moment: float) -> None:
    """Name what is being drawn, one short line at a time."""
    for start, end, words in (
        (6.2, 15.8, "What you could still recall"),
        (16.0, 25.2, "Four looks in one evening"),
        (25.4, 42.2, "Four looks, spread out"),
        (42.4, 50.6, "Same effort, other days"),
    ):
        visible = window(moment, start, end, 0.5)
        sheet.text((LEFT - 2, 50), words, size=26, role="display", visible=visible)
    shown = window(moment, 7.4, 50.6)
    sheet.text(
        (RIGHT + 4, 292), "a drawing, not data", size=12, colour=MUTED, visible=shown, anchor="rs"
    )


def draw_forgetting(sheet: Sheet, moment: float) -> None:
    """Let one look fade over fourteen days."""
    visible = window(moment, 7.6, 25.4)
    if visible <= 0:
        return
    day = DAYS * ease(moment, 8.0, 13.6)
    strength = 1 - 0.65 * ease(moment, 15.4, 16.4)
    points = curve(day, (), STAY)
    sheet.line(points, blend(INK, visible * strength), 3)
    sheet.dot(points[-1], 6, blend(INK, visible * strength))
    sheet.text(
        (place(14, 0)[0] + 14, points[-1][1]),
        "one look",
        colour=MUTED,
        visible=window(moment, 13.4, 16.4),
        anchor="lm",
    )


def draw_cramming(sheet: Sheet, moment: float) -> None:
    """Stack four looks on one evening and let them fade as well."""
    visible = window(moment, 16.4, 25.4) + window(moment, 42.4, 50.8)
    if visible <= 0:
        return
    late = moment > 42
    day = DAYS if late else DAYS * ease(moment, 18.6, 23.4)
    points = curve(day, (), (STAY_CRAMMED,))
    sheet.line(points, blend(INK, visible), 3)
    for number in range(4):
        appears = (
            visible if late else visible * ease(moment, 16.6 + number * 0.4, 17 + number * 0.4)
        )
        x, y = place(0, 1)
        if appears > 0:
            sheet.dot((x, y - 10 * number), 4, blend(INK, appears))
    sheet.dot(points[-1], 6, blend(INK, visible))


def spaced_day(moment: float) -> tuple[float, int, float]:
    """The day reached, the reviews done and the card's turn (2 when it is back)."""
    legs = (
        (25.8, 27.4, 0.0, 1.0),
        (28.8, 31.4, 1.0, 4.0),
        (32.8, 35.8, 4.0, 9.0),
        (37.2, 40.2, 9.0, 14.0),
    )
    for number, (start, end, first, last) in enumerate(legs):
        if moment < end:
            turned = ease(moment, start - 0.9, start - 0.4) if number else 0.0
            turned += ease(moment, start + 0.7, start + 1.2) if number else 0.0
            return first + (last - first) * ease(moment, start, end), number, turned
    return DAYS, len(REVIEWS), 1.0


def draw_spacing(sheet: Sheet, moment: float) -> None:
    """Let the line fade, turn a card, lift the line, three times."""
    visible = window(moment, 25.4, 50.8)
    if visible <= 0:
        return
    day, done, turn = spaced_day(moment)
    turned = min(1.0, turn)
    points = curve(day, REVIEWS[: done if day > 0 else 0], STAY)
    if done and math.isclose(day, REVIEWS[done - 1]):
        before = recall(day - (0.0, *REVIEWS)[done - 1], STAY[done - 1])
        points = curve(day, REVIEWS[: done - 1], STAY)
        points.append(place(day, before + (1 - before) * turned))
    stays = zip(REVIEWS[:done], (0.0, *REVIEWS), STAY, strict=False)
    for review, last, stay in stays:
        low = place(review, recall(review - last, stay))
        sheet.dashes((low[0], BOTTOM), low, blend(LINE, visible))
    sheet.line(points, blend(ACCENT, visible), 3)
    for number, review in enumerate(REVIEWS[:done]):
        x, _ = place(review, 0)
        appears = visible * (turned if number == done - 1 else 1)
        sheet.dot(place(review, 1), 5, blend(ACCENT, appears))
        sheet.text(
            (x + (4 if review == 1 else 0), 270),
            f"day {review:.0f}",
            role="strong",
            colour=ACCENT,
            visible=appears,
            anchor="ms",
        )
    sheet.dot(points[-1], 6, blend(ACCENT, visible))
    sheet.card((72, 174), turn=turn, visible=visible * window(moment, 25.4, 42.2))


def draw_comparison(sheet: Sheet, moment: float) -> None:
    """Label both lines where they end."""
    shown = window(moment, 43.2, 50.6)
    ends = (
        (recall(DAYS - REVIEWS[-1], STAY[-1]), "spread", ACCENT),
        (recall(DAYS, STAY_CRAMMED), "one go", INK),
    )
    for level, words, colour in ends:
        at = (RIGHT + 14, place(DAYS, level)[1])
        sheet.text(at, words, role="strong", colour=colour, visible=shown, anchor="lm")


def draw_rule(sheet: Sheet, moment: float) -> None:
    """Close with the two gaps that were measured, to scale within each row."""
    visible = window(moment, 50.8, 59.8)
    if visible <= 0:
        return
    sheet.text((72, 66), "How wide a gap?", size=32, role="display", visible=visible)
    rows = (
        (118, "test in 1 week", 0.20, 0.40, "20–40 %", "about 1½ to 3 days"),
        (196, "test in 1 year", 0.05, 0.10, "5–10 %", "about 3 to 5 weeks"),
    )
    for number, (y, when, low, high, share, words) in enumerate(rows):
        shown = visible * ease(moment, 51.8 + number * 1.8, 52.6 + number * 1.8)
        grown = ease(moment, 52.2 + number * 1.8, 53.6 + number * 1.8)
        begin, wide = 200, 368
        sheet.text((72, y + 5), when, role="strong", visible=shown)
        sheet.line([(begin, y), (begin + wide, y)], blend(LINE, shown), 10)
        low_x, high_x = begin + wide * low, begin + wide * (low + (high - low) * grown)
        if shown > 0:
            sheet.line([(low_x, y), (high_x, y)], blend(ACCENT, shown), 10)
        sheet.text((begin - 4, y + 32), share, role="strong", colour=ACCENT, visible=shown)
        sheet.text((begin + 72, y + 32), words, visible=shown)
    sheet.text(
        (72, 284),
        "Cepeda et al. 2008",
        size=13,
        colour=MUTED,
        visible=visible * ease(moment, 55.6, 56.4),
    )


def draw_close(sheet: Sheet, moment: float) -> None:
    """End on the three things to do, while the card turns once more."""
    for number, words in enumerate(("Recall.", "Wait.", "Recall again.")):
        start = 60 + number * 0.7
        sheet.text(
            (172, 126 + number * 54),
            words,
            size=46,
            role="display",
            visible=ease(moment, start, start + 0.5),
        )
    turned = ease(moment, 61.4, 61.9)
    sheet.card((102, 162), turn=turned, visible=ease(moment, 60, 60.5))


def frame(moment: float) -> Image.Image:
    """Draw the whole picture at one moment."""
    picture = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), PAPER)
    sheet = Sheet(ImageDraw.Draw(picture))
    draw_title(sheet, moment)
    draw_axes(sheet, moment, window(moment, 5.4, 50.8))
    draw_headline(sheet, moment)
    draw_forgetting(sheet, moment)
    draw_cramming(sheet, moment)
    draw_spacing(sheet, moment)
    draw_comparison(sheet, moment)
    draw_rule(sheet, moment)
    draw_close(sheet, moment)
    return picture.reduce(SCALE)


def encode(target: Path) -> None:
    """Send every frame to ffmpeg, which writes a WebM film without sound."""
    program = shutil.which("ffmpeg")
    if program is None:
        sys.exit("ffmpeg is missing: install it, then run this again.")
    source = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{WIDTH}x{HEIGHT}", "-r", str(RATE)]
    codec = ["-c:v", "libvpx-vp9", "-crf", "30", "-b:v", "0", "-g", "120", "-row-mt", "1"]
    looks = ["-pix_fmt", "yuv420p", "-deadline", "good", "-cpu-used", "3", "-an"]
    command = [program, "-v", "error", "-y", *source, "-i", "-", *codec, *looks, str(target)]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:  # noqa: S603 - fixed words
        if process.stdin is not None:
            for number in range(RATE * SECONDS):
                process.stdin.write(frame(number / RATE).tobytes())
            process.stdin.close()
    if process.returncode:
        sys.exit("ffmpeg could not write the film; its message is above.")


if __name__ == "__main__":
    encode(Path(__file__).with_name("spacing.webm"))
