"""Use cases and questions of the gamification module."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from domains.core.unit_of_work import UnitOfWork
from domains.gamification.achievements.model import Achievement, AchievementView, Unlock
from domains.gamification.achievements.repository import AchievementRows
from domains.gamification.achievements.service import Achievements
from domains.gamification.audits.service import Audits
from domains.gamification.bounds.repository import Tallies
from domains.gamification.model import Profile
from domains.gamification.points.model import (
    Discrepancy,
    LedgerLine,
    Receipt,
)
from domains.gamification.points.repository import Accounts, Ledger
from domains.gamification.points.service import Points
from domains.gamification.reservations.repository import Holds
from domains.gamification.reviews.repository import ReviewRows
from domains.gamification.rewards.repository import Plans
from domains.gamification.rooms.service import Room
from domains.gamification.rules.service import Rulebook
from domains.gamification.streaks.model import DayView, StreakView
from domains.gamification.streaks.repository import StreakRows
from domains.gamification.streaks.service import Streaks

__all__ = [
    "AchievementView",
    "DayView",
    "Discrepancy",
    "GamificationService",
    "LedgerLine",
    "Profile",
    "Receipt",
    "StreakView",
    "Unlock",
]

LONGEST_HISTORY = 100
RECENT_UNLOCKS = 3
"""Table → rows."""
SWEEP_BATCH = 200


class GamificationService:
    """What the rest of the house may ask. Somebody unknown owns nothing; nothing raises."""

    def __init__(
        self,
        uow: UnitOfWork,
        book: Rulebook,
        points: Points,
        streaks: Streaks,
        achievements: Achievements,
        audits: Audits,
        rooms: Sequence[Room] = (),
    ) -> None:
        self._uow = uow
        self._audits = audits
        self._points = points
        self._streaks = streaks
        self._achievements = achievements
        self._book = book
        self._rooms = tuple(rooms)
        self._accounts = Accounts()
        self._ledger = Ledger()

    # -- questions ----------------------------------------------------------------------

    async def profile(self, user_id: int) -> Profile:
        """Everything at a glance."""
        async with self._uow.reading() as tx:
            account = await self._accounts.get(tx, user_id)
            streak = await self._streaks.present(tx, user_id)
            unlocks = await self._achievements.unlocks(tx, user_id)
            catalogue = await self._achievements.present(tx)
        balance, xp, top = (
            (account.balance, account.xp, account.top_level) if account else (0, 0, 1)
        )
        # A level once reached is never taken away, whatever becomes of the curve.
        curve = self._book.curve
        level = max(top, curve.level_of(xp))
        return Profile(
            balance=balance,
            xp=xp,
            level=level,
            level_floor_xp=min(xp, curve.floor_of(level)),
            next_level_xp=curve.next_after(level),
            streak=streak.length if streak else 0,
            best_streak=streak.best if streak else 0,
            unlocked=len(unlocks),
            achievements=max(catalogue.tiers, len(unlocks)),
            recent_unlocks=tuple(unlocks[:RECENT_UNLOCKS]),
        )

    async def history(self, user_id: int, limit: int = 20) -> tuple[LedgerLine, ...]:
        """The newest movements of besitos, newest first; at most `LONGEST_HISTORY`."""
        limit = max(1, min(limit, LONGEST_HISTORY))
        async with self._uow.reading() as tx:
            return tuple(await self._ledger.latest(tx, user_id, limit))

    async def streak_view(self, user_id: int) -> StreakView:
        """The streak now, its deadline, and what kept each of the last 35 days."""
        async with self._uow.reading() as tx:
            return await self._streaks.view(tx, user_id)

    async def achievements_view(self, user_id: int) -> tuple[AchievementView, ...]:
        """The gallery with progress, in the order of the catalogue."""
        async with self._uow.reading() as tx:
            return await self._achievements.gallery(tx, user_id)

    def achievement_name(self, code: str, language: str) -> str | None:
        """What one that was defined at run time is called; None for those of the program."""
        achievement = self._achievements.catalogue.get(code)
        words = achievement and (achievement.words.get(language) or achievement.words.get("en"))
        return words.name if words else None

    async def define_achievement(self, achievement: Achievement) -> None:
        """Add a definition, or lower the goals of one; it holds at once, on every instance.

        Raises InvalidCatalogueError for a change that would be unfair to those who have begun.
        """
        async with self._uow() as tx:
            await self._achievements.define(tx, achievement)

    # -- use cases ----------------------------------------------------------------------

    async def spend(self, user_id: int, amount: int, key: str, rule_code: str) -> Receipt:
        """Take exactly `amount` besitos for the cause `key`; again for the same cause: nothing.

        Raises NotEnoughBesitosError with what is missing, LedgerConflictError when the key
        meant another purchase.
        """
        async with self._uow() as tx:
            return await self._points.spend(tx, user_id, amount, key, rule_code)

    async def audit(self) -> tuple[Discrepancy, ...]:
        """Accounts whose sums are not those of their lines. Empty, or something is wrong.

        As every night: these accounts spend nothing until they are right, and an alert goes out.
        """
        return await self._audits.audit()

    async def settle_streaks(self) -> int:
        """Announce the runs that broke unnoticed; how many were settled.

        Only makes the news timely: whoever reads or acts settles anyway, with the same result.
        """
        settled = 0
        while True:
            async with self._uow.reading() as tx:
                overdue = await self._streaks.overdue(tx, SWEEP_BATCH)
            for user_id in overdue:
                async with self._uow() as tx:
                    await self._streaks.settle(tx, user_id)
            settled += len(overdue)
            if len(overdue) < SWEEP_BATCH:
                return settled

    # -- privacy ------------------------------------------------------------------------

    async def export(self, user_id: int) -> dict[str, Any]:
        """What this module keeps about somebody: table → rows, instants as ISO text."""
        async with self._uow.reading() as tx:
            account = await self._accounts.export(tx, user_id)
            tables: dict[str, Sequence[Mapping[str, Any]]] = {
                "gamification_account": account,
                "gamification_ledger": await self._ledger.all_of(tx, user_id),
                "gamification_hold": await Holds().export(tx, user_id),
                "gamification_review": await ReviewRows().export(tx, user_id),
                "gamification_plan": await Plans().export(tx, user_id),
                **await Tallies().export(tx, user_id),
                **await StreakRows().export(tx, user_id),
                **await self._achievements.export(tx, user_id),
            }
            for room in self._rooms:
                tables |= await room.export(tx, user_id)
        return {name: [_plain(row) for row in rows] for name, rows in tables.items()}

    async def erase(self, user_id: int) -> None:
        """Forget somebody. The ledger stays, of an account that is nobody's. Idempotent."""
        async with self._uow() as tx:
            for room in self._rooms:
                await room.forget(tx, user_id)
            await StreakRows().forget(tx, user_id)
            await AchievementRows().forget(tx, user_id)
            await Plans().forget(tx, user_id)
            await self._accounts.forget(tx, user_id)


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date | datetime) else value
        for name, value in row.items()
        if name not in {"account_id", "actor_id"}  # the admin is another person
    }
