"""Act two, the hour that is taken: the yard, the clock, the stairs, the books."""

from __future__ import annotations

import math
import random

from bot.story_cli.art.act_one import moon, stars
from bot.story_cli.art.canvas import Canvas, Point, mixed
from bot.story_cli.art.palette import (
    ACCENT,
    BARK,
    BRICK,
    CREAM,
    DUSK,
    EMBER,
    GREEN,
    INK,
    LAMP,
    LEAF,
    MIST,
    MOON,
    MOSS,
    NIGHT,
    SECOND,
    SPRING,
    STONE,
    WOOD,
)
from bot.story_cli.art.people import diana, lucien, mote


def chapter_4() -> Canvas:
    """Spring, 1:59: the yard behind the house, a green baize door, a girl on the wall."""
    canvas = Canvas("#1c2433", "#51657a")
    stars(canvas, 90, 330, 4)
    moon(canvas, 250, 130, 52)
    canvas.box((560, 60, 1280, 640), mixed(BRICK, NIGHT, 0.35))
    for row in range(3):
        for x in (660, 1110):
            canvas.box((x - 36, 130 + row * 150, x + 36, 220 + row * 150), "#1d1a2a", 4)
    canvas.box((812, 318, 1010, 640), BARK, 8)
    canvas.box((828, 334, 994, 640), MOSS, 6)
    for x in (870, 952):
        for y in (390, 470, 550):
            canvas.oval((x, y), 5, 5, LAMP)
    canvas.oval((976, 492), 8, 8, LAMP)
    canvas.glow((976, 492), 50, LAMP, 0.6)
    canvas.beam([(828, 636), (994, 636), (1080, 700), (770, 700)], LAMP, 0.45, 12)
    canvas.box((0, 636, 1280, 720), "#26303a")
    _bins(canvas)
    _blossom_tree(canvas)
    canvas.box((360, 520, 566, 640), STONE)
    for row in range(4):
        canvas.line([(360, 550 + row * 30), (566, 550 + row * 30)], mixed(STONE, NIGHT, 0.3), 2)
    mote(canvas, (470, 566), 150)
    canvas.box((440, 520, 500, 570), STONE)
    return canvas


def _bins(canvas: Canvas) -> None:
    canvas.box((1110, 560, 1180, 660), "#3a4652", 6)
    canvas.box((1102, 548, 1188, 566), "#475462", 6)
    canvas.line([(600, 150), (600, 640)], "#1d1a2a", 8)


def _blossom_tree(canvas: Canvas) -> None:
    canvas.line([(150, 660), (166, 520), (150, 400)], BARK, 26)
    canvas.line([(160, 500), (240, 420), (290, 390)], BARK, 12)
    canvas.line([(156, 450), (80, 380), (40, 360)], BARK, 12)
    dice = random.Random(44)
    for _ in range(320):
        angle, far = dice.uniform(0, 2 * math.pi), dice.uniform(0, 1) ** 0.6
        at = (160 + math.cos(angle) * far * 190, 350 + math.sin(angle) * far * 110)
        size = dice.uniform(5, 13)
        canvas.oval(at, size, size * 0.85, mixed("#e9c6d3", "#8d7a9c", dice.uniform(0, 0.8)))
    for _ in range(40):
        at = (dice.uniform(20, 560), dice.uniform(470, 700))
        canvas.oval(at, 4, 2.5, mixed("#e9c6d3", DUSK, dice.uniform(0, 0.5)))


def chapter_5() -> Canvas:
    """A house under dust sheets, and a clock that has no hands."""
    canvas = Canvas("#231c2e", "#3a2f44")
    for x in range(0, 1280, 80):
        canvas.line([(x, 0), (x, 560)], "#2d2438", 3)
    canvas.box((0, 560, 1280, 720), mixed(WOOD, NIGHT, 0.5))
    for y in (600, 650, 705):
        canvas.line([(0, y), (1280, y)], mixed(WOOD, NIGHT, 0.65), 3)
    canvas.box((500, 90, 780, 564), BARK, 10)
    canvas.area([(486, 100), (794, 100), (640, 20)], BARK)
    canvas.box((524, 400, 756, 548), mixed(BARK, WOOD, 0.4), 6)
    canvas.line([(640, 410), (640, 500)], EMBER, 4)
    canvas.oval((640, 506), 22, 22, LAMP)
    _face_without_hands(canvas, (640, 240), 116)
    _draped(canvas, [(40, 560), (60, 400), (150, 360), (300, 372), (390, 450), (420, 560)])
    _draped(canvas, [(880, 560), (900, 330), (980, 290), (1160, 300), (1230, 400), (1250, 560)])
    _candle(canvas, (800, 640))
    canvas.glow((640, 240), 360, LAMP, 0.25)
    return canvas


def _face_without_hands(canvas: Canvas, middle: Point, radius: float) -> None:
    canvas.oval(middle, radius + 12, radius + 12, EMBER)
    canvas.oval(middle, radius, radius, CREAM)
    canvas.ring(middle, radius - 10, mixed(CREAM, WOOD, 0.4), 2)
    for hour in range(12):
        angle = hour * math.pi / 6
        inner, outer = radius - (34 if hour % 3 == 0 else 26), radius - 15
        points = [
            (middle[0] + math.sin(angle) * r, middle[1] - math.cos(angle) * r)
            for r in (inner, outer)
        ]
        canvas.line(points, INK, 7 if hour % 3 == 0 else 4)
    canvas.oval(middle, 7, 7, INK)


def _draped(canvas: Canvas, outline: list[Point]) -> None:
    cloth = "#8f87a3"
    canvas.area(outline, cloth)
    left, right = outline[0][0], outline[-1][0]
    peak = min(y for _, y in outline)
    for share in (0.18, 0.36, 0.55, 0.72, 0.88):
        x = left + (right - left) * share
        top = peak + 46 + abs(share - 0.5) * 130
        canvas.area(
            [(x - 4, top), (x + 4, top), (x + 20, 560), (x - 12, 560)], mixed(cloth, NIGHT, 0.28)
        )
    canvas.line([(left - 6, 562), (right + 6, 562)], mixed(cloth, CREAM, 0.2), 7)


def _candle(canvas: Canvas, foot: Point) -> None:
    x, y = foot
    canvas.oval((x, y), 46, 10, EMBER)
    canvas.box((x - 13, y - 92, x + 13, y - 4), CREAM, 4)
    canvas.oval((x, y - 110), 8, 18, LAMP)
    canvas.oval((x, y - 104), 4, 9, "#fff6df")
    canvas.glow((x, y - 108), 520, LAMP, 0.5)
    canvas.glow((x, y - 108), 110, LAMP, 0.9)


def chapter_6() -> Canvas:
    """Diana in the kitchen in March, and forty sheets of not knowing you."""
    canvas = Canvas("#3a2c3f", "#6a4a52")
    for row in range(12):
        for column in range(20):
            if (row + column) % 2:
                box = (column * 64, row * 46, column * 64 + 64, row * 46 + 46)
                canvas.box(box, "#403145")
    canvas.box((90, 70, 400, 380), BARK, 6)
    canvas.box((108, 88, 382, 362), "#93aab8", 3)
    canvas.oval((300, 190), 46, 46, "#e9eef2")
    canvas.glow((300, 190), 150, "#e9eef2", 0.5)
    canvas.line([(245, 88), (245, 362)], BARK, 8)
    canvas.line([(108, 225), (382, 225)], BARK, 8)
    canvas.beam([(110, 90), (380, 90), (980, 640), (420, 640)], "#cfe0ea", 0.24, 34)
    _shelf(canvas)
    canvas.line([(760, 0), (760, 84)], INK, 4)
    canvas.area([(712, 130), (808, 130), (782, 84), (738, 84)], EMBER)
    canvas.glow((760, 150), 420, LAMP, 0.5)
    diana(canvas, (640, 660), 420)
    canvas.box((330, 500, 1130, 530), mixed(WOOD, CREAM, 0.16), 6)
    canvas.box((330, 524, 1130, 720), mixed(WOOD, NIGHT, 0.18), 4)
    _sheets(canvas)
    _toast_and_glass(canvas)
    _leaf(canvas, (1190, 676), 22, 0.5, LEAF)
    return canvas


def _shelf(canvas: Canvas) -> None:
    canvas.box((880, 250, 1230, 266), WOOD, 3)
    jars = ((910, 60, CREAM), (968, 46, GREEN), (1034, 70, SECOND), (1100, 52, CREAM))
    for x, tall, colour in jars:
        canvas.box((x - 20, 250 - tall, x + 20, 250), mixed(colour, NIGHT, 0.2), 8)
    canvas.area([(1150, 250), (1216, 250), (1206, 196), (1160, 196)], mixed(ACCENT, NIGHT, 0.1))
    canvas.line([(1216, 216), (1238, 198)], mixed(ACCENT, NIGHT, 0.1), 9)


def _toast_and_glass(canvas: Canvas) -> None:
    canvas.oval((1000, 500), 74, 12, CREAM)
    canvas.box((958, 452, 1010, 496), EMBER, 12)
    canvas.box((964, 460, 1004, 492), mixed(EMBER, CREAM, 0.5), 9)
    canvas.area([(862, 430), (918, 430), (910, 502), (870, 502)], mixed(MOON, MIST, 0.15))
    canvas.area([(866, 456), (914, 456), (909, 499), (871, 499)], "#9fc0d0")
    canvas.glow((890, 470), 70, "#cfe0ea", 0.5)


def _sheets(canvas: Canvas) -> None:
    dice = random.Random(40)
    for n in range(22):
        x, y = 372 + n * 20 + dice.uniform(-8, 8), 496 + dice.uniform(-8, 6)
        _sheet(canvas, (x, y), dice.uniform(-0.25, 0.25), 34, 0.3, dice.uniform(0, 0.35))
    for n in range(9):
        at = (90 + n * 30 + dice.uniform(-16, 16), 600 + dice.uniform(0, 100))
        _sheet(canvas, at, dice.uniform(-0.6, 0.6), 30, 0.62, dice.uniform(0, 0.35))


def _sheet(canvas: Canvas, at: Point, turn: float, size: float, flat: float, worn: float) -> None:
    cos, sin = math.cos(turn), math.sin(turn)

    def placed(a: float, b: float) -> Point:
        return at[0] + size * (a * cos - b * flat * sin), at[1] + size * (a * sin + b * flat * cos)

    paper = mixed(CREAM, MIST, worn)
    canvas.area([placed(-1, -1), placed(1, -1), placed(1, 1), placed(-1, 1)], paper)
    for row in (-0.5, 0.0, 0.5):
        canvas.line([placed(-0.7, row), placed(0.5, row)], mixed(paper, INK, 0.45), 2)


def chapter_vip() -> Canvas:
    """The autumn that was kept: a library without its books, leaves on the floor."""
    canvas = Canvas("#2a1e2b", "#5a3b3a")
    for column in range(4):
        left = 30 + column * 315
        canvas.box((left, 40, left + 275, 560), BARK, 6)
        for row in range(4):
            top = 62 + row * 126
            canvas.box((left + 16, top, left + 259, top + 104), "#1f1723", 3)
            canvas.box((left + 16, top + 96, left + 259, top + 108), WOOD)
    canvas.box((740, 414, 776, 522), ACCENT, 2)
    canvas.line([(746, 440), (770, 440)], LAMP, 3)
    canvas.area([(690, 522), (716, 524), (738, 420), (714, 414)], GREEN)
    canvas.box((0, 560, 1280, 720), mixed(WOOD, NIGHT, 0.35))
    canvas.beam([(520, 0), (760, 0), (980, 640), (300, 640)], LAMP, 0.3, 40)
    canvas.area([(440, 640), (840, 640), (900, 690), (380, 690)], mixed(WOOD, CREAM, 0.1))
    _open_book(canvas)
    dice = random.Random(7)
    for _ in range(46):
        at = (dice.uniform(0, 1280), dice.uniform(575, 712))
        _leaf(
            canvas,
            at,
            dice.uniform(9, 17),
            dice.uniform(0, 6.3),
            dice.choice((LEAF, EMBER, LAMP, ACCENT)),
        )
    for _ in range(12):
        at = (dice.uniform(380, 900), dice.uniform(120, 520))
        _leaf(
            canvas, at, dice.uniform(8, 14), dice.uniform(0, 6.3), dice.choice((LEAF, EMBER, LAMP))
        )
    return canvas


def _leaf(canvas: Canvas, at: Point, size: float, turn: float, colour: str) -> None:
    cos, sin = math.cos(turn), math.sin(turn)
    shape = [(-1.0, 0.0), (-0.3, -0.45), (0.5, -0.35), (1.0, 0.0), (0.5, 0.35), (-0.3, 0.45)]
    points = [
        (at[0] + size * (a * cos - b * sin), at[1] + size * (a * sin + b * cos)) for a, b in shape
    ]
    canvas.area(points, colour)
    canvas.line([points[0], points[3]], mixed(colour, BARK, 0.5), 1.5)


def _open_book(canvas: Canvas) -> None:
    canvas.area([(500, 600), (638, 616), (638, 664), (470, 650)], CREAM)
    canvas.area([(780, 600), (642, 616), (642, 664), (810, 650)], mixed(CREAM, LAMP, 0.15))
    canvas.line([(640, 614), (640, 666)], WOOD, 4)
    for row in range(4):
        canvas.line(
            [(516 - row * 6, 612 + row * 11), (622, 624 + row * 11)], mixed(CREAM, INK, 0.5), 2
        )
    canvas.line([(700, 640), (764, 560)], INK, 6)
    canvas.glow((640, 620), 260, LAMP, 0.45)


def chapter_7() -> Canvas:
    """A father and a daughter on the two sides of one door: autumn here, spring there."""
    canvas = Canvas("#2b1f2c", "#4c3540")
    canvas.area([(650, 0), (1280, 0), (1280, 720), (650, 720)], "#2b3f44")
    for x in range(20, 620, 90):
        canvas.line([(x, 0), (x, 590)], "#332534", 26)
    for x in range(690, 1280, 90):
        canvas.line([(x, 0), (x, 590)], "#304a4c", 26)
    canvas.box((0, 590, 650, 720), mixed(WOOD, NIGHT, 0.35))
    canvas.box((650, 590, 1280, 720), "#2c4644")
    canvas.box((604, 40, 676, 720), BARK)
    canvas.box((618, 40, 640, 720), MOSS)
    canvas.box((640, 40, 662, 720), mixed(GREEN, SPRING, 0.3))
    canvas.oval((606, 380), 12, 12, LAMP)
    canvas.oval((674, 380), 12, 12, LAMP)
    canvas.glow((340, 330), 430, LAMP, 0.4)
    canvas.glow((960, 330), 430, SPRING, 0.4)
    lucien(canvas, (450, 640), 420, reach=(590, 362))
    mote(canvas, (790, 640), 240, reach=(688, 440))
    dice = random.Random(77)
    for _ in range(26):
        _leaf(
            canvas, (dice.uniform(20, 590), dice.uniform(600, 710)), 13, dice.uniform(0, 6), LEAF
        )
        at = (dice.uniform(690, 1260), dice.uniform(600, 710))
        canvas.oval(at, 6, 4, "#e9c6d3")
    canvas.glow((640, 380), 150, MOON, 0.35)
    return canvas
