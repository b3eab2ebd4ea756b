"""Whoever loses an achievement is told, with the reason. Who gets one is told as ever."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.gateway.notifications import NotificationCenter
from domains.core import Subscription, Transaction, effect
from domains.core.events import AchievementRevokedEvent


class HonourNotices:
    """Tells the player, exactly once."""

    def __init__(
        self,
        notifications: NotificationCenter,
        achievement_name: Callable[[str, str], str | None],
        languages: Sequence[str],
    ) -> None:
        self._notifications = notifications
        self._achievement_name = achievement_name
        self._languages = languages

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """What the bus must deliver here."""
        return (effect("bot.tell_achievement_revoked", AchievementRevokedEvent, self._revoked),)

    async def _revoked(self, event: AchievementRevokedEvent, tx: Transaction) -> None:
        code = event.achievement_id
        names = {each: self._achievement_name(code, each) for each in self._languages}
        params = {
            "code": code,
            "names": {each: name for each, name in names.items() if name},
            "reason": event.reason,
        }
        await self._notifications.tell(tx, event, event.user_id, "achievement.revoked", params)
