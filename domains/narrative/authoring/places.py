"""Where in the writer's files something stands: compiled stories have forgotten their lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from domains.narrative.authoring.compile import sources

START = "start"
"""What comes before the first knot."""

_KNOT = re.compile(r"^\s*={2,}\s*(?:function\s+)?(\w+)")


@dataclass(frozen=True, slots=True)
class _Line:
    file: str
    number: int
    knot: str
    text: str

    @property
    def place(self) -> str:
        return f"{self.file}:{self.number}"


class Places:
    """The lines of a chapter and of what it includes."""

    def __init__(self, lines: list[_Line]) -> None:
        self._lines = lines

    @classmethod
    def of(cls, chapter: Path) -> Self:
        """Read a chapter's sources; a chapter without sources has no places."""
        lines: list[_Line] = []
        for path in sources(chapter) if chapter.exists() else []:
            knot = START
            for number, raw in enumerate(path.read_text("utf-8").splitlines(), 1):
                match = _KNOT.match(raw)
                knot = match[1] if match else knot
                lines.append(_Line(path.name, number, knot, raw.replace("\\", "")))
        return cls(lines)

    def find(self, text: str, knot: str | None = None, otherwise: str = "") -> str:
        """`file:line` of the first line with this text, in the knot if it is there at all."""
        for line in self._lines:
            if knot in {None, line.knot} and text and text in line.text:
                return line.place
        return otherwise if knot is None else self.find(text, None, self.knot(knot) or otherwise)

    def knot(self, name: str) -> str:
        """`file:line` where a knot begins; empty when there is none of this name."""
        for line in self._lines:
            match = _KNOT.match(line.text)
            if match is not None and match[1] == name:
                return line.place
        return ""
