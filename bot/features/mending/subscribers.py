"""Whoever's streak is mended is told, with the reason."""

from __future__ import annotations

from bot.gateway.notifications import NotificationCenter
from domains.core import Subscription, Transaction, effect
from domains.core.events import StreakMendedEvent


class MendingNotices:
    """Tells the player, exactly once."""

    def __init__(self, notifications: NotificationCenter) -> None:
        self._notifications = notifications

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """What the bus must deliver here."""
        return (effect("bot.tell_streak_mended", StreakMendedEvent, self._mended),)

    async def _mended(self, event: StreakMendedEvent, tx: Transaction) -> None:
        params = {"days": event.length, "reason": event.reason}
        await self._notifications.tell(tx, event, event.user_id, "streak.mended", params)
