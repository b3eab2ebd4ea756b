"""Five weeks of a streak as a picture: what kept each day, told by shape and by colour."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from bot.ui.charts import ACCENT, INK, PAPER
from bot.ui.png import png

DAYS_A_ROW = 7
CELL, GAP, EDGE = 116, 14, 44
HEADER, WEEKDAYS, LEGEND = 120, 46, 84
WIDTH = 2 * EDGE + DAYS_A_ROW * CELL + (DAYS_A_ROW - 1) * GAP
RADIUS, MARK = 24, 26
COLOURS = 64
COLD, THREAD, BLANK, FAINT = "#3b7ea1", "#d08a2e", "#ece4df", "#a99fa6"

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Cell:
    """One day. `kind`: action, freeze, repair, missed, or ahead for what is yet to come."""

    day: date
    kind: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """Whole weeks, Monday first. Words come from the catalogue; equal ones look the same."""

    title: str
    subtitle: str
    weekdays: tuple[str, ...]
    cells: tuple[Cell, ...]
    today: date
    legend: tuple[tuple[str, str], ...]
    """Kinds and their words."""

    def draw(self) -> bytes:
        """A PNG. Takes a hundredth of a second: call it off the loop."""
        rows = -(-len(self.cells) // DAYS_A_ROW)
        height = EDGE + HEADER + WEEKDAYS + rows * (CELL + GAP) + LEGEND
        image = Image.new("RGB", (WIDTH, height), PAPER)
        pen = ImageDraw.Draw(image)
        pen.text((EDGE, EDGE - 8), self.title, INK, _font(56))
        pen.text((EDGE, EDGE + 62), self.subtitle, FAINT, _font(30))
        top = EDGE + HEADER
        for column, name in enumerate(self.weekdays):
            pen.text((_left(column) + CELL / 2, top), name, FAINT, _font(28), anchor="ma")
        for index, cell in enumerate(self.cells):
            row, column = divmod(index, DAYS_A_ROW)
            corner = (_left(column), top + WEEKDAYS + row * (CELL + GAP))
            _draw_cell(pen, corner, cell, is_today=cell.day == self.today)
        self._draw_legend(pen, height - LEGEND + 14)
        return png(image, COLOURS)

    def _draw_legend(self, pen: ImageDraw.ImageDraw, top: float) -> None:
        x: float = EDGE
        for kind, words in self.legend:
            box = (x, top, x + 36, top + 36)
            pen.rounded_rectangle(box, 9, fill=_FILLS[kind])
            if kind in _MARKS:
                _MARKS[kind](pen, (x + 18, top + 18), 10)
            pen.text((x + 48, top + 18), words, INK, _font(28), anchor="lm")
            x += 48 + pen.textlength(words, _font(28)) + 40


def _draw_cell(pen: ImageDraw.ImageDraw, corner: Point, cell: Cell, *, is_today: bool) -> None:
    x, y = corner
    box = (x, y, x + CELL, y + CELL)
    pen.rounded_rectangle(box, RADIUS, fill=_FILLS[cell.kind])
    if is_today:
        pen.rounded_rectangle(box, RADIUS, outline=INK, width=5)
    is_lit = cell.kind in _MARKS
    number = (x + 16, y + 10) if is_lit else (x + CELL / 2, y + CELL / 2)
    pen.text(
        number,
        str(cell.day.day),
        PAPER if is_lit else FAINT,
        _font(30),
        anchor="la" if is_lit else "mm",
    )
    if is_lit:
        _MARKS[cell.kind](pen, (x + CELL / 2 + 6, y + CELL / 2 + 14), MARK)


def _check(pen: ImageDraw.ImageDraw, at: Point, size: float) -> None:
    x, y = at
    bend = (x - size * 0.25, y + size * 0.6)
    points = [(x - size * 0.9, y), bend, (x + size, y - size * 0.75)]
    pen.line(points, fill=PAPER, width=max(4, round(size / 3)), joint="curve")


def _flake(pen: ImageDraw.ImageDraw, at: Point, size: float) -> None:
    x, y = at
    for dx, dy in ((1.0, 0.0), (0.5, 0.87), (-0.5, 0.87)):
        ends = (x - dx * size, y - dy * size, x + dx * size, y + dy * size)
        pen.line(ends, fill=PAPER, width=max(3, round(size / 4)))


def _stitch(pen: ImageDraw.ImageDraw, at: Point, size: float) -> None:
    x, y = at
    width = max(3, round(size / 4))
    pen.line((x - size, y, x + size, y), fill=PAPER, width=width)
    for step in (-0.6, 0.0, 0.6):
        ends = (x + step * size, y - size * 0.5, x + step * size, y + size * 0.5)
        pen.line(ends, fill=PAPER, width=width)


_MARKS: Mapping[str, Callable[[ImageDraw.ImageDraw, Point, float], None]] = {
    "action": _check,
    "freeze": _flake,
    "repair": _stitch,
}
_FILLS = {"action": ACCENT, "freeze": COLD, "repair": THREAD, "missed": BLANK, "ahead": PAPER}


def _left(column: int) -> float:
    return EDGE + column * (CELL + GAP)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    """A face with the letters of both languages. It comes with matplotlib, not imported here."""
    found = find_spec("matplotlib")
    if found is None or found.origin is None:
        raise LookupError("matplotlib is not installed")
    fonts = Path(found.origin).parent / "mpl-data" / "fonts" / "ttf"
    return ImageFont.truetype(fonts / "DejaVuSans.ttf", size)
