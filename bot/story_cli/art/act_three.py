"""Act three, the last one: the city, the packed house, the open door."""

from __future__ import annotations

import math
import random

from bot.story_cli.art.act_one import lit_window, moon, stars
from bot.story_cli.art.canvas import WIDTH, Canvas, Point, mixed
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
    MIST,
    NIGHT,
    SECOND,
    STONE,
    WOOD,
)
from bot.story_cli.art.people import diana, lucien, mote, shadow


def chapter_8() -> Canvas:
    """The year outside: a wall with a notice, and above the roofs everybody who may come."""
    canvas = Canvas("#2a2440", "#b0645a")
    stars(canvas, 60, 200, 8)
    dice = random.Random(88)
    left = -20.0
    while left < WIDTH:
        across, tall = dice.uniform(90, 170), dice.uniform(150, 330)
        _block(canvas, (left, 560 - tall), across, dice)
        left += across + 6
    canvas.line([(1004, 330), (1024, 70), (1044, 330)], INK, 4)
    for y in (130, 190, 250):
        canvas.line([(1020 - (y - 70) * 0.07, y), (1028 + (y - 70) * 0.07, y)], INK, 3)
    canvas.oval((1024, 66), 6, 6, ACCENT)
    canvas.glow((1024, 66), 120, ACCENT, 0.9)
    for radius in (46, 84, 122):
        canvas.arc((1024, 66), radius, (20, 160), mixed(ACCENT, DUSK, radius / 180), 3)
    canvas.box((0, 540, 1280, 720), STONE)
    for row in range(6):
        y = 548 + row * 30
        canvas.line([(0, y), (1280, y)], mixed(STONE, NIGHT, 0.3), 2)
        for column in range(18):
            x = column * 76 + (row % 2) * 38
            canvas.line([(x, y), (x, y + 30)], mixed(STONE, NIGHT, 0.3), 2)
    _notice(canvas)
    canvas.box((150, 566, 176, 640), GREEN, 3)
    canvas.box((126, 590, 200, 616), GREEN, 3)
    canvas.glow((163, 603), 190, GREEN, 0.7)
    shadow(canvas, (800, 716), 200)
    return canvas


def _block(canvas: Canvas, corner: Point, across: float, dice: random.Random) -> None:
    left, top = corner
    wall = mixed("#2a2238", "#4b3550", dice.uniform(0, 1))
    canvas.box((left, top, left + across, 560), wall)
    for row in range(int((560 - top) // 44)):
        for column in range(int(across // 34)):
            x, y = left + 12 + column * 34, top + 16 + row * 44
            dark = mixed(wall, NIGHT, 0.4)
            light = dice.choices((LAMP, dark), weights=(2, 7))[0]
            canvas.box((x, y, x + 14, y + 22), light, 2)


def _notice(canvas: Canvas) -> None:
    canvas.area([(520, 556), (690, 550), (696, 690), (526, 696)], CREAM)
    canvas.oval((606, 562), 6, 6, ACCENT)
    for row, length in enumerate((120, 104, 128, 88, 60)):
        y = 588 + row * 18
        canvas.line([(544, y), (544 + length, y - 3)], mixed(CREAM, INK, 0.6), 4)
    canvas.ring((656, 668), 16, ACCENT, 3)
    canvas.line([(656, 668), (656, 658)], ACCENT, 2)
    canvas.line([(656, 668), (663, 671)], ACCENT, 2)


def chapter_9() -> Canvas:
    """The house, packed; the window on the landing; five minutes."""
    canvas = Canvas("#1f1a2c", "#41344f")
    for x in range(40, 1280, 110):
        canvas.box((x, 0, x + 4, 560), "#292238")
    canvas.box((430, 40, 850, 430), BARK, 200)
    canvas.box((450, 60, 830, 430), "#2f3f63", 180)
    stars_in = random.Random(9)
    for _ in range(70):
        at = (stars_in.uniform(480, 800), stars_in.uniform(90, 410))
        canvas.oval(at, 1.3, 1.3, CREAM)
    moon(canvas, 720, 170, 40)
    canvas.line([(640, 50), (640, 430)], BARK, 10)
    canvas.line([(450, 250), (830, 250)], BARK, 10)
    canvas.box((410, 426, 870, 446), WOOD, 4)
    canvas.box((0, 560, 1280, 720), mixed(WOOD, NIGHT, 0.45))
    canvas.beam([(470, 446), (810, 446), (980, 720), (300, 720)], "#9fb4e0", 0.3, 26)
    _crates(canvas)
    diana(canvas, (560, 650), 250)
    lucien(canvas, (730, 655), 262)
    canvas.oval((792, 520), 12, 16, CREAM)
    canvas.glow((792, 520), 220, LAMP, 0.55)
    _pale_places(canvas)
    return canvas


def _pale_places(canvas: Canvas) -> None:
    """Where pictures hung."""
    for box in (
        (90, 120, 240, 320),
        (270, 180, 370, 310),
        (930, 140, 1060, 300),
        (1090, 110, 1220, 330),
    ):
        canvas.box(box, mixed("#41344f", MIST, 0.25), 2)


def _crates(canvas: Canvas) -> None:
    for left, top, right, bottom in (
        (40, 480, 260, 650),
        (90, 380, 230, 482),
        (1010, 500, 1240, 660),
        (1050, 400, 1190, 502),
        (300, 570, 420, 670),
    ):
        canvas.box((left, top, right, bottom), WOOD, 4)
        canvas.box((left, top, right, top + 16), mixed(WOOD, CREAM, 0.15), 4)
        canvas.line([(left + 8, bottom - 8), (right - 8, top + 22)], mixed(WOOD, NIGHT, 0.4), 5)
        canvas.line([((left + right) / 2, top), ((left + right) / 2, bottom)], EMBER, 5)
    canvas.oval((160, 350), 54, 30, "#8f87a3")
    canvas.box((1085, 352, 1155, 402), BARK, 4)
    canvas.line([(1120, 356), (1120, 398)], LAMP, 3)


def chapter_10_hall() -> Canvas:
    """Five minutes to three: the door is open, and it is still the night out there."""
    canvas = Canvas("#241a29", "#34242f")
    canvas.box((0, 600, 1280, 720), mixed(WOOD, NIGHT, 0.5))
    canvas.box((420, 40, 860, 620), BARK, 10)
    canvas.box((440, 60, 840, 612), "#1d2238")
    dice = random.Random(255)
    for _ in range(70):
        at = (dice.uniform(446, 834), dice.uniform(66, 380))
        canvas.oval(at, 1.3, 1.3, CREAM)
    for left, top, right in ((440, 380, 540), (540, 430, 640), (640, 400, 730), (730, 360, 840)):
        canvas.box((left, top, right, 560), "#262a44")
    canvas.box((560, 470, 576, 492), LAMP, 2)
    canvas.box((440, 560, 840, 612), "#2d2c40")
    _leaf_of_the_door(canvas)
    _tall_clock(canvas, minute_hand=(1034, 194), hour_hand=(1084, 227))
    canvas.oval((930, 330), 14, 18, CREAM)
    canvas.line([(930, 348), (930, 600)], INK, 6)
    canvas.glow((930, 330), 460, LAMP, 0.6)
    canvas.beam([(440, 612), (840, 612), (980, 720), (300, 720)], "#6f86c0", 0.25, 20)
    return canvas


def _leaf_of_the_door(canvas: Canvas) -> None:
    canvas.area([(440, 60), (330, 20), (330, 690), (440, 612)], MOSS_DOOR)
    canvas.area([(440, 60), (424, 54), (424, 620), (440, 612)], mixed(MOSS_DOOR, NIGHT, 0.4))
    canvas.oval((352, 370), 9, 9, LAMP)


def chapter_10() -> Canvas:
    """Three o'clock: the door is open, and it is morning out there."""
    canvas = Canvas("#2c2030", "#3c2a36")
    canvas.box((0, 600, 1280, 720), mixed(WOOD, NIGHT, 0.4))
    canvas.box((420, 40, 860, 620), BARK, 10)
    _morning(canvas)
    _leaf_of_the_door(canvas)
    _tall_clock(canvas, minute_hand=(1055, 188), hour_hand=(1085, 230))
    canvas.beam([(440, 612), (840, 612), (1130, 720), (150, 720)], "#ffd9a0", 0.6, 20)
    canvas.glow((640, 430), 520, "#ffd9a0", 0.45)
    diana(canvas, (600, 640), 270)
    lucien(canvas, (742, 630), 262)
    mote(canvas, (672, 640), 140)
    shadow(canvas, (500, 712), 330, "#1b1420")
    return canvas


MOSS_DOOR = "#2c5a4b"


def _morning(canvas: Canvas) -> None:
    for band in range(40):
        share = band / 39
        colour = mixed("#e8896f", "#f9ddb0", min(1.0, share * 1.25))
        canvas.box((440, 60 + band * 14, 840, 75 + band * 14), colour)
    canvas.oval((650, 430), 70, 70, "#fff1d2")
    for left, top, right in ((440, 400, 520), (520, 440, 590), (720, 420, 780), (780, 380, 840)):
        canvas.box((left, top, right, 560), mixed(SECOND, "#e8896f", 0.45))
    canvas.area([(440, 560), (840, 560), (840, 612), (440, 612)], "#8a5a5c")
    canvas.area([(600, 560), (700, 560), (780, 612), (500, 612)], "#d8a07c")
    for x, y in ((540, 180), (566, 170), (760, 220)):
        canvas.arc((x, y), 12, (200, 340), INK, 2)
        canvas.arc((x + 22, y), 12, (200, 340), INK, 2)


def _tall_clock(canvas: Canvas, minute_hand: Point, hour_hand: Point) -> None:
    canvas.box((980, 130, 1130, 640), BARK, 8)
    canvas.area([(966, 140), (1144, 140), (1055, 70)], BARK)
    canvas.box((1010, 340, 1100, 600), mixed(BARK, WOOD, 0.5), 6)
    canvas.line([(1055, 350), (1078, 520)], EMBER, 4)
    canvas.oval((1079, 526), 20, 20, LAMP)
    middle = (1055, 230)
    canvas.oval(middle, 66, 66, EMBER)
    canvas.oval(middle, 58, 58, CREAM)
    for hour in range(12):
        angle = hour * math.pi / 6
        ends = [
            (middle[0] + math.sin(angle) * r, middle[1] - math.cos(angle) * r) for r in (46, 53)
        ]
        canvas.line(ends, INK, 4)
    canvas.line([middle, minute_hand], INK, 5)
    canvas.line([middle, hour_hand], INK, 6)
    canvas.box((60, 250, 220, 420), BRICK, 4)
    canvas.box((76, 266, 204, 404), mixed(DUSK, SECOND, 0.4), 2)
    lit_window(canvas, 140, 350, 22, 24)
