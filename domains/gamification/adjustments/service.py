"""Besitos that an admin gives or takes back: booked once, or refused."""

from __future__ import annotations

from typing import Final

from domains.core.events import PointsAdjustedEvent
from domains.core.unit_of_work import Transaction
from domains.gamification.adjustments.model import Order, Posting, rule_of
from domains.gamification.points.errors import LedgerConflictError
from domains.gamification.points.model import Amount, Entry, Kind, Receipt
from domains.gamification.points.repository import Accounts
from domains.gamification.points.service import Points

NOTHING_TO_TAKE: Final = "nothing_to_take"
CONFLICT: Final = "conflict"
"""The id was used for another amount: a mistake in the program, never repaired by trying."""


class Bookings:
    """Works inside the caller's transaction. The adjustment's id is the line's key."""

    def __init__(self, points: Points) -> None:
        self._points = points
        self._accounts = Accounts()

    async def post(self, tx: Transaction, order: Order) -> Posting:
        """A grant in full; a negative one takes what is there. Neither gives experience.

        Publishes PointsAdjustedEvent for what was moved. The same order again moves nothing
        more.
        """
        account = await self._accounts.lock(tx, order.user_id)
        if not order.amount:
            return Posting(0, account.balance, NOTHING_TO_TAKE)
        try:
            receipt = await self._book(tx, order)
        except LedgerConflictError:
            return Posting(0, account.balance, CONFLICT)
        if not receipt.amount:
            return Posting(0, receipt.account.balance, NOTHING_TO_TAKE)
        tx.publish(
            PointsAdjustedEvent(
                user_id=order.user_id,
                adjustment_id=order.adjustment_id,
                amount=receipt.amount,
                admin_user_id=order.admin_id,
                balance=receipt.account.balance,
            )
        )
        return Posting(receipt.amount, receipt.account.balance)

    async def _book(self, tx: Transaction, order: Order) -> Receipt:
        entry = Entry(
            key=f"adjustment:{order.adjustment_id}",
            kind=Kind.ADJUSTMENT,
            rule_code=rule_of(order.cause),
            amount=Amount(order.amount),
            occurred_at=order.at,
            actor_id=order.admin_id,
            note=order.reason,
        )
        if order.amount > 0:
            return await self._points.credit(tx, order.user_id, entry)
        return await self._points.take_back(tx, order.user_id, entry)
