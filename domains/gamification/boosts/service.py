"""Boosts: more of the same lasts longer, it never multiplies (A7)."""

from __future__ import annotations

from datetime import timedelta

from domains.core.unit_of_work import Transaction
from domains.gamification.boosts.model import ONE, ActiveBoost
from domains.gamification.boosts.repository import BoostRows
from domains.gamification.points.repository import Accounts


class Boosts:
    """Works inside the caller's transaction; the account is locked first, as everywhere."""

    def __init__(self) -> None:
        self._accounts = Accounts()
        self._rows = BoostRows()

    async def extend(
        self, tx: Transaction, user_id: int, bps: int, span: timedelta, key: str
    ) -> bool:
        """Boost for `span`, from now or from the end of a boost of the same strength.

        False: the cause `key` has boosted before. Two strengths run side by side; the
        stronger one counts.
        """
        if bps <= ONE or span <= timedelta():
            raise ValueError(f"no boost: {bps} bps for {span}")
        await self._accounts.lock(tx, user_id)
        last = await self._rows.last_end(tx, user_id, bps)
        starts_at = max(tx.now, last) if last is not None else tx.now
        return await self._rows.add(tx, user_id, key, bps, (starts_at, starts_at + span))

    async def running(self, tx: Transaction, user_id: int) -> tuple[ActiveBoost, ...]:
        """What runs now, the strongest first."""
        return tuple(await self._rows.running(tx, user_id, tx.now))
