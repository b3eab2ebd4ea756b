"""What an action is worth, and what follows from it: multipliers in front, levels behind."""

from __future__ import annotations

from datetime import datetime

from domains.core.events import LevelReachedEvent
from domains.core.unit_of_work import Transaction
from domains.gamification.bounds.model import burst_with
from domains.gamification.bounds.service import Bounds
from domains.gamification.points.model import Account, Amount, Entry, Kind, Receipt, half_up
from domains.gamification.points.repository import Accounts
from domains.gamification.points.service import Points
from domains.gamification.rewards.model import Earner, Earning
from domains.gamification.rewards.repository import Earners, Plans
from domains.gamification.rules.model import ONE
from domains.gamification.rules.service import Rulebook
from domains.gamification.streaks.model import length_with


class Rewards:
    """Pays players. Every method works inside the caller's transaction, once per key."""

    def __init__(self, book: Rulebook, points: Points) -> None:
        self._book = book
        self._bounds = Bounds(book)
        self._points = points
        self._plans = Plans()
        self._earners = Earners()
        self._accounts = Accounts()

    async def earn(
        self, tx: Transaction, user_id: int, base: int, key: str, rule_code: str, at: datetime
    ) -> Receipt | None:
        """Pay for playing: `base` times the player's multipliers, and `base` experience.

        `at` is when it happened. None when there is nothing to pay. See `earn_for`.
        """
        return await self.earn_for(tx, user_id, Earning(base, key, rule_code, at))

    async def earn_for(self, tx: Transaction, user_id: int, earning: Earning) -> Receipt | None:
        """Pay for playing within the rules' limits (A1): caps, parts, cool-downs, haste.

        The line keeps what was cut. None when there is nothing to pay, or the rule rests.
        What comes faster than a person can act is written down and waits for a review.
        """
        if earning.base <= 0:
            return None
        earner = await self._earners.lock(tx, user_id, earning.at)
        account, multiplier = earner.account, self._multiplier(earner, earning.at)
        amount = await self._bounds.fit(tx, account, earning, multiplier)
        entry = Entry(
            earning.key,
            Kind.EARNED,
            earning.rule_code,
            amount,
            earning.at,
            xp=max(1, half_up(earning.base, amount.part_bps)),
        )
        if await self._bounds.rests(tx, account, earning):
            is_paid = await self._points.is_paid(tx, account, earning.key)
            return await self._points.repeated(tx, account, entry) if is_paid else None
        return await self._pay(tx, account, earning, entry)

    async def _pay(
        self, tx: Transaction, account: Account, earning: Earning, entry: Entry
    ) -> Receipt:
        burst = burst_with(self._book.now.points, account, earning.at)
        counted = self._bounds.counted(earning, entry.amount)
        if burst.count > self._book.now.points.velocity_limit:
            receipt = await self._points.suspend(tx, account, entry, burst)
            if receipt.is_new:
                await self._bounds.count(tx, account, counted)
        else:
            receipt = await self._points.credit_to(tx, account, entry, burst, counted)
        if receipt.is_new:
            await self._bounds.rest(tx, account, earning)
            if not receipt.is_pending:
                await self.reach_levels(tx, receipt.account, earning.at)
        return receipt

    def _multiplier(self, earner: Earner, at: datetime) -> int:
        streak = length_with(earner.streak, at)
        bonus = max(0, (earner.boost_bps or ONE) - ONE)
        return self._book.now.multiplier(earner.plan, streak, bonus)

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

    async def reach_levels(self, tx: Transaction, account: Account, at: datetime) -> None:
        """Announce and reward the levels that are new to a locked account, each once, in order.

        `account` is as it is after the experience was added.
        """
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
