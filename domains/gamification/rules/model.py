"""Every number of the game, checked when it is read.

Amounts are whole besitos, multipliers are basis points (10 000 = ×1). With the defaults a
player who visits, reads a chapter and decides ten times earns between 300 and 500 a day.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

ONE = 10_000
"""×1 in basis points."""

YEAR = 365
MIN_STEP = 3
"""Seconds."""

Besitos = Annotated[int, Field(ge=0, le=1_000_000)]
Bps = Annotated[int, Field(ge=ONE, le=10 * ONE)]
Days = Annotated[int, Field(ge=1)]


class _Numbers(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class MissionRules(_Numbers):
    """How many missions there are at once, and what is around them (A5). Besitos and hours."""

    daily: int = Field(default=3, ge=1, le=6)
    weekly: int = Field(default=2, ge=1, le=6)
    free_rerolls: int = Field(default=1, ge=0, le=10)
    """Of each set; more cost `reroll_price`."""
    reroll_price: Annotated[int, Field(ge=1, le=1_000_000)] = 30
    daily_bonus: Besitos = 40
    weekly_bonus: Besitos = 150
    """For claiming a whole set."""
    daily_grace_hours: int = Field(default=24, ge=0, le=240)
    weekly_grace_hours: int = Field(default=72, ge=0, le=240)
    """How long a completed mission can be claimed after its set has ended."""
    auto_claim: bool = True
    """Then it is claimed for the player; otherwise it is lost."""


class Prize(_Numbers):
    """What a gift may hold: besitos, or `quantity` of an item. The weight is its chance."""

    code: str = Field(pattern=r"^[a-z][a-z0-9_]{0,31}$")
    besitos: Besitos = 0
    item: str | None = Field(default=None, max_length=64)
    quantity: int = Field(default=1, ge=1, le=100)
    weight: int = Field(ge=1, le=10_000)


def _purse(code: str, besitos: int, weight: int) -> Prize:
    return Prize(code=code, besitos=besitos, weight=weight)


class GiftRules(_Numbers):
    """The calendar of gifts (A6): a pool for each of its days, less the items nobody offers."""

    calendar: tuple[tuple[Prize, ...], ...] = Field(
        default=(
            (_purse("ribbon", 10, 70), _purse("bow", 20, 30)),
            (_purse("ribbon", 15, 70), _purse("bow", 25, 30)),
            (_purse("ribbon", 20, 70), _purse("bow", 35, 30)),
            (_purse("ribbon", 20, 60), _purse("bow", 40, 30), _purse("seal", 80, 10)),
            (
                _purse("ribbon", 25, 55),
                _purse("bow", 50, 30),
                Prize(code="frost", item="streak_freeze", weight=15),
            ),
            (_purse("ribbon", 30, 60), _purse("bow", 60, 30), _purse("seal", 120, 10)),
            (_purse("bow", 75, 60), _purse("seal", 150, 30), _purse("crown", 400, 10)),
        ),
        min_length=1,
        max_length=31,
    )
    min_age_minutes: int = Field(default=60, ge=0, le=10_080)
    """How long somebody must have been here before their first gift."""

    @model_validator(mode="after")
    def _every_day_holds_besitos(self) -> Self:
        if any(all(prize.besitos == 0 for prize in pool) for pool in self.calendar):
            raise ValueError("a day without besitos would be empty where its items are not sold")
        return self


class TriviaRules(_Numbers):
    """Questions (A10). Besitos, before multipliers."""

    seconds: int = Field(default=30, ge=6, le=300)
    """From a question shown to its end."""
    easy: Besitos = 10
    medium: Besitos = 18
    hard: Besitos = 30
    speed: tuple[tuple[int, Bps], ...] = ((5, 15_000), (10, 12_500))
    """Within so many seconds so much; steps are wide enough for any network."""
    daily_multiplier: Bps = 20_000
    """For the question of the day."""
    paid_per_day: int = Field(default=15, ge=0, le=1_000)
    """Free questions that pay, in one UTC day; more are for the pleasure of it."""

    @model_validator(mode="after")
    def _steps_are_wide(self) -> Self:
        limits = [0, *(seconds for seconds, _ in self.speed)]
        if any(later - earlier < MIN_STEP for earlier, later in pairwise(limits)):
            raise ValueError(f"a step of speed is at least {MIN_STEP} seconds wide")
        return self


class WagerRules(_Numbers):
    """Dice and duels (A10)."""

    stakes: tuple[Annotated[int, Field(ge=1, le=10_000)], ...] = (10, 25, 50)
    daily_loss: int = Field(default=200, ge=0, le=1_000_000)
    """Most besitos that somebody may lose at play in one UTC day."""
    free_throws: int = Field(default=2, ge=0, le=100)
    """In one UTC day."""
    free_throw_pays: Besitos = 2
    """For each pip."""
    dice_bps: tuple[int, ...] = Field(default=(0, 0, 0, 10_000, 15_000, 30_000), min_length=6)
    """What a stake comes to for each value of a die, in basis points."""
    duel_questions: int = Field(default=5, ge=1, le=10)
    duel_open_hours: int = Field(default=12, ge=1, le=20)
    """How long an invitation stands: less than what is set aside for it is held."""
    duel_minutes: int = Field(default=60, ge=5, le=180)
    """From the second player's yes to the end."""


class ReferralRules(_Numbers):
    """Invitations (A9): one level, paid for real players only."""

    reward: Besitos = 500
    welcome: Besitos = 100
    """For the invited one, at the same moment."""
    active_days: Days = 3
    chapters: int = Field(default=1, ge=0, le=100)
    min_hours: int = Field(default=72, ge=0, le=8_760)
    per_day: int = Field(default=5, ge=0, le=1_000)
    per_month: int = Field(default=50, ge=0, le=10_000)
    """Most that are paid to one player in a UTC day and month; others wait."""
    burst: int = Field(default=5, ge=2, le=1_000)
    burst_minutes: int = Field(default=10, ge=1, le=1_440)
    """So many within so long are looked at by a custodian first."""


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

    missions: MissionRules = MissionRules()
    gift: GiftRules = GiftRules()
    trivia: TriviaRules = TriviaRules()
    wagers: WagerRules = WagerRules()
    referrals: ReferralRules = ReferralRules()

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
