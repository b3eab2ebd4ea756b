"""Every reward becomes a durable notification; the turn that earned it shows it first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.gateway.notifications import NotificationCenter
from domains.core import (
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
from domains.core.events.base import BaseEvent

STREAK_WORTH_TELLING = 2


class RewardNotices:
    """Turns reward events into notification requests, in the transaction of the inbox."""

    def __init__(
        self,
        notifications: NotificationCenter,
        clue_name: Callable[[str, str], str | None],
        languages: Sequence[str],
    ) -> None:
        self._notifications = notifications
        self._clue_name = clue_name
        self._languages = languages

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """What the bus must deliver here."""
        return (
            effect("bot.tell_points", PointsAwardedEvent, self._points),
            effect("bot.tell_deduction", PointsDeductedEvent, self._deduction),
            effect("bot.tell_level", LevelReachedEvent, self._level),
            effect("bot.tell_achievement", AchievementUnlockedEvent, self._achievement),
            effect("bot.tell_streak", StreakUpdatedEvent, self._streak),
            effect("bot.tell_clue", ClueFoundEvent, self._clue),
        )

    async def _points(self, event: PointsAwardedEvent, tx: Transaction) -> None:
        params: dict[str, object] = {"amount": event.points_amount, "action": event.action_type}
        if event.note:
            params["note"] = event.note
        await self._request(tx, event, event.user_id, "points.awarded", params)

    async def _deduction(self, event: PointsDeductedEvent, tx: Transaction) -> None:
        if event.note:  # somebody took them back; what a player buys tells itself
            params: dict[str, object] = {"amount": event.points_amount, "note": event.note}
            await self._request(tx, event, event.user_id, "points.deducted", params)

    async def _level(self, event: LevelReachedEvent, tx: Transaction) -> None:
        await self._request(tx, event, event.user_id, "level.reached", {"level": event.level})

    async def _achievement(self, event: AchievementUnlockedEvent, tx: Transaction) -> None:
        params: dict[str, object] = {"code": event.achievement_id}
        await self._request(tx, event, event.user_id, "achievement.unlocked", params)

    async def _streak(self, event: StreakUpdatedEvent, tx: Transaction) -> None:
        if event.is_broken:
            if event.previous_streak < STREAK_WORTH_TELLING:
                return
            params: dict[str, object] = {"days": event.previous_streak}
            await self._request(tx, event, event.user_id, "streak.broken", params)
        elif event.current_streak >= STREAK_WORTH_TELLING:
            params = {"days": event.current_streak}
            await self._request(tx, event, event.user_id, "streak.grown", params)

    async def _clue(self, event: ClueFoundEvent, tx: Transaction) -> None:
        # The story's words are content: they travel along, in every language.
        names = {
            language: self._clue_name(event.clue_id, language) or event.clue_id
            for language in self._languages
        }
        await self._request(tx, event, event.user_id, "clue.found", {"names": names})

    async def _request(
        self,
        tx: Transaction,
        event: BaseEvent,
        user_id: int,
        kind: str,
        params: dict[str, object],
    ) -> None:
        await self._notifications.request(
            tx,
            user_id=user_id,
            kind=kind,
            params=params,
            dedupe_key=str(event.event_id),
            correlation_id=event.correlation_id or event.event_id.hex,
        )
