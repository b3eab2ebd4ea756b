"""Whoever's name is taken is told, with the reason."""

from __future__ import annotations

from bot.gateway.notifications import NotificationCenter
from domains.core import Subscription, Transaction, effect
from domains.core.events import AliasResetEvent


class NamingNotices:
    """Tells the player, exactly once."""

    def __init__(self, notifications: NotificationCenter) -> None:
        self._notifications = notifications

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """What the bus must deliver here."""
        return (effect("bot.tell_alias_reset", AliasResetEvent, self._reset),)

    async def _reset(self, event: AliasResetEvent, tx: Transaction) -> None:
        params = {"reason": event.reason}
        await self._notifications.tell(tx, event, event.user_id, "alias.reset", params)
