"""The nightly audit (A1.4): what does not add up is frozen, by itself, and an alert goes out."""

from __future__ import annotations

from datetime import timedelta

import structlog

from domains.core import Subscription, reaction
from domains.core.clock import Clock
from domains.core.events import AccountFrozenEvent, AccountThawedEvent, DayPassedEvent
from domains.core.unit_of_work import UnitOfWork
from domains.gamification.audits.repository import Sums
from domains.gamification.points.model import Discrepancy
from domains.gamification.points.repository import Accounts

log = structlog.get_logger(__name__)

LATE = timedelta(days=1)
"""Days that passed longer ago, while nobody was running, are not audited one by one."""


class Audits:
    """Reads in a transaction of its own: adding up the ledger must not hold up those who write.

    A repaired account is thawed by the next audit.
    """

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock
        self._sums = Sums()
        self._accounts = Accounts()

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """Once a day."""
        return (reaction("gamification.audit_ledger", DayPassedEvent, self.audit_on_day_passed),)

    async def audit_on_day_passed(self, event: DayPassedEvent) -> None:
        if self._clock.now() - event.ended_at < LATE:
            await self.audit()

    async def find(self) -> tuple[Discrepancy, ...]:
        """Accounts that are not the sum of their lines. Reads the whole ledger."""
        async with self._uow.reading() as tx:
            return tuple(await self._sums.discrepancies(tx))

    async def audit(self) -> tuple[Discrepancy, ...]:
        """Stop spending for the accounts that are wrong, and for them only; they go on earning.

        What was frozen and adds up again is thawed. Running it twice changes nothing.
        """
        found = await self.find()
        for each in found:
            await self._check(each.account_id, each.user_id)
        async with self._uow.reading() as tx:
            frozen = await self._sums.frozen(tx)
        for account_id, user_id in frozen:
            await self._check(account_id, user_id)
        return found

    async def _check(self, account_id: int, user_id: int | None) -> None:
        """Look again with the account locked: it may have moved while the ledger was read."""
        async with self._uow() as tx:
            if user_id is not None:
                await self._accounts.lock(tx, user_id)
            wrong = await self._sums.discrepancies(tx, account_id)
            changed = await self._accounts.freeze(tx, account_id, tx.now if wrong else None)
            if not changed:
                return
            if not wrong:
                tx.publish(AccountThawedEvent(account_id=account_id, user_id=user_id))
                return
            (found,) = wrong
            tx.publish(
                AccountFrozenEvent(
                    account_id=account_id,
                    user_id=user_id,
                    balance=found.balance,
                    ledger_balance=found.ledger_balance,
                    xp=found.xp,
                    ledger_xp=found.ledger_xp,
                )
            )
        log.error("alert.account_frozen", account_id=account_id)
