"""Custodians are told what waits for them; whoever asked, what became of it."""

from __future__ import annotations

from uuid import UUID

from bot.gateway.notifications import Notification, NotificationCenter, Request
from domains.admin.pending.model import State
from domains.admin.pending.service import SecondOpinions
from domains.core import Subscription, Transaction, effect
from domains.core.events import PointsAdjustmentDeferredEvent, PointsAdjustmentDroppedEvent

DEFERRED = "adjustment.deferred"


class PendingNotices:
    """Tells each custodian once, and not any more when somebody has decided."""

    def __init__(self, notifications: NotificationCenter, second_opinions: SecondOpinions) -> None:
        self._notifications = notifications
        self._second_opinions = second_opinions
        notifications.check(DEFERRED, self._is_waiting)

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """What the bus must deliver here."""
        return (
            effect("bot.tell_adjustment_deferred", PointsAdjustmentDeferredEvent, self._deferred),
            effect("bot.tell_adjustment_dropped", PointsAdjustmentDroppedEvent, self._dropped),
        )

    async def _deferred(self, event: PointsAdjustmentDeferredEvent, tx: Transaction) -> None:
        for custodian in event.confirmer_user_ids:
            await self._notifications.ask(
                tx,
                Request(
                    user_id=custodian,
                    kind=DEFERRED,
                    params={
                        "id": event.adjustment_id.hex,
                        "asked": event.amount,
                        "moved": 0,
                        "person": str(event.user_id),
                        "asker": str(event.admin_user_id),
                    },
                    dedupe_key=f"{DEFERRED}:{custodian}:{event.adjustment_id}",
                    correlation_id=event.correlation_id or event.event_id.hex,
                    expires_at=event.expires_at,
                ),
            )

    async def _dropped(self, event: PointsAdjustmentDroppedEvent, tx: Transaction) -> None:
        if event.outcome == State.WITHDRAWN:
            return  # by whoever asked: they know
        await self._notifications.tell(
            tx,
            event,
            event.admin_user_id,
            f"adjustment.{event.outcome}",
            {
                "asked": event.amount,
                "moved": 0,
                "person": str(event.user_id),
                "note": event.note or "",
            },
        )

    async def _is_waiting(self, notification: Notification) -> bool:
        return await self._second_opinions.is_waiting(UUID(str(notification.params["id"])))
