"""A canvas for flat shapes and soft light, drawn at twice its size."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT, SCALE = 1280, 720, 2
QUALITY = 84

Point = tuple[float, float]
Colour = tuple[int, int, int]


def rgb(text: str) -> Colour:
    """`#b0304f` as numbers."""
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def mixed(one: str, other: str, share: float) -> str:
    """A colour between two."""
    parts = [round(a + (b - a) * share) for a, b in zip(rgb(one), rgb(other), strict=True)]
    return "#{:02x}{:02x}{:02x}".format(*parts)


class Canvas:
    """Coordinates run from 0, 0 above left to 1280, 720."""

    def __init__(self, top: str, bottom: str) -> None:
        share = np.linspace(0, 1, HEIGHT * SCALE)[:, None, None]
        rows = np.array(rgb(top)) * (1 - share) + np.array(rgb(bottom)) * share
        pixels = np.repeat(rows, WIDTH * SCALE, axis=1)
        self._image = Image.fromarray(pixels.round().astype(np.uint8), "RGB")
        self._draw = ImageDraw.Draw(self._image)

    def area(self, points: Sequence[Point], fill: str) -> None:
        """A filled polygon."""
        self._draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=fill)

    def box(self, box: tuple[float, float, float, float], fill: str, radius: float = 0) -> None:
        """A rectangle: left, top, right, bottom."""
        self._draw.rounded_rectangle(
            tuple(value * SCALE for value in box), radius * SCALE, fill=fill
        )

    def oval(self, middle: Point, across: float, down: float, fill: str) -> None:
        """An ellipse by its middle and half its width and height."""
        x, y = middle
        edges = (x - across, y - down, x + across, y + down)
        self._draw.ellipse([value * SCALE for value in edges], fill=fill)

    def ring(self, middle: Point, radius: float, colour: str, width: float = 2) -> None:
        """A circle's line."""
        x, y = middle
        edges = (x - radius, y - radius, x + radius, y + radius)
        self._draw.ellipse(
            [value * SCALE for value in edges], outline=colour, width=round(width * SCALE)
        )

    def arc(
        self, middle: Point, radius: float, angles: tuple[float, float], colour: str, width: float
    ) -> None:
        """A part of a circle's line; degrees from three o'clock on, clockwise."""
        x, y = middle
        edges = (x - radius, y - radius, x + radius, y + radius)
        self._draw.arc(
            [value * SCALE for value in edges], *angles, fill=colour, width=round(width * SCALE)
        )

    def line(self, points: Sequence[Point], colour: str, width: float = 2) -> None:
        """A line through points, with round ends."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self._draw.line(scaled, fill=colour, width=round(width * SCALE), joint="curve")
        for x, y in (points[0], points[-1]):
            self.oval((x, y), width / 2, width / 2, colour)

    def wave(self, foot: Point, tall: float, colour: str, width: float = 3) -> None:
        """A wisp that rises, e.g. of steam."""
        x, y = foot
        steps = 24
        points = [
            (x + 7 * math.sin(step / steps * 7.5), y - tall * step / steps)
            for step in range(steps + 1)
        ]
        self.line(points, colour, width)

    def glow(self, middle: Point, radius: float, colour: str, strength: float = 0.8) -> None:
        """Light around a point."""
        left, top = (max(0, int((v - radius) * SCALE)) for v in middle)
        right = min(WIDTH * SCALE, int((middle[0] + radius) * SCALE))
        bottom = min(HEIGHT * SCALE, int((middle[1] + radius) * SCALE))
        ys, xs = np.mgrid[top:bottom, left:right]
        distance = np.hypot(xs - middle[0] * SCALE, ys - middle[1] * SCALE) / (radius * SCALE)
        light = strength * np.clip(1 - distance, 0, 1) ** 2
        self._lighten((left, top, right, bottom), light, colour)

    def beam(
        self, points: Sequence[Point], colour: str, strength: float = 0.5, blur: float = 14
    ) -> None:
        """Light that falls in the shape of a polygon, with soft edges."""
        mask = Image.new("L", self._image.size, 0)
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        ImageDraw.Draw(mask).polygon(scaled, fill=255)
        mask = mask.filter(ImageFilter.GaussianBlur(blur * SCALE))
        light = np.asarray(mask, dtype=float) / 255 * strength
        self._lighten((0, 0, *self._image.size), light, colour)

    def shade(self, points: Sequence[Point], strength: float = 0.4, blur: float = 10) -> None:
        """A soft shadow in the shape of a polygon."""
        mask = Image.new("L", self._image.size, 0)
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        ImageDraw.Draw(mask).polygon(scaled, fill=round(255 * strength))
        mask = mask.filter(ImageFilter.GaussianBlur(blur * SCALE))
        dark = Image.new("RGB", self._image.size, "#120d18")
        self._image.paste(dark, (0, 0), mask)

    def _lighten(self, box: tuple[int, int, int, int], light: np.ndarray, colour: str) -> None:
        # Like two lamps: neither takes anything away from the other.
        part = np.asarray(self._image.crop(box), dtype=float)
        added = np.array(rgb(colour)) * light[:, :, None]
        lit = 255 - (255 - part) * (255 - added) / 255
        self._image.paste(Image.fromarray(lit.round().astype(np.uint8), "RGB"), box[:2])

    def save(self, path: Path) -> None:
        """Darken the corners a little, then write a JPEG."""
        image = self._image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        ys, xs = np.mgrid[0:HEIGHT, 0:WIDTH]
        far = np.hypot((xs - WIDTH / 2) / WIDTH, (ys - HEIGHT / 2) / HEIGHT)
        pixels = np.asarray(image, dtype=float) * (1 - 0.45 * np.clip(far - 0.3, 0, 1))[:, :, None]
        picture = Image.fromarray(pixels.round().astype(np.uint8), "RGB")
        picture.save(path, "JPEG", quality=QUALITY, optimize=True, subsampling=0)
