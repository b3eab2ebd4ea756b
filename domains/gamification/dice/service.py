"""Stake first, then the die, then what it pays: each once."""

from __future__ import annotations

from domains.core.days import utc_day
from domains.core.events import DiceThrownEvent
from domains.core.unit_of_work import Transaction, UnitOfWork
from domains.gamification.dice.model import PATIENCE, PIPS, Table, Throw, payout
from domains.gamification.dice.repository import Throws
from domains.gamification.games.errors import (
    LossLimitError,
    NoSuchGameError,
    NoSuchStakeError,
    NoThrowsLeftError,
)
from domains.gamification.games.repository import Wagers
from domains.gamification.players.repository import Players
from domains.gamification.points.service import Points
from domains.gamification.rewards.service import Rewards
from domains.gamification.rules.service import Rulebook

STAKE, WON, REFUND = "dice_stake", "dice_won", "dice_refund"
"""Rule codes of the ledger."""
SWEEP = 100


class DiceService:
    """The bot throws: what players send is no throw of ours."""

    def __init__(self, uow: UnitOfWork, book: Rulebook, points: Points, rewards: Rewards) -> None:
        self._uow = uow
        self._book = book
        self._points = points
        self._rewards = rewards
        self._players = Players()
        self._wagers = Wagers()
        self._throws = Throws()

    async def table(self, user_id: int) -> Table:
        """What there is to play for."""
        rules = self._book.now.wagers
        async with self._uow.reading() as tx:
            free = await self._throws.free_on(tx, user_id, utc_day(tx.now))
        left = max(0, rules.free_throws - free)
        return Table(rules.stakes, left, rules.dice_bps, rules.free_throw_pays)

    async def stake(self, user_id: int, stake: int, occasion: str) -> Throw:
        """Pay for a throw, once per occasion (the press that asks for it).

        Raises NoSuchStakeError, NoThrowsLeftError, LossLimitError, NotEnoughBesitosError, and
        NoSuchGameError for an occasion that has had its throw.
        """
        rules = self._book.now.wagers
        if stake and stake not in rules.stakes:
            raise NoSuchStakeError
        async with self._uow() as tx:
            day = utc_day(tx.now)
            await self._players.meet(tx, user_id, tx.now)
            await self._players.get(tx, user_id, lock=True)
            if not stake and await self._throws.free_on(tx, user_id, day) >= rules.free_throws:
                raise NoThrowsLeftError
            throw = await self._throws.open(tx, user_id, occasion, stake, day)
            if throw is None:
                raise NoSuchGameError
            if stake:
                left = await self._wagers.stake(tx, user_id, day, stake, rules.daily_loss)
                if left is not None:
                    raise LossLimitError(left=left, limit=rules.daily_loss)
                await self._points.spend(tx, user_id, stake, f"dice:{throw.id}", STAKE)
            return throw

    async def settle(self, user_id: int, throw_id: int, value: int) -> Throw:
        """The die shows `value`: pay. Again: what it came to. Raises NoSuchGameError."""
        if not 1 <= value <= PIPS:
            raise NoSuchGameError
        async with self._uow() as tx:
            throw = await self._throws.get(tx, user_id, throw_id)
            if throw is None:
                raise NoSuchGameError
            won = payout(self._book.now.wagers, throw.stake, value)
            done = await self._throws.end(tx, user_id, throw_id, value, won)
            if done is None:
                return throw
            if done.stake:
                await self._wagers.give_back(tx, user_id, done.utc_day, won)
            await self._rewards.give(tx, user_id, won, f"dice:{throw_id}:won", WON, tx.now)
            tx.publish(
                DiceThrownEvent(
                    user_id=user_id,
                    throw_id=throw_id,
                    value=value,
                    stake=done.stake,
                    payout=won,
                )
            )
            return done

    async def sweep(self, tx: Transaction) -> int:
        """Give stakes back whose die was never seen; how many."""
        forgotten = await self._throws.forgotten(tx, tx.now - PATIENCE, SWEEP)
        for throw in forgotten:
            if await self._throws.refund(tx, throw.id) is None or not throw.stake:
                continue
            await self._wagers.give_back(tx, throw.user_id, throw.utc_day, throw.stake)
            key = f"dice:{throw.id}:refund"
            await self._rewards.give(tx, throw.user_id, throw.stake, key, REFUND, tx.now)
        return len(forgotten)
