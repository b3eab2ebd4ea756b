"""Whoever stands in the pictures: a few shapes each, known by outline and colour."""

from __future__ import annotations

from bot.story_cli.art.canvas import Canvas, Point, mixed
from bot.story_cli.art.palette import ACCENT, CREAM, GREEN, INK, NIGHT, SECOND, SKIN


def diana(canvas: Canvas, feet: Point, tall: float) -> None:
    """A green dress, dark hair, bare feet."""
    x, y = feet
    canvas.line([(x - tall * 0.05, y), (x - tall * 0.04, y - tall * 0.2)], SKIN, tall * 0.035)
    canvas.line([(x + tall * 0.06, y), (x + tall * 0.04, y - tall * 0.2)], SKIN, tall * 0.035)
    canvas.area(
        [
            (x - tall * 0.07, y - tall * 0.8),
            (x + tall * 0.07, y - tall * 0.8),
            (x + tall * 0.06, y - tall * 0.58),
            (x + tall * 0.2, y - tall * 0.13),
            (x - tall * 0.18, y - tall * 0.13),
            (x - tall * 0.06, y - tall * 0.58),
        ],
        GREEN,
    )
    canvas.area(
        [
            (x + tall * 0.01, y - tall * 0.6),
            (x + tall * 0.06, y - tall * 0.58),
            (x + tall * 0.2, y - tall * 0.13),
            (x + tall * 0.08, y - tall * 0.13),
        ],
        mixed(GREEN, NIGHT, 0.25),
    )
    canvas.line(
        [(x - tall * 0.07, y - tall * 0.77), (x - tall * 0.14, y - tall * 0.5)],
        SKIN,
        tall * 0.035,
    )
    canvas.line(
        [(x + tall * 0.07, y - tall * 0.77), (x + tall * 0.17, y - tall * 0.6)],
        SKIN,
        tall * 0.035,
    )
    _long_hair(canvas, feet, tall)


def _long_hair(canvas: Canvas, feet: Point, tall: float) -> None:
    x, y = feet
    hair = "#2a1c26"
    canvas.oval((x, y - tall * 0.9), tall * 0.085, tall * 0.1, hair)
    canvas.area(
        [
            (x - tall * 0.085, y - tall * 0.9),
            (x + tall * 0.085, y - tall * 0.9),
            (x + tall * 0.1, y - tall * 0.7),
            (x - tall * 0.1, y - tall * 0.7),
        ],
        hair,
    )
    canvas.oval((x, y - tall * 0.885), tall * 0.055, tall * 0.07, SKIN)
    canvas.line([(x, y - tall * 0.82), (x, y - tall * 0.785)], SKIN, tall * 0.036)


def lucien(
    canvas: Canvas,
    feet: Point,
    tall: float,
    coat: str = SECOND,
    reach: Point | None = None,
) -> None:
    """A long tailcoat, grey hair, very upright. One hand may `reach` for something."""
    x, y = feet
    dark = mixed(coat, NIGHT, 0.35)
    for side in (-1, 1):
        canvas.line(
            [(x + side * tall * 0.035, y), (x + side * tall * 0.03, y - tall * 0.45)],
            INK,
            tall * 0.05,
        )
    canvas.area(
        [
            (x - tall * 0.09, y - tall * 0.82),
            (x + tall * 0.09, y - tall * 0.82),
            (x + tall * 0.08, y - tall * 0.5),
            (x + tall * 0.13, y - tall * 0.2),
            (x + tall * 0.03, y - tall * 0.42),
            (x - tall * 0.03, y - tall * 0.42),
            (x - tall * 0.13, y - tall * 0.2),
            (x - tall * 0.08, y - tall * 0.5),
        ],
        coat,
    )
    _shirt(canvas, feet, tall)
    for side in (-1, 1):
        hand = (x + side * tall * 0.11, y - tall * 0.5)
        if side > 0 and reach is not None:
            hand = reach
        canvas.line([(x + side * tall * 0.085, y - tall * 0.79), hand], dark, tall * 0.045)
        canvas.oval(hand, tall * 0.026, tall * 0.026, SKIN)
    canvas.oval((x, y - tall * 0.915), tall * 0.06, tall * 0.075, "#b9b3c4")
    canvas.oval((x, y - tall * 0.9), tall * 0.052, tall * 0.062, SKIN)


def _shirt(canvas: Canvas, feet: Point, tall: float) -> None:
    x, y = feet
    collar = [(x - tall * 0.025, y - tall * 0.82), (x + tall * 0.025, y - tall * 0.82)]
    canvas.area([*collar, (x, y - tall * 0.62)], CREAM)
    canvas.oval((x, y - tall * 0.78), tall * 0.02, tall * 0.012, ACCENT)


def mote(canvas: Canvas, feet: Point, tall: float, reach: Point | None = None) -> None:
    """Nine years old, a big jumper, two plaits. One hand may `reach` for something."""
    x, y = feet
    for side in (-1, 1):
        canvas.line(
            [(x + side * tall * 0.06, y), (x + side * tall * 0.05, y - tall * 0.35)],
            "#40364f",
            tall * 0.07,
        )
        hand = (x + side * tall * 0.16, y - tall * 0.35)
        if side < 0 and reach is not None:
            hand = reach
        sleeve = mixed(ACCENT, NIGHT, 0.2)
        canvas.line([(x + side * tall * 0.13, y - tall * 0.6), hand], sleeve, tall * 0.07)
        canvas.oval(hand, tall * 0.04, tall * 0.04, SKIN)
    canvas.box(
        (x - tall * 0.15, y - tall * 0.66, x + tall * 0.15, y - tall * 0.27), ACCENT, tall * 0.06
    )
    canvas.oval((x, y - tall * 0.8), tall * 0.15, tall * 0.17, "#6b3f2a")
    for side in (-1, 1):
        canvas.line(
            [(x + side * tall * 0.13, y - tall * 0.76), (x + side * tall * 0.17, y - tall * 0.58)],
            "#6b3f2a",
            tall * 0.05,
        )
    canvas.oval((x, y - tall * 0.77), tall * 0.11, tall * 0.13, SKIN)


def shadow(canvas: Canvas, feet: Point, tall: float, colour: str = NIGHT) -> None:
    """Somebody from behind: a coat, a head. The visitor has no face and no sex."""
    x, y = feet
    for side in (-1, 1):
        canvas.line(
            [(x + side * tall * 0.045, y), (x + side * tall * 0.04, y - tall * 0.35)],
            colour,
            tall * 0.06,
        )
    canvas.area(
        [
            (x - tall * 0.08, y - tall * 0.83),
            (x + tall * 0.08, y - tall * 0.83),
            (x + tall * 0.14, y - tall * 0.75),
            (x + tall * 0.15, y - tall * 0.25),
            (x - tall * 0.15, y - tall * 0.25),
            (x - tall * 0.14, y - tall * 0.75),
        ],
        colour,
    )
    canvas.oval((x, y - tall * 0.91), tall * 0.065, tall * 0.08, colour)
