"""Act one, the hour that is given: the house, the wall, the radio."""

from __future__ import annotations

import random

from bot.story_cli.art.canvas import Canvas, mixed
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
    MOON,
    NIGHT,
    SECOND,
    SNOW,
    STONE,
    WOOD,
)
from bot.story_cli.art.people import lucien, shadow


def stars(canvas: Canvas, count: int, below: float, seed: int) -> None:
    """A clear night, the same one every time."""
    dice = random.Random(seed)
    for _ in range(count):
        size = dice.choice((0.8, 1.0, 1.6))
        at = (dice.uniform(0, 1280), dice.uniform(0, below))
        canvas.oval(at, size, size, mixed(MOON, DUSK, dice.uniform(0, 0.6)))


def moon(canvas: Canvas, x: float, y: float, radius: float) -> None:
    """Full, and not far."""
    canvas.glow((x, y), radius * 5, MOON, 0.35)
    canvas.oval((x, y), radius, radius, MOON)
    for dx, dy, r in ((-0.3, -0.2, 0.2), (0.25, 0.3, 0.15), (0.3, -0.35, 0.1)):
        at = (x + dx * radius, y + dy * radius)
        canvas.oval(at, r * radius, r * radius, mixed(MOON, MIST, 0.25))


def street_lamp(canvas: Canvas, x: float, ground: float, tall: float) -> None:
    """An iron post with a warm head, and its light on the ground."""
    canvas.line([(x, ground), (x, ground - tall)], NIGHT, 7)
    canvas.line([(x, ground - tall), (x - 34, ground - tall - 14)], NIGHT, 5)
    head = (x - 40, ground - tall)
    canvas.area(
        [
            (head[0] - 13, head[1] - 12),
            (head[0] + 13, head[1] - 12),
            (head[0] + 9, head[1] + 16),
            (head[0] - 9, head[1] + 16),
        ],
        LAMP,
    )
    canvas.glow(head, 230, LAMP, 0.75)
    pool = [(head[0] - 150, ground + 60), (head[0] + 150, ground + 60), (head[0], ground - 10)]
    canvas.beam(pool, LAMP, 0.3, 26)


def shop(canvas: Canvas, box: tuple[float, float, float, float], wall: str, roof: str) -> None:
    """A sleeping house with dark windows."""
    left, top, right = box[:3]
    canvas.box(box, wall)
    canvas.area(
        [(left - 12, top), (right + 12, top), (right - 30, top - 60), (left + 30, top - 60)], roof
    )
    columns = int((right - left) // 95)
    for row in range(2):
        for column in range(columns):
            x = left + (column + 0.5) * (right - left) / columns
            y = top + 50 + row * 120
            canvas.box((x - 24, y, x + 24, y + 70), mixed(wall, NIGHT, 0.6), 3)
            canvas.line([(x, y), (x, y + 70)], wall, 2)


def lit_window(canvas: Canvas, x: float, y: float, across: float, down: float) -> None:
    """Somebody is up."""
    canvas.box((x - across, y - down, x + across, y + down), LAMP, 4)
    canvas.box((x - across, y - down, x + across, y - down * 0.3), mixed(LAMP, CREAM, 0.5), 4)
    frame = mixed(BRICK, NIGHT, 0.4)
    canvas.line([(x, y - down), (x, y + down)], frame, 3)
    canvas.line([(x - across, y), (x + across, y)], frame, 3)
    canvas.glow((x, y), across * 4.5, LAMP, 0.5)


def chapter_1() -> Canvas:
    """A narrow house with every window lit, where by day there is a wall."""
    canvas = Canvas("#14101d", "#4a3a5c")
    stars(canvas, 130, 360, 1)
    moon(canvas, 1060, 120, 44)
    canvas.box((0, 610, 1280, 720), "#241c2c")
    shop(canvas, (-30, 250, 500, 610), "#3a3048", "#2a2236")
    shop(canvas, (780, 270, 1310, 610), "#37304a", "#292238")
    canvas.box((60, 490, 430, 610), "#2b2336", 4)
    canvas.box((850, 500, 1220, 610), "#2a2438", 4)
    canvas.box((510, 110, 770, 612), BRICK)
    canvas.area([(492, 114), (788, 114), (640, 6)], mixed(BRICK, NIGHT, 0.5))
    for row in range(4):
        for x in (575, 705):
            lit_window(canvas, x, 178 + row * 94, 30, 33)
    lit_window(canvas, 640, 80, 15, 17)
    _open_door(canvas)
    street_lamp(canvas, 1010, 612, 230)
    canvas.shade([(520, 700), (590, 690), (560, 720), (440, 720)], 0.6, 7)
    shadow(canvas, (556, 698), 150)
    return canvas


def _open_door(canvas: Canvas) -> None:
    canvas.box((602, 502, 678, 612), mixed(LAMP, CREAM, 0.55), 6)
    lucien(canvas, (640, 611), 98)
    canvas.oval((668, 556), 5, 7, CREAM)
    canvas.glow((668, 556), 60, LAMP, 0.8)
    canvas.glow((640, 560), 150, LAMP, 0.6)
    canvas.beam([(602, 612), (678, 612), (800, 720), (480, 720)], LAMP, 0.55, 14)


def chapter_2() -> Canvas:
    """The wall in the small hours: a tape measure, a night hatch, a pair of green shoes."""
    canvas = Canvas("#1b1626", "#453757")
    stars(canvas, 60, 150, 2)
    canvas.box((0, 150, 1280, 600), STONE)
    _bricks(canvas)
    canvas.box((0, 600, 1280, 720), "#2a2233")
    canvas.line([(0, 602), (1280, 602)], "#3d3348", 5)
    shop(canvas, (-60, 190, 240, 600), "#3a3048", "#2a2236")
    shop(canvas, (1040, 190, 1340, 600), "#35324a", "#292238")
    _hatch(canvas)
    canvas.line([(246, 470), (1034, 470)], LAMP, 7)
    for mark in range(27):
        x = 262 + mark * 29
        canvas.line([(x, 466), (x, 474 if mark % 5 else 484)], INK, 2)
    canvas.box((236, 452, 276, 492), ACCENT, 8)
    lucien(canvas, (330, 640), 250, "#39435c")
    canvas.box((372, 484, 410, 536), CREAM, 2)
    for row in range(4):
        canvas.line([(379, 496 + row * 9), (402, 496 + row * 9)], MIST, 2)
    for side in (0, 1):
        x = 640 + side * 42
        heel = [(x - 20, 624), (x - 8, 628), (x + 14, 642), (x + 26, 650), (x + 4, 650)]
        canvas.area([*heel, (x - 10, 640), (x - 15, 652), (x - 19, 652)], GREEN)
        canvas.oval((x + 17, 647), 11, 5, GREEN)
    canvas.glow((660, 620), 170, LAMP, 0.34)
    street_lamp(canvas, 790, 640, 400)
    return canvas


def _bricks(canvas: Canvas) -> None:
    for row in range(15):
        y = 150 + row * 30
        canvas.line([(240, y), (1040, y)], mixed(STONE, NIGHT, 0.25), 2)
        for column in range(11):
            x = 250 + column * 76 + (row % 2) * 38
            canvas.line([(x, y), (x, y + 30)], mixed(STONE, NIGHT, 0.25), 2)


def _hatch(canvas: Canvas) -> None:
    canvas.box((1120, 400, 1220, 500), LAMP, 4)
    canvas.box((1112, 496, 1228, 510), WOOD, 2)
    canvas.oval((1170, 446), 17, 21, "#4a3038")
    canvas.area([(1140, 500), (1200, 500), (1188, 470), (1152, 470)], CREAM)
    canvas.oval((1170, 450), 12, 15, "#e8c3a4")
    canvas.glow((1170, 450), 190, LAMP, 0.6)
    canvas.box((1150, 290, 1190, 350), GREEN, 3)
    canvas.box((1140, 308, 1200, 332), GREEN, 3)
    canvas.glow((1170, 320), 130, GREEN, 0.7)


def chapter_3() -> Canvas:
    """Winter: a radio on the sill, and a voice from the studio across the roofs."""
    canvas = Canvas("#191527", "#574a73")
    stars(canvas, 50, 200, 3)
    _roofs(canvas)
    dice = random.Random(33)
    for _ in range(260):
        size = dice.choice((1.4, 2.0, 3.2))
        at = (dice.uniform(0, 1280), dice.uniform(0, 560))
        canvas.oval(at, size, size, mixed(SNOW, DUSK, dice.uniform(0, 0.5)))
    for x in (0, 618, 1240):
        canvas.box((x, 0, x + 40, 560), BARK)
    canvas.box((0, 0, 1280, 34), BARK)
    canvas.box((0, 552, 1280, 720), mixed(WOOD, NIGHT, 0.35))
    canvas.box((0, 552, 1280, 572), WOOD)
    canvas.glow((430, 500), 420, EMBER, 0.33)
    _radio(canvas)
    _cup(canvas)
    return canvas


def _roofs(canvas: Canvas) -> None:
    for left, top, right in ((30, 400, 300), (240, 350, 520), (680, 380, 960), (900, 330, 1280)):
        canvas.box((left, top, right, 560), "#2a2338")
        canvas.area(
            [(left - 14, top), (right + 14, top), (right - 50, top - 46), (left + 50, top - 46)],
            SNOW,
        )
    lit_window(canvas, 1090, 420, 58, 46)
    canvas.oval((1080, 414), 14, 17, INK)
    canvas.area([(1052, 464), (1108, 464), (1098, 432), (1062, 432)], INK)
    canvas.line([(1116, 464), (1116, 432)], INK, 4)
    canvas.oval((1116, 424), 7, 10, INK)
    canvas.line([(960, 330), (960, 150)], INK, 5)
    canvas.line([(938, 330), (960, 150), (982, 330)], INK, 3)
    canvas.oval((960, 146), 6, 6, ACCENT)
    canvas.glow((960, 146), 90, ACCENT, 0.8)
    for radius in (40, 74, 108, 142):
        canvas.arc((960, 146), radius, (150, 210), mixed(ACCENT, DUSK, radius / 220), 3)
        canvas.arc((960, 146), radius, (330, 390), mixed(ACCENT, DUSK, radius / 220), 3)


def _radio(canvas: Canvas) -> None:
    canvas.line([(560, 400), (612, 250)], MIST, 4)
    canvas.box((230, 390, 590, 556), WOOD, 26)
    canvas.box((230, 390, 590, 420), mixed(WOOD, CREAM, 0.15), 22)
    canvas.box((254, 424, 420, 536), BARK, 14)
    for x in range(268, 414, 14):
        canvas.line([(x, 436), (x, 524)], mixed(WOOD, CREAM, 0.2), 3)
    canvas.box((440, 426, 570, 474), LAMP, 6)
    for mark in range(12):
        x = 450 + mark * 10
        canvas.line([(x, 434), (x, 446 if mark % 3 else 454)], BARK, 2)
    canvas.line([(514, 428), (514, 472)], ACCENT, 4)
    canvas.glow((505, 450), 210, LAMP, 0.75)
    for x in (474, 540):
        canvas.oval((x, 508), 21, 21, BARK)
        canvas.oval((x, 508), 14, 14, mixed(SECOND, CREAM, 0.3))
        canvas.line([(x, 508), (x + 8, 498)], BARK, 3)


def _cup(canvas: Canvas) -> None:
    canvas.ring((846, 520), 20, CREAM, 6)
    canvas.area([(760, 484), (844, 484), (832, 556), (772, 556)], CREAM)
    canvas.oval((802, 485), 42, 9, mixed(EMBER, BARK, 0.4))
    for shift in (-16, 6, 26):
        canvas.wave((802 + shift, 472), 84, mixed(MIST, SNOW, 0.3), 3)
    canvas.oval((802, 560), 66, 8, mixed(CREAM, MIST, 0.4))
