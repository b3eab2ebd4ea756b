"""A throw. Pure (A10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domains.gamification.points.model import half_up
from domains.gamification.rules.play.model import WagerRules

PIPS = 6
OPEN, DONE, REFUNDED = "open", "done", "refunded"
PATIENCE = timedelta(minutes=10)
"""A stake whose die was never seen comes back after so long."""


@dataclass(frozen=True, slots=True)
class Throw:
    """`value` is None until the die lies; `utc_day` is the day it counts for."""

    id: int
    user_id: int
    stake: int
    state: str
    value: int | None
    payout: int
    utc_day: date
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class Table:
    """What there is to play for, and how much may still be lost today."""

    stakes: tuple[int, ...]
    free_left: int
    bps: tuple[int, ...]
    free_pays: int


def payout(rules: WagerRules, stake: int, value: int) -> int:
    """What a value comes to. Without a stake each pip pays a little."""
    if stake == 0:
        return rules.free_throw_pays * value
    return half_up(stake, rules.dice_bps[value - 1])
