"""Letting through what had to wait, or taking it back."""

from __future__ import annotations

from collections.abc import Sequence

from domains.core import HourPassedEvent, Subscription, effect
from domains.core.events import PointsReviewedEvent
from domains.core.unit_of_work import Transaction
from domains.gamification.points.errors import UnknownLineError
from domains.gamification.points.model import Amount, Entry, Kind, LedgerLine
from domains.gamification.points.repository import Accounts, Ledger
from domains.gamification.points.service import awarded
from domains.gamification.reversals.service import Reversals
from domains.gamification.reviews.model import OpenReview, Verdict
from domains.gamification.reviews.repository import ReviewRows
from domains.gamification.rewards.service import Rewards

SWEEP = 200
"""Due reviews ended in one transaction."""


class Reviews:
    """Works inside the caller's transaction. Each review ends once; again changes nothing."""

    def __init__(self, rewards: Rewards, reversals: Reversals) -> None:
        self._rewards = rewards
        self._reversals = reversals
        self._accounts = Accounts()
        self._ledger = Ledger()
        self._rows = ReviewRows()

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """Time decides where nobody does."""
        return (effect("gamification.approve_due_reviews", HourPassedEvent, self.approve_due),)

    async def approve_due(self, event: HourPassedEvent, tx: Transaction) -> None:
        """What is left over waits for the next hour."""
        for due in await self._rows.newest_open(tx, SWEEP, due_by=tx.now):
            await self.approve(tx, due.line_id, None)

    async def waiting(self, tx: Transaction, limit: int) -> Sequence[OpenReview]:
        """What waits, those that are due first at the beginning."""
        return await self._rows.newest_open(tx, limit)

    async def approve(self, tx: Transaction, line_id: int, reviewer_id: int | None) -> bool:
        """Give what waited: besitos, experience, and the levels that follow.

        False: it does not wait any more. Raises UnknownLineError for a line that never did.
        """
        user_id = await self._owner(tx, line_id)
        account = await self._accounts.lock(tx, user_id)
        waited = await self._rows.close(tx, line_id, Verdict.APPROVED)
        if waited is None:
            return False
        line = await self._ledger.by_id(tx, account.id, line_id)
        if line is None:
            raise UnknownLineError(line_id=line_id)
        if waited.xp:
            await self._ledger.append_xp(tx, line, account.id, waited.xp)
        account = await self._accounts.clear(tx, account.id, waited.amount, waited.xp)
        if waited.amount:
            tx.publish(awarded(account, _entry(line, waited.xp), waited.amount))
        await self._rewards.reach_levels(tx, account, line.occurred_at)
        tx.publish(
            PointsReviewedEvent(
                user_id=user_id,
                line_id=line_id,
                amount=waited.amount,
                is_approved=True,
                reviewer_user_id=reviewer_id,
            )
        )
        return True

    async def reject(self, tx: Transaction, line_id: int, reviewer_id: int, reason: str) -> bool:
        """Take back what waited, with a line that says why; it opens the day's limits again.

        False: it does not wait any more. Raises UnknownLineError for a line that never did.
        """
        user_id = await self._owner(tx, line_id)
        await self._accounts.lock(tx, user_id)
        if not await self._rows.is_open(tx, line_id):
            return False
        receipt = await self._reversals.reverse(tx, user_id, line_id, reviewer_id, reason)
        tx.publish(
            PointsReviewedEvent(
                user_id=user_id,
                line_id=line_id,
                amount=-receipt.amount,
                is_approved=False,
                reviewer_user_id=reviewer_id,
            )
        )
        return True

    async def _owner(self, tx: Transaction, line_id: int) -> int:
        user_id = await self._rows.owner_of(tx, line_id)
        if user_id is None:
            raise UnknownLineError(line_id=line_id)
        return user_id


def _entry(line: LedgerLine, xp: int) -> Entry:
    amount = Amount(line.base_amount, line.multiplier_bps, line.cap_cut, line.part_bps)
    return Entry(
        line.key, Kind(line.kind), line.rule_code, amount, line.occurred_at, xp, note=line.note
    )
