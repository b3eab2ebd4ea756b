"""Moving besitos and experience: once per cause, never below zero."""

from __future__ import annotations

from datetime import timedelta

import structlog

from domains.core.events import PointsAwardedEvent, PointsDeductedEvent, PointsFlaggedEvent
from domains.core.unit_of_work import Transaction
from domains.gamification.points.credits.model import Counted, Credit
from domains.gamification.points.credits.repository import Credits
from domains.gamification.points.errors import (
    AccountFrozenError,
    LedgerConflictError,
    NotEnoughBesitosError,
)
from domains.gamification.points.model import (
    Account,
    Amount,
    Burst,
    Entry,
    Kind,
    LedgerLine,
    Receipt,
)
from domains.gamification.points.repository import Accounts, Ledger
from domains.gamification.reviews.model import Waiting
from domains.gamification.reviews.repository import ReviewRows
from domains.gamification.rules.model import ONE
from domains.gamification.rules.service import Rulebook

log = structlog.get_logger(__name__)

VELOCITY = "velocity"
"""Why an earning waits: it came too fast after the others."""


class Points:
    """Writes the ledger. Every method works inside the caller's transaction.

    The account is locked first and for the rest of the transaction, so whatever a player's
    besitos do happens one thing after another. Lock other rows before it, never after.
    """

    def __init__(self, book: Rulebook | None = None) -> None:
        self._book = book or Rulebook()
        self._accounts = Accounts()
        self._ledger = Ledger()
        self._credits = Credits()
        self._reviews = ReviewRows()

    async def credit(self, tx: Transaction, user_id: int, entry: Entry) -> Receipt:
        """Grant besitos, and experience if the entry has any; publish PointsAwardedEvent.

        A cause that was paid before changes nothing and gives back what it gave then.
        Raises LedgerConflictError when it was something else then.
        """
        return await self.credit_to(tx, await self._accounts.lock(tx, user_id), entry)

    async def credit_to(
        self,
        tx: Transaction,
        account: Account,
        entry: Entry,
        burst: Burst | None = None,
        counted: Counted | None = None,
    ) -> Receipt:
        """As `credit`, for an account that the caller has locked.

        `counted` is what it counts for on its day, if it is new.
        """
        amount = entry.amount.granted
        credit = Credit(account.id, entry, amount, self._book.version, burst, counted)
        after = await self._credits.write(tx, credit)
        if after is None:
            return await self.repeated(tx, account, entry)
        if amount:
            tx.publish(awarded(after, entry, amount))
        return Receipt(amount, after, is_new=True)

    async def suspend(
        self, tx: Transaction, account: Account, entry: Entry, burst: Burst
    ) -> Receipt:
        """As `credit_to` in haste: what is granted waits for a review, its experience too."""
        amount = entry.amount.granted
        line_id = await self._append(tx, account, entry, amount)
        if line_id is None:
            return await self.repeated(tx, account, entry)
        after = await self._accounts.credit_pending(tx, account.id, amount, burst)
        due_at = tx.now + timedelta(hours=self._book.now.points.review_hours)
        await self._reviews.open(tx, account.id, Waiting(line_id, amount, entry.xp, due_at))
        if amount:
            tx.publish(
                PointsFlaggedEvent(
                    user_id=account.user_id,
                    line_id=line_id,
                    amount=amount,
                    action_type=entry.rule_code,
                    reason=VELOCITY,
                    due_at=due_at,
                )
            )
        return Receipt(amount, after, is_new=True, is_pending=True)

    async def spend(
        self, tx: Transaction, user_id: int, price: int, key: str, rule_code: str
    ) -> Receipt:
        """Take exactly `price` besitos, more than none; publish PointsDeductedEvent.

        Raises NotEnoughBesitosError, with nothing changed, when the balance is lower or there
        is a debt; AccountFrozenError; LedgerConflictError as `credit` does.
        """
        if price <= 0:
            raise ValueError(f"a price is positive: {price}")
        entry = Entry(key, Kind.SPENT, rule_code, Amount(-price), tx.now)
        account = await self._accounts.lock(tx, user_id)
        if account.frozen_at or account.debt or account.balance < price:
            if await self._ledger.find(tx, account.id, key) is not None:
                return await self.repeated(tx, account, entry)
            if account.frozen_at:
                raise AccountFrozenError
            missing = price + account.debt - account.balance
            raise NotEnoughBesitosError(missing=missing, balance=account.balance, price=price)
        return await self._debit(tx, account, entry, price)

    async def take_back(self, tx: Transaction, user_id: int, entry: Entry) -> Receipt:
        """Take as much of a negative amount as there is: the balance stops at zero.

        The line keeps what was asked for beside what was taken, even when that is nothing.
        Raises LedgerConflictError as `credit` does.
        """
        account = await self._accounts.lock(tx, user_id)
        return await self._debit(tx, account, entry, min(-entry.amount.raw, account.balance))

    async def claw_back(self, tx: Transaction, user_id: int, entry: Entry) -> Receipt:
        """Take a negative amount in full, as a refund does: what is spent already is owed.

        Earnings pay the debt first and nothing is spent before (A1.11). Raises
        LedgerConflictError as `credit` does.
        """
        account = await self._accounts.lock(tx, user_id)
        return await self.overdraw(tx, account, entry)

    async def overdraw(self, tx: Transaction, account: Account, entry: Entry) -> Receipt:
        """As `claw_back`, for an account that the caller has locked."""
        taken = -entry.amount.raw
        if await self._append(tx, account, entry, -taken) is None:
            return await self.repeated(tx, account, entry)
        account = await self._accounts.overdraw(tx, account.id, taken)
        return self._taken(tx, account, entry, taken)

    async def take_pending(self, tx: Transaction, account: Account, entry: Entry) -> Receipt:
        """Take back what has been waiting for a review, of a locked account."""
        if await self._append(tx, account, entry, entry.amount.raw) is None:
            return await self.repeated(tx, account, entry)
        after = await self._accounts.drop_pending(tx, account.id, -entry.amount.raw)
        return Receipt(entry.amount.raw, after, is_new=True)

    async def _debit(self, tx: Transaction, account: Account, entry: Entry, taken: int) -> Receipt:
        if await self._append(tx, account, entry, -taken) is None:
            return await self.repeated(tx, account, entry)
        account = await self._accounts.debit(tx, account.id, taken)
        return self._taken(tx, account, entry, taken)

    def _taken(self, tx: Transaction, after: Account, entry: Entry, taken: int) -> Receipt:
        if taken:
            tx.publish(
                PointsDeductedEvent(
                    user_id=after.user_id,
                    points_amount=taken,
                    action_type=entry.rule_code,
                    total_points_after=after.balance,
                    note=entry.note,
                )
            )
        return Receipt(-taken, after, is_new=True)

    async def _append(
        self, tx: Transaction, account: Account, entry: Entry, amount: int
    ) -> int | None:
        return await self._ledger.append(tx, account.id, entry, amount, self._book.version)

    async def lines(self, tx: Transaction, user_id: int, limit: int) -> list[LedgerLine]:
        """Somebody's newest movements of besitos, newest first."""
        return await self._ledger.latest(tx, user_id, limit)

    async def is_paid(self, tx: Transaction, account: Account, key: str) -> bool:
        """Has this cause moved besitos of this account already?"""
        return await self._ledger.find(tx, account.id, key) is not None

    async def repeated(self, tx: Transaction, account: Account, entry: Entry) -> Receipt:
        """What a cause gave when it was paid. Raises LedgerConflictError as `credit` does."""
        first = await self._ledger.find(tx, account.id, entry.key)
        if first is None or not _same(first, entry):
            log.error(
                "alert.ledger_conflict",
                key=entry.key,
                user_id=account.user_id,
                first=first and first.base_amount,
                second=entry.amount.base,
            )
            raise LedgerConflictError(
                key=entry.key,
                user_id=account.user_id,
                first=first and first.base_amount,
                second=entry.amount.base,
            )
        return Receipt(first.amount, account, is_new=False)


def awarded(account: Account, entry: Entry, amount: int) -> PointsAwardedEvent:
    """The event of a credit."""
    return PointsAwardedEvent(
        user_id=account.user_id,
        points_amount=amount,
        action_type=entry.rule_code,
        multiplier=entry.amount.multiplier_bps / ONE,
        total_points_after=account.balance,
        xp_amount=entry.xp,
        occurred_at=entry.occurred_at,
        note=entry.note,
    )


def _same(line: LedgerLine, entry: Entry) -> bool:
    # The multiplier is not compared: it is decided once, when the cause is first paid.
    return (line.base_amount, line.rule_code, Kind(line.kind)) == (
        entry.amount.base,
        entry.rule_code,
        entry.kind,
    )
