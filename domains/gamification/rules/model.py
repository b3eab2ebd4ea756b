"""Every number of the game, checked when it is read.

Amounts are whole besitos, multipliers are basis points (10 000 = ×1). With the defaults a
player who visits, reads a chapter and decides ten times earns between 300 and 500 a day.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from domains.gamification.leaderboards.model import LeaderboardRules
from domains.gamification.leagues.model import LeagueRules

ONE = 10_000
"""×1 in basis points."""

YEAR = 365

Besitos = Annotated[int, Field(ge=0, le=1_000_000)]
Bps = Annotated[int, Field(ge=ONE, le=10 * ONE)]
Days = Annotated[int, Field(ge=1)]


class GameRules(BaseModel):
    """The numbers, without the rules: those are code.

    Raises pydantic's ValidationError for a table that is out of order or a field nobody knows.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    welcome: Besitos = 10
    daily_visit: Besitos = 50
    chapter_completed: Besitos = 150

    plan_multipliers: dict[str, Bps] = {"vip": 15_000, "premium": 20_000}
    """Plans that are not listed multiply by one."""
    streak_multipliers: tuple[tuple[Days, Bps], ...] = (
        (1, 11_000),
        (8, 12_000),
        (15, 13_000),
        (31, 15_000),
    )
    """From this day of a streak on, this much; days ascending."""
    multiplier_cap: Bps = 30_000

    level_step: int = Field(default=50, ge=1)
    """Level L begins at `level_step * L * (L - 1)` experience."""
    top_level: int = Field(default=50, ge=2, le=1_000)
    level_reward: Besitos = 20
    """Besitos per number of the level reached, once."""

    streak_milestones: tuple[tuple[Days, Besitos], ...] = (
        (3, 30),
        (7, 100),
        (14, 200),
        (30, 500),
        (50, 750),
        (100, 1_500),
        (180, 2_500),
        (365, 5_000),
    )
    """Paid once per streak; the last one again after every further year."""

    leaderboards: LeaderboardRules = LeaderboardRules()
    leagues: LeagueRules = LeagueRules()

    @model_validator(mode="after")
    def _tables_ascend(self) -> Self:
        for table in (self.streak_multipliers, self.streak_milestones):
            if any(later[0] <= earlier[0] for earlier, later in pairwise(table)):
                raise ValueError("the days of a table must ascend")
        return self

    def multiplier(self, plan: str, streak: int) -> int:
        """Basis points for what somebody earns by playing, capped."""
        by_streak = ONE
        for since, bps in self.streak_multipliers:
            if streak >= since:
                by_streak = bps
        product = (self.plan_multipliers.get(plan, ONE) * by_streak + ONE // 2) // ONE
        return min(product, self.multiplier_cap)

    def milestone(self, length: int) -> int:
        """What the day number `length` of a streak pays beyond the ordinary; 0 for most."""
        if length > YEAR and length % YEAR == 0:
            length = YEAR
        return dict(self.streak_milestones).get(length, 0)
