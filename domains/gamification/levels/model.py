"""Levels: a pure function of lifetime experience."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LevelCurve:
    """`thresholds[n]` is the experience at which level n + 1 begins; the first is 0."""

    thresholds: tuple[int, ...]

    @classmethod
    def quadratic(cls, step: int, top: int) -> LevelCurve:
        """Level L begins at `step` * L * (L - 1), up to level `top`."""
        return cls(tuple(step * level * (level - 1) for level in range(1, top + 1)))

    @property
    def top(self) -> int:
        return len(self.thresholds)

    def level_of(self, xp: int) -> int:
        """The level that so much experience is worth, from 1."""
        return bisect_right(self.thresholds, xp)

    def floor_of(self, level: int) -> int:
        """The experience at which a level begins. Above the top: where the top begins."""
        return self.thresholds[min(level, self.top) - 1]

    def next_after(self, level: int) -> int | None:
        """The experience at which the next level begins, None at the top."""
        return self.thresholds[level] if level < self.top else None

    def crossed(self, top_level: int, xp: int) -> range:
        """The levels that are new to somebody who had reached `top_level`, in order."""
        return range(top_level + 1, self.level_of(xp) + 1)
