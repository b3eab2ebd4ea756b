"""A purchase that was taken back is told to whoever had bought it."""

from __future__ import annotations

from bot.gateway.notifications import NotificationCenter
from domains.core import PurchaseRefundedEvent, Subscription, Transaction, effect


class ShopNotices:
    """Tells the player, exactly once."""

    def __init__(self, notifications: NotificationCenter) -> None:
        self._notifications = notifications

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """What the bus must deliver here."""
        return (effect("bot.tell_refund", PurchaseRefundedEvent, self._refunded),)

    async def _refunded(self, event: PurchaseRefundedEvent, tx: Transaction) -> None:
        await self._notifications.tell(
            tx,
            event,
            event.user_id,
            "purchase.refunded",
            {"item": event.item_id, "price": event.points_price},
        )
