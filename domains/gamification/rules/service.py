"""The numbers that hold at this moment."""

from __future__ import annotations

from domains.gamification.levels.model import LevelCurve
from domains.gamification.rules.model import GameRules


class Rulebook:
    """Where every room looks its numbers up, each time it needs them: they may change."""

    def __init__(self, rules: GameRules | None = None) -> None:
        self.shipped = rules or GameRules()
        """What holds where nobody has decided otherwise."""
        self.replace(self.shipped, 0)

    @property
    def now(self) -> GameRules:
        """The numbers in force."""
        return self._rules

    @property
    def version(self) -> int:
        """Which change made them so; 0 as shipped. Lines of the ledger carry it."""
        return self._version

    @property
    def curve(self) -> LevelCurve:
        """The levels that follow from them."""
        return self._curve

    def replace(self, rules: GameRules, version: int | None = None) -> None:
        """From now on these hold."""
        self._rules = rules
        self._version = self.version if version is None else version
        self._curve = LevelCurve.quadratic(rules.level_step, rules.top_level)
