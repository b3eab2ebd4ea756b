"""A player at a glance as a picture."""

from __future__ import annotations

from dataclasses import dataclass

from bot.ui.cards.paper import ACCENT, GOLD, INK, MIST, PAPER, QUIET, SECOND, Sheet, legible

HEAD, MARGIN = 330, 48
TILE, GAP = 180, 24
LINE = 62
SECTION = 66
EDGE = 18
FRAMES = {"frame_velvet": "#8e1f3c", "frame_brass": GOLD, "frame_midnight": "#39306b"}
"""Colours of the frames that the shop sells."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its name."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class ProfileCard:
    """Everything on the card, already worded. Two equal cards are one picture."""

    name: str
    title: str
    """What they like to be called; empty for most."""
    frame: str
    """The code of what is around the card; empty for none."""
    nameless: str
    level: str
    progress: str
    share: float
    """Of the way to the next level, 0 to 1."""
    figures: tuple[Figure, ...]
    """Four, two in a row."""
    goals_title: str
    goals: tuple[str, ...]
    unlocks_title: str
    unlocks: tuple[str, ...]

    def draw(self) -> bytes:
        """A PNG, 1080 pixels wide."""
        tiles = (len(self.figures) + 1) // 2 * (TILE + GAP)
        lists = [(self.goals_title, self.goals), (self.unlocks_title, self.unlocks)]
        shown = [(title, lines) for title, lines in lists if lines]
        lower = sum(SECTION + len(lines) * LINE + 20 for _, lines in shown)
        sheet = Sheet(HEAD + 36 + tiles + lower + 28)
        self._draw_head(sheet)
        top = self._draw_figures(sheet, HEAD + 36)
        for title, lines in shown:
            top = _draw_list(sheet, top, title, lines)
        if self.frame in FRAMES:
            sheet.frame(FRAMES[self.frame], EDGE)
        return sheet.png()

    def _draw_head(self, sheet: Sheet) -> None:
        sheet.block((0, 0, sheet.width, HEAD), INK)
        sheet.block((0, HEAD, sheet.width, HEAD + 6), ACCENT)
        name = legible(self.name) or self.nameless
        sheet.disc(128, 116, 72, ACCENT)
        sheet.text((128, 116), name[0].upper(), 72, PAPER, bold=True, anchor="mm")
        sheet.text((236, 88), name, 54, PAPER, bold=True, room=sheet.width - 236 - MARGIN)
        below = f"{self.level} · {self.title}" if self.title else self.level
        sheet.text((236, 156), below, 34, "#e9b9c4", bold=True, room=760)
        sheet.bar((MARGIN, 226, sheet.width - MARGIN, 250), self.share, ACCENT, "#463b4f")
        sheet.text((MARGIN, 288), self.progress, 28, "#cfc3d6", room=sheet.width - 2 * MARGIN)

    def _draw_figures(self, sheet: Sheet, top: int) -> int:
        width = (sheet.width - 2 * MARGIN - GAP) // 2
        for index, figure in enumerate(self.figures):
            left = MARGIN + index % 2 * (width + GAP)
            above = top + index // 2 * (TILE + GAP)
            sheet.block((left, above, left + width, above + TILE), MIST, 24)
            sheet.text((left + 30, above + 72), figure.value, 60, INK, bold=True, room=width - 60)
            sheet.text((left + 30, above + 136), figure.label, 28, QUIET, room=width - 60)
        return top + (len(self.figures) + 1) // 2 * (TILE + GAP)


def _draw_list(sheet: Sheet, top: int, title: str, lines: tuple[str, ...]) -> int:
    sheet.text((MARGIN, top + 34), title, 30, ACCENT, bold=True, room=960)
    for index, line in enumerate(lines):
        middle = top + SECTION + index * LINE + LINE // 2
        sheet.diamond(MARGIN + 12, middle, 10, SECOND)
        sheet.text(
            (MARGIN + 44, middle), legible(line), 32, INK, room=sheet.width - MARGIN * 2 - 44
        )
    return top + SECTION + len(lines) * LINE + 20
