"""Keeping streaks."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from domains.core.days import local_day
from domains.core.events import StreakUpdatedEvent
from domains.core.unit_of_work import Transaction
from domains.gamification.rules.service import Rulebook
from domains.gamification.streaks import model
from domains.gamification.streaks.errors import FreezesFullError
from domains.gamification.streaks.model import Change, DayView, Streak, StreakView
from domains.gamification.streaks.repository import StreakRows

SHOWN_DAYS = 35


class Streaks:
    """Every method works inside the caller's transaction.

    Whoever moves besitos in the same transaction calls these methods first: everybody locks
    the streak before the account.
    """

    def __init__(self, book: Rulebook | None = None) -> None:
        self._book = book or Rulebook()
        self._rows = StreakRows()

    async def act(self, tx: Transaction, user_id: int, at: datetime, timezone: str) -> Change:
        """Somebody did something at `at`. A day counts once, whoever else says so too.

        Announcing the change is the caller's part: see `announce`.
        """
        streak = await self._rows.get(tx, user_id, lock=True)
        if streak is None:
            change = model.begin(user_id, at, timezone)
            if await self._rows.create(tx, user_id, change.streak):
                await self._rows.mark(tx, user_id, change.marks)
                return change
            streak = await self._rows.get(tx, user_id, lock=True)
        if streak is None:  # created by another and erased in between: nothing to keep
            return model.begin(user_id, at, timezone)
        return await self.write(tx, user_id, streak, model.act(streak, user_id, at, timezone))

    async def move(self, tx: Transaction, user_id: int, at: datetime, timezone: str) -> None:
        """Somebody's days are those of another zone from `at` on."""
        streak = await self._rows.get(tx, user_id, lock=True)
        if streak is not None:
            change = model.move(streak, at, timezone)
            await self.write(tx, user_id, streak, change)
            self.announce(tx, user_id, change)

    async def overdue(self, tx: Transaction, limit: int) -> list[int]:
        """Players whose run has passed its deadline."""
        return await self._rows.overdue(tx, tx.now, limit)

    async def settle(self, tx: Transaction, user_id: int) -> None:
        """Let somebody's missed days pass, and say so when the run broke."""
        streak = await self._rows.get(tx, user_id, lock=True)
        if streak is not None:
            change = model.settle(streak, tx.now)
            await self.write(tx, user_id, streak, change)
            self.announce(tx, user_id, change)

    async def grant_freeze(self, tx: Transaction, user_id: int, count: int, key: str) -> int:
        """Give somebody freezes, once per `key`; how many they own now.

        Missed days pass first: a freeze is of use only for days that are not over yet (A3).
        Raises FreezesFullError, with nothing changed, when that would be more than a player
        may own at once.
        """
        streak = await self.locked(tx, user_id)
        change = model.settle(streak, tx.now)
        if await self._rows.granted(tx, user_id, key):
            return change.streak.freezes
        owned, most = change.streak.freezes + count, self._book.now.streak.most_freezes
        if count < 1 or owned > most:
            raise FreezesFullError(owned=change.streak.freezes, most=most)
        await self._rows.grant(tx, user_id, key, count)
        richer = replace(change, streak=replace(change.streak, freezes=owned))
        await self.write(tx, user_id, streak, richer)
        self.announce(tx, user_id, change)
        return owned

    async def locked(self, tx: Transaction, user_id: int) -> Streak:
        """The streak as written down, nobody's if there was none; ours until we commit."""
        found = await self._rows.get(tx, user_id, lock=True)
        if found is None:
            await self._rows.create(tx, user_id, model.nobody(user_id, tx.now))
            found = await self._rows.get(tx, user_id, lock=True)
        if found is None:  # erased in between: nothing to keep
            return model.nobody(user_id, tx.now)
        return found

    def announce(self, tx: Transaction, user_id: int, change: Change, bonus: int = 0) -> None:
        """Publish one StreakUpdatedEvent per step; `bonus` is what the last one earned."""
        for step in change.steps:
            tx.publish(
                StreakUpdatedEvent(
                    user_id=user_id,
                    previous_streak=step.before,
                    current_streak=step.after,
                    is_broken=not step.after,
                    streak_bonus_earned=bonus if step is change.steps[-1] else 0,
                )
            )

    async def present(self, tx: Transaction, user_id: int) -> Streak | None:
        """The streak as it is now, with missed days passed; None for somebody never here."""
        streak = await self._rows.get(tx, user_id)
        return streak and model.settle(streak, tx.now).streak

    async def view(self, tx: Transaction, user_id: int) -> StreakView:
        """The streak now, and the evidence for it."""
        streak = await self._rows.get(tx, user_id)
        if streak is None or not streak.best:
            return StreakView(0, 0, None, (), streak.freezes if streak else 0)
        settled = model.settle(streak, tx.now)
        today = local_day(tx.now, streak.timezone)
        shown = [today - timedelta(days=back) for back in reversed(range(SHOWN_DAYS))]
        known = {view.day: view for view in await self._rows.days(tx, user_id, shown[0])}
        for mark in settled.marks:
            known.setdefault(mark.day, DayView(mark.day, mark.kind.value, mark.at))
        return StreakView(
            length=settled.streak.length,
            best=settled.streak.best,
            deadline_at=settled.streak.deadline_at,
            days=tuple(known.get(day, DayView(day, None, None)) for day in shown),
            freezes=settled.streak.freezes,
        )

    async def write(self, tx: Transaction, user_id: int, before: Streak, change: Change) -> Change:
        """Write down what became of a locked streak. Announcing it is the caller's part."""
        if change.streak != before:
            await self._rows.save(tx, user_id, change.streak)
        if change.joined is not None:
            await self._rows.join(tx, user_id, change.joined, change.streak.run_id)
        if change.marks:
            await self._rows.mark(tx, user_id, change.marks)
        return change
