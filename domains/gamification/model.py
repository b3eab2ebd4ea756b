"""What a player sees of all parts at once."""

from __future__ import annotations

from dataclasses import dataclass

from domains.gamification.achievements.model import Unlock


@dataclass(frozen=True, slots=True)
class Profile:
    """One player at a glance.

    `level_floor_xp` is where the level began, never more than `xp`; `next_level_xp` where the
    next one does, None at the top. `streak` and `best_streak` are days; `unlocked` of
    `achievements` tiers are unlocked, the newest first in `recent_unlocks`.
    """

    balance: int
    xp: int
    level: int
    level_floor_xp: int
    next_level_xp: int | None
    streak: int
    best_streak: int
    unlocked: int
    achievements: int
    recent_unlocks: tuple[Unlock, ...]

    @property
    def level_span(self) -> int:
        """Experience from the beginning of this level to the next; 1 at the top."""
        if self.next_level_xp is None:
            return 1
        return self.next_level_xp - self.level_floor_xp
