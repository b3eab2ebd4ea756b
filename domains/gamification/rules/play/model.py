"""The numbers of missions, gifts, questions, wagers and invitations; see `rules`."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Self

from pydantic import Field, model_validator

from domains.gamification.rules.basics.model import Besitos, Bps, Days, Numbers

MIN_STEP = 3
"""Seconds."""


class MissionRules(Numbers):
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


class Prize(Numbers):
    """What a gift may hold: besitos, or `quantity` of an item. The weight is its chance."""

    code: str = Field(pattern=r"^[a-z][a-z0-9_]{0,31}$")
    besitos: Besitos = 0
    item: str | None = Field(default=None, max_length=64)
    quantity: int = Field(default=1, ge=1, le=100)
    weight: int = Field(ge=1, le=10_000)


def _purse(code: str, besitos: int, weight: int) -> Prize:
    return Prize(code=code, besitos=besitos, weight=weight)


class GiftRules(Numbers):
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
                Prize(code="frost", item="spare_minute", weight=15),
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


class TriviaRules(Numbers):
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


class WagerRules(Numbers):
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


class ReferralRules(Numbers):
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
    clawback_days: int = Field(default=30, ge=0, le=366)
    """A guest who is banned so soon after both were paid was none: it is taken back."""
    burst: int = Field(default=5, ge=2, le=1_000)
    burst_minutes: int = Field(default=10, ge=1, le=1_440)
    """So many within so long are looked at by a custodian first."""
