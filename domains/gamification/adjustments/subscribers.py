"""Besitos that an admin gives or takes back: booked once, or refused, and always answered."""

from __future__ import annotations

from typing import Final

from domains.core import Subscription, Transaction, effect
from domains.core.events import (
    PointsAdjustedEvent,
    PointsAdjustmentRefusedEvent,
    PointsAdjustmentRequestedEvent,
    PointsAdjustmentWithdrawnEvent,
)
from domains.gamification.points.errors import LedgerConflictError
from domains.gamification.points.model import Amount, Entry, Kind, Receipt
from domains.gamification.points.repository import Accounts, Ledger
from domains.gamification.points.service import Points
from domains.gamification.reservations.model import WITHDRAWN, Wish
from domains.gamification.reservations.repository import Holds

RULE: Final = "admin_adjustment"
NOTHING_TO_TAKE: Final = "nothing_to_take"
CONFLICT: Final = "conflict"
"""The id was used for another amount: a mistake in the program, never repaired by trying."""

_Wanted = PointsAdjustmentRequestedEvent | PointsAdjustmentWithdrawnEvent


class Adjustments:
    """A withdrawal that overtakes its request keeps the request out; one that is late is none."""

    def __init__(self, points: Points) -> None:
        self._points = points
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
        account = await self._accounts.lock(tx, event.user_id)
        if await self._holds.get(tx, event.adjustment_id) is not None:
            return  # withdrawn, and answered then
        if not event.amount:
            _refuse(tx, event, NOTHING_TO_TAKE, account.balance)
            return
        try:
            receipt = await self._book(tx, event)
        except LedgerConflictError:
            _refuse(tx, event, CONFLICT, account.balance)
            return
        if not receipt.amount:
            _refuse(tx, event, NOTHING_TO_TAKE, receipt.account.balance)
            return
        tx.publish(
            PointsAdjustedEvent(
                user_id=event.user_id,
                adjustment_id=event.adjustment_id,
                amount=receipt.amount,
                admin_user_id=event.admin_user_id,
                balance=receipt.account.balance,
            )
        )

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

    async def _book(self, tx: Transaction, event: PointsAdjustmentRequestedEvent) -> Receipt:
        entry = Entry(
            key=_key(event),
            kind=Kind.ADJUSTMENT,
            rule_code=RULE,
            amount=Amount(event.amount),
            occurred_at=event.timestamp,
            actor_id=event.admin_user_id,
            note=event.reason,
        )
        if event.amount > 0:
            return await self._points.credit(tx, event.user_id, entry)
        return await self._points.take_back(tx, event.user_id, entry)


def _key(event: _Wanted) -> str:
    return f"adjustment:{event.adjustment_id}"


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
