"""Taking back what should not have been paid (A1.7)."""

from __future__ import annotations

from domains.core.days import utc_day
from domains.core.unit_of_work import Transaction
from domains.gamification.bounds.model import Tally
from domains.gamification.bounds.service import Bounds
from domains.gamification.points.errors import NotReversibleError, UnknownLineError
from domains.gamification.points.model import Account, Amount, Entry, Kind, LedgerLine, Receipt
from domains.gamification.points.repository import Accounts, Ledger
from domains.gamification.points.service import Points
from domains.gamification.reviews.model import Verdict
from domains.gamification.reviews.repository import ReviewRows

REVERSIBLE = {Kind.EARNED, Kind.REWARD, Kind.ADJUSTMENT}


class Reversals:
    """Works inside the caller's transaction. A line is taken back once; again: nothing.

    Experience stays: it only grows.
    """

    def __init__(self, points: Points, bounds: Bounds) -> None:
        self._points = points
        self._bounds = bounds
        self._accounts = Accounts()
        self._ledger = Ledger()
        self._reviews = ReviewRows()

    async def reverse(
        self, tx: Transaction, user_id: int, line_id: int, actor_id: int | None, reason: str | None
    ) -> Receipt:
        """Post the opposite of a line; what its day's limits have room for now is posted, too.

        What is spent already is owed. Raises UnknownLineError, and NotReversibleError for a
        line that brought nothing or is a reversal itself.
        """
        account = await self._accounts.lock(tx, user_id)
        line = await self._ledger.by_id(tx, account.id, line_id)
        if line is None:
            raise UnknownLineError(line_id=line_id)
        if Kind(line.kind) not in REVERSIBLE or line.amount < 0:
            raise NotReversibleError(line_id=line_id)
        entry = Entry(
            f"reversal:{line_id}",
            Kind.REVERSAL,
            line.rule_code,
            Amount(-line.amount),
            tx.now,
            actor_id=actor_id,
            note=reason,
            reversal_of=line_id,
        )
        receipt = await self._post(tx, account, entry)
        if receipt.is_new and line.kind == Kind.EARNED:
            await self._reopen(tx, account, line)
        return receipt

    async def _post(self, tx: Transaction, account: Account, entry: Entry) -> Receipt:
        line_id = entry.reversal_of or 0
        waited = await self._reviews.close(tx, line_id, Verdict.REJECTED)
        if waited is None:
            return await self._points.overdraw(tx, account, entry)
        # Nothing that can be spent goes: it never came.
        return await self._points.take_pending(tx, account, entry)

    async def _reopen(self, tx: Transaction, account: Account, line: LedgerLine) -> None:
        day = line.utc_day or utc_day(line.occurred_at)
        gone = Tally(line.rule_code, line.raw_amount, line.amount)
        for code, amount in await self._bounds.take_back(tx, account, day, gone):
            entry = Entry(
                f"reopened:{line.id}:{code}",
                Kind.REOPENED,
                code,
                Amount(amount),
                tx.now,
                reversal_of=line.id,
            )
            await self._points.credit_to(tx, account, entry)
