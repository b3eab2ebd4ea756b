"""Gifts are announced to whom they are for, and their answers to whom they came from."""

from __future__ import annotations

from bot.gateway.notifications import NotificationCenter
from domains.core import (
    GiftAnsweredEvent,
    GiftOfferedEvent,
    Subscription,
    Transaction,
    effect,
)


class GiftNotices:
    """Tells both ends, exactly once each."""

    def __init__(self, notifications: NotificationCenter) -> None:
        self._notifications = notifications

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """What the bus must deliver here."""
        return (
            effect("bot.tell_gift_offered", GiftOfferedEvent, self._offered),
            effect("bot.tell_gift_answered", GiftAnsweredEvent, self._answered),
        )

    async def _offered(self, event: GiftOfferedEvent, tx: Transaction) -> None:
        await self._request(tx, event, "gift.offered")

    async def _answered(self, event: GiftAnsweredEvent, tx: Transaction) -> None:
        await self._request(tx, event, f"gift.{event.answer}")

    async def _request(
        self, tx: Transaction, event: GiftOfferedEvent | GiftAnsweredEvent, kind: str
    ) -> None:
        await self._notifications.tell(tx, event, event.user_id, kind, {"item": event.item_id})
