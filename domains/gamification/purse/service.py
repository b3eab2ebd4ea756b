"""What a player asks about their besitos. Somebody unknown owns nothing; nothing raises."""

from __future__ import annotations

from domains.core.days import utc_day
from domains.core.unit_of_work import UnitOfWork
from domains.gamification.bounds.model import counted
from domains.gamification.bounds.repository import Tallies
from domains.gamification.points.repository import Accounts, Ledger
from domains.gamification.purse.model import HistoryPage, Purse
from domains.gamification.rules.service import Rulebook

LARGEST_PAGE = 50


class PurseService:
    """Reads only."""

    def __init__(self, uow: UnitOfWork, book: Rulebook) -> None:
        self._uow = uow
        self._book = book
        self._accounts = Accounts()
        self._ledger = Ledger()
        self._tallies = Tallies()

    async def purse(self, user_id: int) -> Purse:
        """What can be spent, what cannot and why, and what today has brought."""
        rules = self._book.now.points
        async with self._uow.reading() as tx:
            account = await self._accounts.get(tx, user_id)
            if account is None:
                return Purse(daily_cap=rules.daily_cap)
            today = await self._tallies.of(tx, account.id, utc_day(tx.now))
        return Purse(
            balance=account.balance,
            held=account.held,
            pending=account.pending,
            debt=account.debt,
            is_frozen=account.frozen_at is not None,
            earned_today=counted(rules, today.values()),
            daily_cap=rules.daily_cap,
        )

    async def history(
        self, user_id: int, before: int | None = None, limit: int = 10
    ) -> HistoryPage:
        """Movements of besitos, newest first, older than the line `before`; only one's own."""
        limit = max(1, min(limit, LARGEST_PAGE))
        async with self._uow.reading() as tx:
            lines = await self._ledger.latest(tx, user_id, limit + 1, before)
        page = tuple(lines[:limit])
        return HistoryPage(page, page[-1].id if len(lines) > limit else None)
