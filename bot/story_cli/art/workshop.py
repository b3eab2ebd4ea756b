"""The picture of the story that shows authors everything."""

from __future__ import annotations

import random

from bot.story_cli.art.act_one import stars
from bot.story_cli.art.canvas import Canvas, mixed
from bot.story_cli.art.palette import (
    ACCENT,
    BARK,
    CREAM,
    EMBER,
    INK,
    LAMP,
    MIST,
    NIGHT,
    SECOND,
    WOOD,
)


def workshop() -> Canvas:
    """A room under the roof: sheets on a line, an inkwell, a lamp."""
    canvas = Canvas("#2a2034", "#4d3a4c")
    canvas.area([(0, 0), (0, 420), (420, 0)], "#211929")
    canvas.area([(1280, 0), (1280, 420), (860, 0)], "#211929")
    for x, top in ((80, 340), (1200, 340), (300, 110), (980, 110)):
        canvas.line([(x, top), (x, 560)], "#352941", 6)
    canvas.oval((640, 150), 84, 84, BARK)
    canvas.oval((640, 150), 72, 72, "#232b4a")
    _sky(canvas)
    canvas.line([(640, 78), (640, 222)], BARK, 6)
    canvas.line([(568, 150), (712, 150)], BARK, 6)
    canvas.line([(150, 270), (640, 310), (1130, 262)], MIST, 3)
    _washing(canvas)
    canvas.box((0, 600, 1280, 720), mixed(WOOD, NIGHT, 0.45))
    canvas.box((330, 540, 960, 566), mixed(WOOD, CREAM, 0.15), 4)
    canvas.box((360, 566, 384, 700), WOOD)
    canvas.box((906, 566, 930, 700), WOOD)
    _on_the_table(canvas)
    return canvas


def _sky(canvas: Canvas) -> None:
    dice = random.Random(12)
    for _ in range(26):
        at = (640 + dice.uniform(-46, 46), 150 + dice.uniform(-46, 46))
        canvas.oval(at, 1.5, 1.5, CREAM)
    stars(canvas, 0, 1, 1)


def _washing(canvas: Canvas) -> None:
    dice = random.Random(5)
    for n in range(7):
        x = 210 + n * 142
        top = 276 + (30 - abs(n - 3) * 9)
        lean = dice.uniform(-12, 12)
        paper = mixed(CREAM, MIST, dice.uniform(0.05, 0.4))
        corners = [
            (x - 44, top),
            (x + 44, top),
            (x + 44 + lean, top + 128),
            (x - 44 + lean, top + 128),
        ]
        canvas.area(corners, paper)
        for row in range(5):
            y = top + 24 + row * 18
            canvas.line([(x - 30, y), (x + 28 - row * 4, y)], mixed(paper, INK, 0.4), 2)
        canvas.oval((x + 8, top + 104), 15, 13, "#2a2034")
        for side in (-30, 30):
            canvas.box((x + side - 4, top - 10, x + side + 4, top + 14), EMBER, 2)


def _on_the_table(canvas: Canvas) -> None:
    canvas.area([(520, 496), (580, 496), (592, 540), (508, 540)], SECOND)
    canvas.oval((550, 497), 30, 7, INK)
    canvas.line([(556, 492), (618, 410)], CREAM, 5)
    canvas.area([(600, 436), (636, 372), (620, 432)], CREAM)
    canvas.box((690, 498, 742, 540), ACCENT, 6)
    canvas.box((706, 470, 726, 500), WOOD, 6)
    canvas.area([(420, 540), (490, 540), (480, 528), (410, 530)], CREAM)
    canvas.oval((448, 534), 12, 4, INK)
    canvas.line([(850, 540), (850, 452), (800, 416)], INK, 6)
    canvas.area([(764, 436), (828, 430), (808, 398), (780, 400)], EMBER)
    canvas.glow((796, 440), 420, LAMP, 0.6)
    canvas.beam([(770, 436), (826, 432), (960, 560), (600, 560)], LAMP, 0.4, 14)
