"""Every reward becomes a durable notification; the turn that earned it shows it first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.gateway.notifications import NotificationCenter
from domains.core import (
    AchievementsReviewedEvent,
    AchievementUnlockedEvent,
    ClueFoundEvent,
    LevelReachedEvent,
    PointsAwardedEvent,
    PointsDeductedEvent,
    StreakUpdatedEvent,
    Subscription,
    Transaction,
    effect,
)

STREAK_WORTH_TELLING = 2
TOLD_ELSEWHERE = frozenset(
    {"achievement_review", "dice_won", "duel_won", "daily_gift", "referral"}
)
"""What is paid for these is told by what it is paid for."""


class RewardNotices:
    """Turns reward events into notification requests, in the transaction of the inbox."""

    def __init__(
        self,
        notifications: NotificationCenter,
        clue_name: Callable[[str, str], str | None],
        achievement_name: Callable[[str, str], str | None],
        languages: Sequence[str],
    ) -> None:
        self._notifications = notifications
        self._clue_name = clue_name
        self._achievement_name = achievement_name
        self._languages = languages

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """What the bus must deliver here."""
        return (
            effect("bot.tell_points", PointsAwardedEvent, self._points),
            effect("bot.tell_deduction", PointsDeductedEvent, self._deduction),
            effect("bot.tell_level", LevelReachedEvent, self._level),
            effect("bot.tell_achievement", AchievementUnlockedEvent, self._achievement),
            effect("bot.tell_review", AchievementsReviewedEvent, self._review),
            effect("bot.tell_streak", StreakUpdatedEvent, self._streak),
            effect("bot.tell_clue", ClueFoundEvent, self._clue),
        )

    async def _points(self, event: PointsAwardedEvent, tx: Transaction) -> None:
        if event.action_type in TOLD_ELSEWHERE:
            return
        params: dict[str, object] = {"amount": event.points_amount, "action": event.action_type}
        if event.note:
            params["note"] = event.note
        await self._notifications.tell(tx, event, event.user_id, "points.awarded", params)

    async def _deduction(self, event: PointsDeductedEvent, tx: Transaction) -> None:
        if event.note:  # somebody took them back; what a player buys tells itself
            params: dict[str, object] = {"amount": event.points_amount, "note": event.note}
            await self._notifications.tell(tx, event, event.user_id, "points.deducted", params)

    async def _level(self, event: LevelReachedEvent, tx: Transaction) -> None:
        await self._notifications.tell(
            tx, event, event.user_id, "level.reached", {"level": event.level}
        )

    async def _achievement(self, event: AchievementUnlockedEvent, tx: Transaction) -> None:
        if event.is_silent:
            return
        params = self._named(event.achievement_id)
        if event.achievement_name:  # of an instance that knows it already
            params.setdefault("names", {"en": event.achievement_name})
        params["tier"] = event.tier
        await self._notifications.tell(tx, event, event.user_id, "achievement.unlocked", params)

    async def _review(self, event: AchievementsReviewedEvent, tx: Transaction) -> None:
        counts = {"counted": event.counted, "amount": event.points_reward}
        params = self._named(event.achievement_id) | counts
        await self._notifications.tell(tx, event, event.user_id, "achievement.reviewed", params)

    def _named(self, code: str) -> dict[str, object]:
        """What was defined at run time brings its words along, in every language."""
        names = {
            language: name
            for language in self._languages
            if (name := self._achievement_name(code, language)) is not None
        }
        return {"code": code, "names": names} if names else {"code": code}

    async def _streak(self, event: StreakUpdatedEvent, tx: Transaction) -> None:
        if event.is_broken:
            if event.previous_streak < STREAK_WORTH_TELLING:
                return
            params: dict[str, object] = {"days": event.previous_streak}
            await self._notifications.tell(tx, event, event.user_id, "streak.broken", params)
        elif event.current_streak >= STREAK_WORTH_TELLING:
            params = {"days": event.current_streak}
            await self._notifications.tell(tx, event, event.user_id, "streak.grown", params)

    async def _clue(self, event: ClueFoundEvent, tx: Transaction) -> None:
        # The story's words are content: they travel along, in every language.
        names = {
            language: self._clue_name(event.clue_id, language) or event.clue_id
            for language in self._languages
        }
        await self._notifications.tell(tx, event, event.user_id, "clue.found", {"names": names})
