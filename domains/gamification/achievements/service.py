"""Counting and unlocking."""

from __future__ import annotations

from domains.core.events import AchievementUnlockedEvent, BaseEvent
from domains.core.unit_of_work import Transaction
from domains.gamification.achievements.model import (
    Achievement,
    AchievementView,
    Catalogue,
    Unlock,
)
from domains.gamification.achievements.repository import AchievementRows
from domains.gamification.rewards.service import Rewards


class Achievements:
    """Every method works inside the caller's transaction."""

    def __init__(self, catalogue: Catalogue, rewards: Rewards) -> None:
        self.catalogue = catalogue
        self._rewards = rewards
        self._rows = AchievementRows()

    async def count(self, tx: Transaction, user_id: int, event: BaseEvent) -> None:
        """Move every counter that this event moves, and unlock what is complete.

        Unlock, reward and event commit together, tier after tier. Call it once per event.
        """
        for achievement in self.catalogue.moved_by(event):
            made = achievement.progress_in(event)
            if made is not None:
                steps = await self._rows.advance(tx, user_id, achievement, made)
                await self._unlock(tx, user_id, achievement, steps, event)

    async def gallery(self, tx: Transaction, user_id: int) -> tuple[AchievementView, ...]:
        """Every achievement with the player's progress, in the order of the catalogue."""
        steps = await self._rows.progress_of(tx, user_id)
        unlocked = {(u.code, u.tier): u for u in await self._rows.unlocks_of(tx, user_id)}
        views = []
        for achievement in self.catalogue.achievements:
            tier = next(
                (
                    number
                    for number in range(1, len(achievement.tiers) + 1)
                    if (achievement.code, number) not in unlocked
                ),
                len(achievement.tiers),
            )
            done = unlocked.get((achievement.code, tier))
            views.append(
                AchievementView(
                    code=achievement.code,
                    category=achievement.category,
                    tier=tier,
                    tiers=len(achievement.tiers),
                    steps=steps.get((achievement.code, achievement.version), 0),
                    goal=achievement.tiers[tier - 1].goal,
                    reward=achievement.tiers[tier - 1].reward,
                    unlocked_at=done.unlocked_at if done else None,
                )
            )
        return tuple(views)

    async def unlocks(self, tx: Transaction, user_id: int) -> list[Unlock]:
        """Everything somebody unlocked, newest first."""
        return await self._rows.unlocks_of(tx, user_id)

    async def _unlock(
        self, tx: Transaction, user_id: int, achievement: Achievement, steps: int, by: BaseEvent
    ) -> None:
        for number, tier in enumerate(achievement.tiers, start=1):
            if steps < tier.goal:
                return
            if not await self._rows.unlock(tx, user_id, achievement, number, by):
                continue
            tx.publish(
                AchievementUnlockedEvent(
                    user_id=user_id,
                    achievement_id=achievement.code,
                    achievement_category=achievement.category,
                    tier=number,
                    points_reward=tier.reward,
                    unlock_timestamp=by.timestamp,
                )
            )
            key = f"achievement:{achievement.code}:{number}"
            await self._rewards.give(tx, user_id, tier.reward, key, "achievement", by.timestamp)
