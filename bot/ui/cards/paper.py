"""What every card is drawn with: colours, letters, a sheet twice as large as what is shown."""

from __future__ import annotations

import importlib.util
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from bot.ui.charts import ACCENT, INK, PAPER, SECOND
from bot.ui.png import png

__all__ = ["ACCENT", "GOLD", "INK", "MIST", "PAPER", "QUIET", "ROSE", "SECOND", "Sheet", "legible"]

ROSE, MIST, GOLD, QUIET = "#f6e3e6", "#efe8ee", "#c9962f", "#8b8290"
"""Tints of the house: behind one's own line, behind bars; for the first place; for asides."""

WIDTH = 1080
SCALE = 2
"""Drawn larger and shrunk: Pillow smooths letters, not circles."""
COLOURS = 128
ELLIPSIS = "…"


class Sheet:
    """A card under the pen. Lengths are in pixels of what is shown."""

    def __init__(self, height: int, background: str = PAPER) -> None:
        self.width, self.height = WIDTH, height
        self._image = Image.new("RGB", (WIDTH * SCALE, height * SCALE), background)
        self._draw = ImageDraw.Draw(self._image)

    def block(self, box: Sequence[int], colour: str, radius: int = 0) -> None:
        """A filled rectangle (left, top, right, bottom), with round corners if asked."""
        scaled = [side * SCALE for side in box]
        if radius:
            self._draw.rounded_rectangle(scaled, radius * SCALE, fill=colour)
        else:
            self._draw.rectangle(scaled, fill=colour)

    def bar(self, box: Sequence[int], share: float, colour: str, behind: str = MIST) -> None:
        """How much of the whole: never less than a dot, never more than full."""
        left, top, right, bottom = box
        radius = (bottom - top) // 2
        self.block(box, behind, radius)
        filled = int((right - left) * max(0.0, min(1.0, share)))
        if share > 0:
            end = left + max(bottom - top, filled)
            self.block((left, top, end, bottom), colour, radius)

    def frame(self, colour: str, width: int) -> None:
        """A border around everything, with a thin light line inside it."""
        right, bottom = self.width - 1, self.height - 1
        for inset, thick, shade in ((0, width, colour), (width, 3, PAPER)):
            box = [side * SCALE for side in (inset, inset, right - inset, bottom - inset)]
            self._draw.rectangle(box, outline=shade, width=thick * SCALE)

    def disc(self, x: int, y: int, radius: int, colour: str) -> None:
        """A filled circle around a point."""
        self.block((x - radius, y - radius, x + radius, y + radius), colour, radius)

    def diamond(self, x: int, y: int, radius: int, colour: str) -> None:
        """The house's mark."""
        points = [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)]
        self._draw.polygon([(px * SCALE, py * SCALE) for px, py in points], fill=colour)

    def text(
        self,
        at: tuple[int, int],
        words: str,
        size: int,
        colour: str = INK,
        *,
        bold: bool = False,
        anchor: str = "lm",
        room: int | None = None,
    ) -> int:
        """Write words; what does not fit into `room` ends in an ellipsis. Returns their width."""
        face = font(size, bold=bold)
        if room is not None:
            words = fitted(words, face, room * SCALE)
        self._draw.text(
            (at[0] * SCALE, at[1] * SCALE), words, fill=colour, font=face, anchor=anchor
        )
        return int(face.getlength(words)) // SCALE

    def png(self) -> bytes:
        """The card as shown, light enough for a phone on the road."""
        small = self._image.resize((self.width, self.height), Image.Resampling.LANCZOS)
        return png(small, COLOURS)


def fitted(words: str, face: ImageFont.FreeTypeFont, room: float) -> str:
    """The words, cut so that they and an ellipsis fit into `room`."""
    if face.getlength(words) <= room:
        return words
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        if face.getlength(words[:middle].rstrip() + ELLIPSIS) <= room:
            low = middle
        else:
            high = middle - 1
    return words[:low].rstrip() + ELLIPSIS


def legible(words: str) -> str:
    """What our letters can write of it; empty when nothing is left.

    Emoji and unknown scripts go, and so does what is invisible or turns the line around.
    """
    known = _alphabet()
    kept = [
        char if not char.isspace() else " "
        for char in unicodedata.normalize("NFC", words)
        if char.isspace() or (ord(char) in known and unicodedata.category(char)[0] in "LMNPSZ")
    ]
    return " ".join("".join(kept).split())


@cache
def font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """DejaVu Sans, which comes with matplotlib: Latin, Greek, Cyrillic and more."""
    return ImageFont.truetype(str(_folder() / _file(bold=bold)), size * SCALE)


def _file(*, bold: bool) -> str:
    return "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"


@cache
def _folder() -> Path:
    spec = importlib.util.find_spec("matplotlib")  # found, not imported: that takes a second
    if spec is None or spec.origin is None:
        raise FileNotFoundError("matplotlib, whose fonts the cards are written with")
    return Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf"


@cache
def _alphabet() -> frozenset[int]:
    """Every character both faces have, but pictures: theirs are black where others are gay."""
    from matplotlib.ft2font import FT2Font

    faces = [FT2Font(str(_folder() / _file(bold=bold))) for bold in (False, True)]
    known = faces[0].get_charmap().keys() & faces[1].get_charmap().keys()
    return frozenset(code for code in known if unicodedata.category(chr(code)) != "So")
