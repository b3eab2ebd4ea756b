"""What an action is worth, and what follows from it: multipliers in front, levels behind."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from domains.core.events import LevelReachedEvent
from domains.core.unit_of_work import Transaction
from domains.gamification.points.model import Amount, Entry, Kind, Receipt
from domains.gamification.points.repository import Accounts
from domains.gamification.points.service import Points
from domains.gamification.rewards.model import MultiplierSource
from domains.gamification.rewards.repository import Plans
from domains.gamification.rules.service import Rulebook
from domains.gamification.streaks.service import Streaks


class Rewards:
    """Pays players. Every method works inside the caller's transaction, once per key."""

    def __init__(
        self,
        book: Rulebook,
        points: Points,
        streaks: Streaks,
        sources: Iterable[MultiplierSource] = (),
    ) -> None:
        self._book = book
        self._sources = list(sources)
        self._points = points
        self._streaks = streaks
        self._plans = Plans()
        self._accounts = Accounts()

    def multiply_by(self, source: MultiplierSource) -> None:
        """Ask this source, too, what an earning is worth. For wiring."""
        self._sources.append(source)

    async def earn(
        self, tx: Transaction, user_id: int, base: int, key: str, rule_code: str, at: datetime
    ) -> Receipt | None:
        """Pay for playing: `base` times the player's multipliers, and `base` experience.

        `at` is when it happened. None when there is nothing to pay.
        """
        if base <= 0:
            return None
        plan = await self._plans.of(tx, user_id)
        streak = await self._streaks.length_with(tx, user_id, at)
        bonus = sum([await source.bps(tx, user_id, at) for source in self._sources])
        amount = Amount(base, self._book.now.multiplier(plan, streak, bonus))
        entry = Entry(key, Kind.EARNED, rule_code, amount, at, xp=base)
        receipt = await self._points.credit(tx, user_id, entry)
        if receipt.is_new:
            await self._reach_levels(tx, receipt, at)
        return receipt

    async def give(
        self, tx: Transaction, user_id: int, amount: int, key: str, rule_code: str, at: datetime
    ) -> Receipt | None:
        """Pay a fixed reward: no multiplier, no experience. None when it is nothing."""
        if amount <= 0:
            return None
        entry = Entry(key, Kind.REWARD, rule_code, Amount(amount), at)
        return await self._points.credit(tx, user_id, entry)

    async def follow_plan(self, tx: Transaction, user_id: int, plan: str, at: datetime) -> None:
        """Somebody's plan changed at `at`; what they earn from now on follows it."""
        await self._plans.put(tx, user_id, plan, at)

    async def _reach_levels(self, tx: Transaction, receipt: Receipt, at: datetime) -> None:
        account = receipt.account
        levels = self._book.curve.crossed(account.top_level, account.xp)
        if not levels:
            return
        await self._accounts.raise_level(tx, account.id, levels[-1])
        for level in levels:
            tx.publish(
                LevelReachedEvent(user_id=account.user_id, level=level, lifetime_xp=account.xp)
            )
            reward = self._book.now.level_reward * level
            key = f"level_reward:{level}"
            await self.give(tx, account.user_id, reward, key, "level_reward", at)
