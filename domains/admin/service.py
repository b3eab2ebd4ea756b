"""What custodians see. Every question asks for its permission first."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from domains.admin.errors import UnknownPersonError
from domains.admin.model import (
    CARD_LINES,
    LARGEST_PAGE,
    LONGEST_SPAN,
    WEEK,
    Actor,
    AuditLine,
    AuditPage,
    DayNumbers,
    Directory,
    Gatekeeper,
    Numbers,
    PeoplePage,
    Permission,
    Statistics,
    UserCard,
    Wallets,
    may,
    total,
)
from domains.admin.pending.repository import PendingRows
from domains.admin.repository import Allowances, Audit, Counts, People
from domains.core.clock import Clock
from domains.core.days import utc_day
from domains.core.unit_of_work import UnitOfWork


class AdminService:
    """Search, cards, statistics and the audit.

    Every method that takes an actor raises NotAllowedError when they lack the permission.
    """

    def __init__(
        self, uow: UnitOfWork, clock: Clock, directory: Directory, wallets: Wallets
    ) -> None:
        self._uow = uow
        self._clock = clock
        self._directory = directory
        self._wallets = wallets
        self._gate = Gatekeeper(directory)
        self._people = People()
        self._audit = Audit()
        self._allowances = Allowances()
        self._pending = PendingRows()
        self._counts = Counts()

    # -- people -------------------------------------------------------------------------

    async def search(
        self, admin: Actor, query: str, after: int | None = None, limit: int = 10
    ) -> PeoplePage:
        """People by id, @username or the beginning of a name, page by page."""
        await self._gate.authorise(admin, Permission.USER_READ)
        return await self._directory.find(query, after, limit)

    async def user_card(self, admin: Actor, user_id: int) -> UserCard:
        """A person at a glance. Raises UnknownPersonError."""
        admin = await self._gate.authorise(admin, Permission.USER_READ)
        person = await self._directory.get(user_id)
        if person is None:
            raise UnknownPersonError(user_id=user_id)
        wallet = await self._wallets.wallet_of(user_id)
        if not may(admin.role, Permission.AUDIT_READ):
            return UserCard(person, wallet)
        async with self._uow.reading() as tx:
            lines = await self._audit.about(tx, user_id, CARD_LINES)
        return UserCard(person, wallet, tuple(lines))

    # -- numbers and the audit ----------------------------------------------------------

    async def statistics(self, admin: Actor, days: int = 14) -> Statistics:
        """The numbers of the last `days` UTC days, today included, and totals."""
        await self._gate.authorise(admin, Permission.STATS_READ)
        today = utc_day(self._clock.now())
        span = max(1, min(days, LONGEST_SPAN))
        week_from = today - timedelta(days=WEEK - 1)
        first = min(today - timedelta(days=span - 1), week_from)
        async with self._uow.reading() as tx:
            since = await self._counts.since(tx)
            counted = await self._counts.by_day(tx, first, today)
            active = await self._counts.distinct_active(tx, week_from, today)
        if since is None:
            week = None
        else:
            within = (numbers for day, numbers in counted.items() if day >= week_from)
            week = replace(total(within), active=active)
        listed = [today - timedelta(days=back) for back in reversed(range(span))]
        shown = tuple(
            DayNumbers(day, counted.get(day, Numbers()) if since and since <= day else None)
            for day in listed
        )
        return Statistics(since, shown[-1].numbers, week, shown)

    async def audit_log(
        self, admin: Actor, after: UUID | None = None, limit: int = 10
    ) -> AuditPage:
        """Who did what, from the newest line; `after` is the last page's `next_after`."""
        await self._gate.authorise(admin, Permission.AUDIT_READ)
        limit = max(1, min(limit, LARGEST_PAGE))
        async with self._uow.reading() as tx:
            lines = await self._audit.newest(tx, after, limit + 1)
        shown = tuple(lines[:limit])
        return AuditPage(shown, shown[-1].id if len(lines) > limit else None)

    # -- privacy ------------------------------------------------------------------------

    async def export(self, user_id: int) -> dict[str, Any]:
        """What this module keeps about somebody: table → rows, instants as ISO text.

        Lines about them do not say which custodian acted.
        """
        async with self._uow.reading() as tx:
            subject = await self._people.subject_of(tx, user_id)
            lines = await self._audit.concerning(tx, user_id)
            allowances = await self._allowances.of(tx, user_id)
            pending = await self._pending.export(tx, user_id)
            days = await self._counts.days_of(tx, user_id)
        return {
            "admin_person": [] if subject is None else [{"user_id": user_id}],
            "admin_audit": [_exported(line, user_id) for line in lines],
            "admin_allowance": [
                {"day": day.isoformat(), "used": used} for day, used in allowances.items()
            ],
            "admin_pending": pending,
            "admin_active": [{"day": day.isoformat()} for day in days],
        }

    async def erase(self, user_id: int) -> None:
        """Forget somebody. Idempotent. Audit lines and counts stay and name nobody."""
        async with self._uow() as tx:
            await self._allowances.forget(tx, user_id)
            await self._people.forget(tx, user_id)


def _exported(line: AuditLine, user_id: int) -> dict[str, Any]:
    return {
        "at": line.at.isoformat(),
        "action": line.action,
        "details": dict(line.details),
        "reason": line.reason,
        "result": line.result,
        "by_you": line.actor_id == user_id,
    }
