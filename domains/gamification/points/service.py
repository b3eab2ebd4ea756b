"""Moving besitos and experience: once per cause, never below zero."""

from __future__ import annotations

import structlog

from domains.core.events import PointsAwardedEvent, PointsDeductedEvent
from domains.core.unit_of_work import Transaction
from domains.gamification.points.errors import LedgerConflictError, NotEnoughBesitosError
from domains.gamification.points.model import (
    Account,
    Amount,
    Entry,
    Kind,
    LedgerLine,
    Receipt,
)
from domains.gamification.points.repository import Accounts, Ledger
from domains.gamification.rules.model import ONE

log = structlog.get_logger(__name__)


class Points:
    """Writes the ledger. Every method works inside the caller's transaction.

    The account is locked first and for the rest of the transaction, so whatever a player's
    besitos do happens one thing after another. Lock other rows before it, never after.
    """

    def __init__(self) -> None:
        self._accounts = Accounts()
        self._ledger = Ledger()

    async def credit(self, tx: Transaction, user_id: int, entry: Entry) -> Receipt:
        """Grant besitos, and experience if the entry has any; publish PointsAwardedEvent.

        A cause that was paid before changes nothing and gives back what it gave then.
        Raises LedgerConflictError when it was something else then.
        """
        account = await self._accounts.lock(tx, user_id)
        if not await self._ledger.append(tx, account.id, entry, entry.amount.granted):
            return await self._repeated(tx, account, entry)
        amount = entry.amount.granted
        account = await self._accounts.credit(tx, account.id, amount, entry.xp)
        if amount:
            tx.publish(
                PointsAwardedEvent(
                    user_id=user_id,
                    points_amount=amount,
                    action_type=entry.rule_code,
                    multiplier=entry.amount.multiplier_bps / ONE,
                    total_points_after=account.balance,
                    xp_amount=entry.xp,
                    note=entry.note,
                )
            )
        return Receipt(amount, account, is_new=True)

    async def spend(
        self, tx: Transaction, user_id: int, price: int, key: str, rule_code: str
    ) -> Receipt:
        """Take exactly `price` besitos, more than none; publish PointsDeductedEvent.

        Raises NotEnoughBesitosError, with nothing changed, when the balance is lower or there
        is a debt; LedgerConflictError as `credit` does.
        """
        if price <= 0:
            raise ValueError(f"a price is positive: {price}")
        entry = Entry(key, Kind.SPENT, rule_code, Amount(-price), tx.now)
        account = await self._accounts.lock(tx, user_id)
        if account.debt or account.balance < price:
            if await self._ledger.find(tx, account.id, key) is not None:
                return await self._repeated(tx, account, entry)
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

    async def _debit(self, tx: Transaction, account: Account, entry: Entry, taken: int) -> Receipt:
        if not await self._ledger.append(tx, account.id, entry, -taken):
            return await self._repeated(tx, account, entry)
        account = await self._accounts.debit(tx, account.id, taken)
        if taken:
            tx.publish(
                PointsDeductedEvent(
                    user_id=account.user_id,
                    points_amount=taken,
                    action_type=entry.rule_code,
                    total_points_after=account.balance,
                    note=entry.note,
                )
            )
        return Receipt(-taken, account, is_new=True)

    async def _repeated(self, tx: Transaction, account: Account, entry: Entry) -> Receipt:
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


def _same(line: LedgerLine, entry: Entry) -> bool:
    # The multiplier is not compared: it is decided once, when the cause is first paid.
    return (line.base_amount, line.rule_code, Kind(line.kind)) == (
        entry.amount.base,
        entry.rule_code,
        entry.kind,
    )
