"""A purse and its history, as a player sees them."""

from __future__ import annotations

from dataclasses import dataclass

from domains.gamification.points.model import LedgerLine


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Lines from the newest to the oldest; `next_before` continues, None at the end."""

    lines: tuple[LedgerLine, ...]
    next_before: int | None


@dataclass(frozen=True, slots=True)
class Purse:
    """What somebody can spend and cannot, in besitos, and why.

    `earned_today` counts what the day's limit `daily_cap` bounds (UTC day).
    """

    daily_cap: int
    balance: int = 0
    held: int = 0
    pending: int = 0
    debt: int = 0
    is_frozen: bool = False
    earned_today: int = 0
