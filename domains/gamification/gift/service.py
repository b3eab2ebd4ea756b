"""Giving the gift of the day, once."""

from __future__ import annotations

from datetime import datetime, timedelta

from domains.core.days import local_day
from domains.core.events import DailyGiftClaimedEvent
from domains.core.unit_of_work import Transaction, UnitOfWork
from domains.gamification.draws.model import number, weighted
from domains.gamification.draws.repository import Salt
from domains.gamification.gift.errors import GiftNotYetError
from domains.gamification.gift.model import (
    ZONE_PAUSE,
    Gift,
    GiftView,
    Taken,
)
from domains.gamification.gift.repository import Gifts
from domains.gamification.players.repository import Players
from domains.gamification.prizes.service import Prizes
from domains.gamification.rewards.service import Rewards
from domains.gamification.rules.play.model import Prize
from domains.gamification.rules.service import Rulebook
from domains.gamification.streaks.model import day_ends_at

REWARD = "daily_gift"
"""The ledger's rule code. No cap cuts a gift."""
NEW, IDLE, TRAVELLING = "new", "idle", "travelling"
"""Why there is no gift yet: hardly here, nothing done yet, another clock since the last one."""


class GiftService:
    """A calendar of a few days that waits for whoever misses one (A6)."""

    def __init__(self, uow: UnitOfWork, book: Rulebook, rewards: Rewards, prizes: Prizes) -> None:
        self._uow = uow
        self._book = book
        self._rewards = rewards
        self._prizes = prizes
        self._salt = Salt()
        self._players = Players()
        self._gifts = Gifts()

    async def view(self, user_id: int, timezone: str) -> GiftView:
        """The calendar as it stands. Changes nothing."""
        async with self._uow.reading() as tx:
            last = await self._gifts.last(tx, user_id)
            reason, next_at = await self._obstacle(tx, user_id, last, timezone)
        calendar = self._book.now.gift.calendar
        today = last if last and last.day >= local_day(tx.now, timezone) else None
        position = (last.number - (1 if today else 0)) % len(calendar) if last else 0
        pools = tuple(
            (min(p.besitos for p, _ in pool), max(p.besitos for p, _ in pool))
            for pool in (self._pool(day) for day in calendar)
        )
        if today is not None:
            next_at = day_ends_at(today.day, today.timezone)
        return GiftView(today, position, len(calendar), pools, next_at, reason)

    async def take(self, user_id: int, timezone: str) -> Taken:
        """Take today's. Again: the same one, and nothing more. Raises GiftNotYetError."""
        async with self._uow() as tx:
            await self._players.get(tx, user_id, lock=True)
            last = await self._gifts.last(tx, user_id)
            today = local_day(tx.now, timezone)
            if last is not None and last.day >= today:
                return Taken(last, is_new=False, next_at=day_ends_at(last.day, last.timezone))
            reason, _ = await self._obstacle(tx, user_id, last, timezone)
            if reason is not None:
                raise GiftNotYetError(reason=reason)
            return await self._give(tx, user_id, last, timezone)

    async def _give(
        self, tx: Transaction, user_id: int, last: Gift | None, timezone: str
    ) -> Taken:
        today, count = local_day(tx.now, timezone), (last.number if last else 0) + 1
        salt, cause = await self._salt.get(tx), ("gift", user_id, today)
        calendar = self._book.now.gift.calendar
        pool = self._pool(calendar[(count - 1) % len(calendar)])
        prize: Prize = weighted(salt, pool, *cause)
        gift = Gift(
            day=today,
            number=count,
            prize=prize.code,
            besitos=prize.besitos,
            item=prize.item,
            quantity=prize.quantity if prize.item else 0,
            seed=f"{number(salt, *cause):016x}",
            timezone=timezone,
            claimed_at=tx.now,
        )
        if not await self._gifts.take(tx, user_id, gift):  # erased and back in one moment
            raise GiftNotYetError(reason=NEW)
        key = f"gift:{today:%Y-%m-%d}"
        await self._rewards.give(tx, user_id, gift.besitos, key, REWARD, tx.now)
        if gift.item is not None:
            await self._prizes.grant(tx, user_id, gift.item, gift.quantity, key)
        tx.publish(
            DailyGiftClaimedEvent(
                user_id=user_id, day=today, gift_id=gift.prize, points_amount=gift.besitos
            )
        )
        return Taken(gift, is_new=True, next_at=day_ends_at(today, timezone))

    def _pool(self, day: tuple[Prize, ...]) -> list[tuple[Prize, int]]:
        """What can really be drawn, with its weights."""
        offers = self._prizes.offers
        return [(p, p.weight) for p in day if p.item is None or offers(p.item)]

    async def _obstacle(
        self, tx: Transaction, user_id: int, last: Gift | None, timezone: str
    ) -> tuple[str | None, datetime | None]:
        player = await self._players.get(tx, user_id)
        if player is None:
            return NEW, None
        ready = player.first_seen_at + timedelta(minutes=self._book.now.gift.min_age_minutes)
        if tx.now < ready:
            return NEW, ready
        if not player.has_acted:
            return IDLE, None
        if last is not None and last.timezone != timezone:
            ready = last.claimed_at + ZONE_PAUSE
            if tx.now < ready:
                return TRAVELLING, ready
        return None, None
