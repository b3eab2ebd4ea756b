"""Besitos that an admin gives or takes back: booked once, or refused, and always answered."""

from __future__ import annotations

from domains.core import Subscription, Transaction, effect
from domains.core.events import (
    PointsAdjustmentRefusedEvent,
    PointsAdjustmentRequestedEvent,
    PointsAdjustmentWithdrawnEvent,
)
from domains.gamification.adjustments.model import RULE, Order
from domains.gamification.adjustments.service import Bookings
from domains.gamification.points.repository import Accounts, Ledger
from domains.gamification.reservations.model import WITHDRAWN, Wish
from domains.gamification.reservations.repository import Holds

_Wanted = PointsAdjustmentRequestedEvent | PointsAdjustmentWithdrawnEvent


class Adjustments:
    """A withdrawal that overtakes its request keeps the request out; one that is late is none."""

    def __init__(self, bookings: Bookings) -> None:
        self._bookings = bookings
        self._accounts = Accounts()
        self._ledger = Ledger()
        self._holds = Holds()

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """Everything that concerns adjustments."""
        return (
            effect(
                "gamification.adjust_points_on_request",
                PointsAdjustmentRequestedEvent,
                self.adjust_points_on_request,
            ),
            effect(
                "gamification.keep_out_on_adjustment_withdrawn",
                PointsAdjustmentWithdrawnEvent,
                self.keep_out_on_adjustment_withdrawn,
            ),
        )

    async def adjust_points_on_request(
        self, event: PointsAdjustmentRequestedEvent, tx: Transaction
    ) -> None:
        """A grant in full; a negative one takes what is there. Neither gives experience."""
        await self._accounts.lock(tx, event.user_id)
        if await self._holds.get(tx, event.adjustment_id) is not None:
            return  # withdrawn, and answered then
        posting = await self._bookings.post(tx, _order(event))
        if posting.refusal is not None:
            _refuse(tx, event, posting.refusal, posting.balance)

    async def keep_out_on_adjustment_withdrawn(
        self, event: PointsAdjustmentWithdrawnEvent, tx: Transaction
    ) -> None:
        """Never book it from now on. What is booked stands, and was answered."""
        account = await self._accounts.lock(tx, event.user_id)
        if await self._ledger.find(tx, account.id, _key(event)) is not None:
            return
        wish = Wish(event.adjustment_id, event.user_id, 0, RULE)
        await self._holds.keep_out(tx, account.id, wish, WITHDRAWN)
        _refuse(tx, event, WITHDRAWN, account.balance)


def _key(event: _Wanted) -> str:
    return f"adjustment:{event.adjustment_id}"


def _order(event: PointsAdjustmentRequestedEvent) -> Order:
    return Order(
        event.adjustment_id,
        event.user_id,
        event.amount,
        event.admin_user_id,
        event.reason,
        event.timestamp,
        event.cause,
    )


def _refuse(tx: Transaction, event: _Wanted, reason: str, balance: int) -> None:
    tx.publish(
        PointsAdjustmentRefusedEvent(
            user_id=event.user_id,
            adjustment_id=event.adjustment_id,
            amount=event.amount,
            admin_user_id=event.admin_user_id,
            reason=reason,
            balance=balance,
        )
    )
