"""Every number of the game, checked when it is read.

Amounts are whole besitos, multipliers are basis points (10 000 = ×1). With the defaults a
player who visits, reads a chapter and decides ten times earns between 300 and 500 a day.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Self

from pydantic import Field, model_validator

from domains.gamification.aliases.model import AliasRules
from domains.gamification.auctions.model import AuctionRules
from domains.gamification.clues.model import ClueRules
from domains.gamification.gifts.model import GivingRules
from domains.gamification.leaderboards.model import LeaderboardRules
from domains.gamification.leagues.model import LeagueRules
from domains.gamification.rules.basics.model import (
    ONE,
    YEAR,
    Besitos,
    Bps,
    Days,
    Numbers,
    Part,
)
from domains.gamification.rules.play.model import (
    GiftRules,
    MissionRules,
    ReferralRules,
    TriviaRules,
    WagerRules,
)
from domains.gamification.rules.staff.model import AdjustmentRules
from domains.gamification.shop.model import ShopRules

__all__ = [
    "ONE",
    "YEAR",
    "Besitos",
    "Bps",
    "Days",
    "EarnRule",
    "GameRules",
    "Numbers",
    "Part",
    "PointRules",
    "StreakRules",
]


class EarnRule(Numbers):
    """What bounds one way of earning (A1). The defaults bound nothing."""

    daily_cap: Besitos | None = None
    """Besitos per UTC day; None for no limit but the global one."""
    cooldown_seconds: int = Field(default=0, ge=0, le=86_400)
    """Less than this after the last time it pays nothing."""
    repeat_part: Part = ONE
    """Each repetition with the same target that UTC day is worth this part of the one before."""
    newcomer_part: Part = ONE
    """The part that a new account earns."""


class PointRules(Numbers):
    """Limits of what is earned by playing (A1). Fixed rewards, paid once per cause, have none."""

    daily_cap: Besitos = 1_000
    """Besitos per UTC day over all rules that are not exempt."""
    cap_exempt: tuple[str, ...] = ("chapter_completed",)
    """Rules whose besitos neither count for the global cap nor are cut by it."""
    rules: dict[str, EarnRule] = Field(default={"trivia": EarnRule(daily_cap=400)})
    """By rule code; a rule that is not listed has the global cap only."""
    newcomer_hours: int = Field(default=24, ge=0, le=720)
    """How long an account is new after its first besito."""
    velocity_limit: int = Field(default=40, ge=2, le=10_000)
    """So many causes paid within `velocity_seconds`: the next ones wait for a review."""
    velocity_seconds: int = Field(default=60, ge=1, le=3_600)
    review_hours: int = Field(default=24, ge=1, le=720)
    """What nobody has rejected by then is spendable."""

    def rule(self, rule_code: str) -> EarnRule:
        """What bounds this way of earning."""
        return self.rules.get(rule_code, UNBOUND)


UNBOUND = EarnRule()


class StreakRules(Numbers):
    """Freezes and repair (A3)."""

    most_freezes: int = Field(default=2, ge=0, le=10)
    """Owned at once, ready for the next missed day."""
    freeze_price: Besitos = Field(default=200, ge=1)
    plan_freezes: dict[str, int] = Field(default={"vip": 3, "premium": 3})
    """Free ones per UTC month by plan, for a streak of at least `plan_freezes_from` days."""
    plan_freezes_from: Days = 7
    repair_hours: int = Field(default=48, ge=1, le=720)
    """How long after the break a streak can be repaired."""
    repair_pause_days: Days = 30
    """Between two repairs."""
    repair_price: Besitos = Field(default=100, ge=1)
    repair_price_per_day: Besitos = 10
    """For each day of the broken streak, up to `repair_price_most` in all."""
    repair_price_most: Besitos = Field(default=2_000, ge=1)
    support_hours: int = Field(default=48, ge=1, le=720)
    """As `repair_hours`, for a custodian who mends it for nothing."""
    lifetime_milestones_from: Days = 100
    """Milestones from this day on are paid once in a lifetime, smaller ones once per run."""

    def price_of_repair(self, length: int) -> int:
        """Besitos for mending a run of so many days."""
        return min(self.repair_price + self.repair_price_per_day * length, self.repair_price_most)


class GameRules(Numbers):
    """The numbers, without the rules: those are code."""

    points: PointRules = PointRules()
    streak: StreakRules = StreakRules()
    shop: ShopRules = ShopRules()
    giving: GivingRules = GivingRules()
    clues: ClueRules = ClueRules()
    auctions: AuctionRules = AuctionRules()
    missions: MissionRules = MissionRules()
    gift: GiftRules = GiftRules()
    trivia: TriviaRules = TriviaRules()
    wagers: WagerRules = WagerRules()
    referrals: ReferralRules = ReferralRules()
    adjustments: AdjustmentRules = AdjustmentRules()
    aliases: AliasRules = AliasRules()

    welcome: Besitos = 10
    daily_visit: Besitos = 50
    chapter_completed: Besitos = 150

    plan_multipliers: dict[str, Bps] = Field(default={"vip": 15_000, "premium": 20_000})
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

    def multiplier(self, plan: str, streak: int, bonus: int = 0) -> int:
        """Basis points for what somebody earns by playing: plan × streak × (1 + bonus), capped."""
        by_streak = ONE
        for since, bps in self.streak_multipliers:
            if streak >= since:
                by_streak = bps
        product = self.plan_multipliers.get(plan, ONE) * by_streak * (ONE + bonus)
        return min((product + ONE * ONE // 2) // (ONE * ONE), self.multiplier_cap)

    def milestone(self, length: int) -> int:
        """What the day number `length` of a streak pays beyond the ordinary; 0 for most."""
        if length > YEAR and length % YEAR == 0:
            length = YEAR
        return dict(self.streak_milestones).get(length, 0)
