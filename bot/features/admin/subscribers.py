"""What became of besitos that a custodian gave or took back: told by that turn, or soon after."""

from __future__ import annotations

from bot.gateway.notifications import NotificationCenter
from domains.core import PointsAdjustmentSettledEvent, Subscription, Transaction, effect


class AdjustmentNotices:
    """Tells the custodian, exactly once."""

    def __init__(self, notifications: NotificationCenter) -> None:
        self._notifications = notifications

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """What the bus must deliver here."""
        return (
            effect("bot.tell_adjustment_settled", PointsAdjustmentSettledEvent, self._settled),
        )

    async def _settled(self, event: PointsAdjustmentSettledEvent, tx: Transaction) -> None:
        await self._notifications.tell(
            tx,
            event,
            event.admin_user_id,
            f"adjustment.{event.outcome}",
            {
                "asked": event.amount,
                "moved": event.moved,
                "balance": event.balance,
                "person": str(event.user_id),
                "reason": event.reason,
            },
        )
