"""Answers the admin module's questions about the game's numbers and its ledger."""

from __future__ import annotations

from datetime import timedelta

from domains.admin.grants.model import NO_LIMIT_SET, Limit
from domains.admin.pending.model import Pending
from domains.admin.pending.service import Booked
from domains.core import Transaction
from domains.gamification.adjustments.model import Order
from domains.gamification.adjustments.service import Bookings
from domains.gamification.rules.service import Rulebook
from domains.gamification.rules.staff.model import AdjustmentRules


class StaffBounds:
    """What custodians may move, as the rulebook has it now."""

    def __init__(self, book: Rulebook) -> None:
        self._book = book

    def limit(self, role: str) -> Limit:
        """A role without one moves nothing."""
        limit = self._rules.limits.get(role)
        return Limit(limit.at_once, limit.a_day) if limit is not None else NO_LIMIT_SET

    @property
    def alone_up_to(self) -> int:
        """Besitos."""
        return self._rules.alone_up_to

    @property
    def patience(self) -> timedelta:
        """How long a larger adjustment waits for a second custodian."""
        return timedelta(hours=self._rules.pending_hours)

    @property
    def _rules(self) -> AdjustmentRules:
        return self._book.now.adjustments


class StaffBook:
    """Books what two custodians have agreed on."""

    def __init__(self, bookings: Bookings) -> None:
        self._bookings = bookings

    async def post(self, tx: Transaction, pending: Pending, user_id: int, admin_id: int) -> Booked:
        """Once, whoever calls again."""
        cause = pending.cause.value if pending.cause else None
        order = Order(pending.id, user_id, pending.amount, admin_id, pending.reason, tx.now, cause)
        return await self._bookings.post(tx, order)
