"""The best ten of a board as a picture."""

from __future__ import annotations

from dataclasses import dataclass

from bot.ui.cards.paper import ACCENT, GOLD, INK, MIST, PAPER, QUIET, ROSE, SECOND, Sheet, legible

HEAD, LINE, FOOT, MARGIN = 210, 96, 84, 48
MEDALS = {1: GOLD, 2: SECOND, 3: ACCENT}
GAP_ROOM = 40
WIDE_RANK = 100


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A line: the place, what the player goes by, and the score in words and as a share."""

    rank: int
    name: str
    score: str
    share: float
    """Of the best score, 0 to 1."""
    is_me: bool = False


@dataclass(frozen=True, slots=True)
class BoardCard:
    """Everything on the card, already worded. Two equal cards are one picture."""

    title: str
    subtitle: str
    lines: tuple[BoardLine, ...]
    footer: str
    nameless: str
    """For names that our letters cannot write."""
    empty: str

    def draw(self) -> bytes:
        """A PNG, 1080 pixels wide."""
        rows = max(3, len(self.lines))
        breaks = sum(_is_gap(self.lines, index) for index in range(len(self.lines)))
        sheet = Sheet(HEAD + rows * LINE + breaks * GAP_ROOM + FOOT)
        self._draw_head(sheet)
        top = HEAD + 12
        for index, line in enumerate(self.lines):
            if _is_gap(self.lines, index):
                sheet.text((sheet.width // 2, top + 14), "· · ·", 30, QUIET, anchor="mm")
                top += GAP_ROOM
            self._draw_line(sheet, line, top)
            top += LINE
        if not self.lines:
            middle = HEAD + rows * LINE // 2
            sheet.text((sheet.width // 2, middle), self.empty, 34, QUIET, anchor="mm", room=960)
        sheet.text((sheet.width // 2, sheet.height - 46), self.footer, 26, QUIET, anchor="mm")
        return sheet.png()

    def _draw_head(self, sheet: Sheet) -> None:
        sheet.block((0, 0, sheet.width, HEAD - 20), INK)
        sheet.block((0, HEAD - 20, sheet.width, HEAD - 14), ACCENT)
        sheet.diamond(sheet.width - 92, 94, 34, ACCENT)
        sheet.diamond(sheet.width - 92, 94, 16, PAPER)
        sheet.text((MARGIN, 76), self.title, 54, PAPER, bold=True, room=840)
        sheet.text((MARGIN, 142), self.subtitle, 30, "#cfc3d6", room=840)

    def _draw_line(self, sheet: Sheet, line: BoardLine, top: int) -> None:
        middle = top + LINE // 2 - 8
        if line.is_me:
            sheet.block((24, top - 4, sheet.width - 24, top + LINE - 12), ROSE, 20)
        medal = MEDALS.get(line.rank)
        if medal is not None:
            sheet.disc(92, middle, 34, medal)
        sheet.text(
            (92, middle),
            str(line.rank),
            34 if line.rank < WIDE_RANK else 24,
            PAPER if medal else INK,
            bold=True,
            anchor="mm",
        )
        width = sheet.text(
            (sheet.width - MARGIN, middle - 10), line.score, 34, INK, bold=True, anchor="rm"
        )
        name = legible(line.name) or self.nameless
        room = sheet.width - MARGIN - width - 40 - 152
        sheet.text((152, middle - 12), name, 34, INK, bold=line.is_me, room=room)
        bar = (152, middle + 22, sheet.width - MARGIN, middle + 32)
        sheet.bar(bar, line.share, ACCENT if line.is_me else SECOND, PAPER if line.is_me else MIST)


def _is_gap(lines: tuple[BoardLine, ...], index: int) -> bool:
    return index > 0 and lines[index].rank > lines[index - 1].rank + 1
