"""Freezes bought and given, breaks mended, reminders that are still wanted."""

from __future__ import annotations

from datetime import datetime

from domains.core.events import StreakMendedEvent
from domains.core.unit_of_work import Transaction, UnitOfWork
from domains.gamification.milestones.service import Milestones
from domains.gamification.points.service import Points
from domains.gamification.rewards.repository import Plans
from domains.gamification.rules.service import Rulebook
from domains.gamification.streaks.care import model
from domains.gamification.streaks.care.model import CareOffers, Mendable
from domains.gamification.streaks.errors import NotRepairableError, QuoteStaleError
from domains.gamification.streaks.model import settle
from domains.gamification.streaks.repository import StreakRows
from domains.gamification.streaks.service import Streaks

FREEZE, REPAIR = "streak_freeze", "streak_repair"
"""Rule codes of the ledger."""


class StreakCare:
    """Opens its own transactions, but for what custodians do.

    A price is checked against what the player was shown: a button of another moment raises
    QuoteStaleError and takes nothing, and so does the second press of the same button.
    """

    def __init__(
        self,
        uow: UnitOfWork,
        book: Rulebook,
        points: Points,
        streaks: Streaks,
        milestones: Milestones,
    ) -> None:
        self._uow = uow
        self._book = book
        self._points = points
        self._streaks = streaks
        self._milestones = milestones
        self._rows = StreakRows()

    async def offers(self, user_id: int) -> CareOffers:
        """What can be bought, with the prices of this moment."""
        rules = self._book.now.streak
        async with self._uow.reading() as tx:
            streak = await self._rows.get(tx, user_id)
            now = tx.now
        settled = settle(streak, now).streak if streak is not None else None
        return CareOffers(
            version=streak.version if streak is not None else 0,
            freezes=settled.freezes if settled is not None else 0,
            most_freezes=rules.most_freezes,
            freeze_price=rules.freeze_price,
            repair=model.offer_repair(settled, now, rules) if settled is not None else None,
        )

    async def buy_freeze(self, user_id: int, version: int, price: int) -> int:
        """Buy one; how many are owned now. It protects days that are not over yet.

        Raises QuoteStaleError, FreezesFullError, NotEnoughBesitosError, AccountFrozenError;
        then nothing was taken.
        """
        async with self._uow() as tx:
            streak = await self._streaks.locked(tx, user_id)
            if (version, price) != (streak.version, self._book.now.streak.freeze_price):
                raise QuoteStaleError
            owned = await self._streaks.grant_freeze(tx, user_id, 1, f"bought:{version}")
            await self._points.spend(tx, user_id, price, f"freeze:{version}", FREEZE)
            return owned

    async def repair(self, user_id: int, version: int, price: int) -> int:
        """Mend the newest break; how long the streak is now.

        Milestones that were paid are not paid again; one that mending reaches is. Raises
        NotRepairableError with the reason, QuoteStaleError, NotEnoughBesitosError,
        AccountFrozenError; then nothing was taken.
        """
        rules = self._book.now.streak
        async with self._uow() as tx:
            streak = await self._streaks.locked(tx, user_id)
            if streak.version != version:
                raise QuoteStaleError
            settled = settle(streak, tx.now).streak
            if (reason := model.obstacle(settled, tx.now, rules)) is not None:
                raise NotRepairableError(reason=reason)
            if price != rules.price_of_repair(settled.previous_length):
                raise QuoteStaleError
            change = model.repair(settled, tx.now)
            await self._streaks.write(tx, user_id, streak, change)
            await self._points.spend(tx, user_id, price, f"repair:{version}", REPAIR)
            bonus = await self._milestones.pay(tx, user_id, change, tx.now)
            self._streaks.announce(tx, user_id, change, bonus)
            return change.streak.length

    # -- for custodians: inside the caller's transaction ---------------------------------

    async def broken(self, tx: Transaction, user_id: int) -> Mendable:
        """What could be mended for nothing, and what is in the way."""
        streak = await self._rows.get(tx, user_id)
        settled = settle(streak, tx.now).streak if streak is not None else None
        return model.mendable(settled, tx.now, self._book.now.streak)

    async def mend(self, tx: Transaction, user_id: int, version: int, reason: str) -> int:
        """Mend the newest break for nothing, within the bounds of a paid repair (A3.6).

        It uses up the player's repair of the month; the hours are `support_hours`. Publishes
        StreakMendedEvent with the reason. Raises NotRepairableError, QuoteStaleError.
        """
        rules = self._book.now.streak
        streak = await self._streaks.locked(tx, user_id)
        if streak.version != version:
            raise QuoteStaleError
        settled = settle(streak, tx.now).streak
        reason_not = model.obstacle(settled, tx.now, rules, rules.support_hours)
        if reason_not is not None:
            raise NotRepairableError(reason=reason_not)
        change = model.repair(settled, tx.now)
        await self._streaks.write(tx, user_id, streak, change)
        bonus = await self._milestones.pay(tx, user_id, change, tx.now)
        self._streaks.announce(tx, user_id, change, bonus)
        tx.publish(
            StreakMendedEvent(
                user_id=user_id,
                length=change.streak.length,
                missed=len(change.marks),
                reason=reason,
            )
        )
        return change.streak.length


class FreezesOfPlans:
    """The free freezes that a plan brings, put in place while there is room."""

    def __init__(self, book: Rulebook, streaks: Streaks) -> None:
        self._book = book
        self._streaks = streaks
        self._plans = Plans()
        self._rows = StreakRows()

    async def equip(self, tx: Transaction, user_id: int, at: datetime) -> None:
        """Somebody was here at `at`: fill up what the plan's month still has (UTC months)."""
        rules = self._book.now.streak
        streak = await self._rows.get(tx, user_id)
        if streak is None or streak.length < rules.plan_freezes_from:
            return
        room = rules.most_freezes - streak.freezes
        allowed = rules.plan_freezes.get(await self._plans.of(tx, user_id), 0)
        if room <= 0 or not allowed:
            return
        prefix = f"plan:{at:%Y-%m}:"
        used = await self._rows.grants_like(tx, user_id, prefix)
        for number in range(used, min(used + room, allowed)):
            await self._streaks.grant_freeze(tx, user_id, 1, f"{prefix}{number}")
