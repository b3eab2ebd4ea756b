"""What certain days of a streak pay: once per run, the big ones once in a lifetime (A3.7)."""

from __future__ import annotations

from datetime import datetime

from domains.core.unit_of_work import Transaction
from domains.gamification.rewards.service import Rewards
from domains.gamification.rules.service import Rulebook
from domains.gamification.streaks.model import Change


class Milestones:
    """Works inside the caller's transaction."""

    def __init__(self, book: Rulebook, rewards: Rewards) -> None:
        self._book = book
        self._rewards = rewards

    async def pay(self, tx: Transaction, user_id: int, change: Change, at: datetime) -> int:
        """Pay the milestones that a streak has reached; besitos that are new."""
        paid = 0
        for step in change.steps:
            for length in range(step.before + 1, step.after + 1):
                amount = self._book.now.milestone(length)
                key = self._key(change.streak.run_id, length)
                receipt = await self._rewards.give(
                    tx, user_id, amount, key, "streak_milestone", at
                )
                paid += receipt.amount if receipt is not None and receipt.is_new else 0
        return paid

    def _key(self, run_id: str, length: int) -> str:
        is_big = length >= self._book.now.streak.lifetime_milestones_from
        return f"streak:{'lifetime' if is_big else run_id}:{length}"
