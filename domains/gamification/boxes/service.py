"""Opening boxes: the server draws, once for each box, by the published odds (A7)."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from uuid import UUID

from domains.core.events import BoxOpenedEvent
from domains.core.unit_of_work import Transaction, UnitOfWork
from domains.gamification.boxes.model import Draw, faces, pick
from domains.gamification.boxes.repository import BoxRows
from domains.gamification.inventory.model import Box
from domains.gamification.inventory.service import Inventory
from domains.gamification.points.repository import Accounts
from domains.gamification.rewards.service import Rewards

Roll = Callable[[int], int]
"""A number from 0 to the given one less one, each as likely as the others."""


class Boxes:
    """`open` works inside the caller's transaction; the questions open their own."""

    def __init__(
        self,
        uow: UnitOfWork,
        inventory: Inventory,
        rewards: Rewards,
        roll: Roll = secrets.randbelow,
    ) -> None:
        self._uow = uow
        self._inventory = inventory
        self._rewards = rewards
        self._roll = roll
        self._accounts = Accounts()
        self._rows = BoxRows()

    async def open(
        self, tx: Transaction, user_id: int, item_id: str, box: Box, use_id: UUID
    ) -> None:
        """Draw what is in a box that was used up, give it, publish BoxOpenedEvent. Once."""
        await self._accounts.lock(tx, user_id)
        candidates = box.candidates(await self._rows.misses(tx, user_id, item_id))
        whole = faces(candidates)
        roll = self._roll(whole)
        prize = pick(candidates, roll)
        drawn = Draw(item_id, prize.item, prize.besitos, prize.is_rare, roll, whole, tx.now)
        if not await self._rows.keep(tx, user_id, use_id, drawn):
            return
        await self._rows.count_miss(tx, user_id, item_id, is_rare=prize.is_rare)
        key = f"box:{use_id}"
        if prize.item is not None:
            await self._inventory.grant(tx, user_id, prize.item, 1, key)
        await self._rewards.give(tx, user_id, prize.besitos, key, "mystery_box", tx.now)
        tx.publish(
            BoxOpenedEvent(
                user_id=user_id,
                use_id=use_id,
                item_id=item_id,
                prize_item_id=prize.item,
                points_amount=prize.besitos,
                is_rare=prize.is_rare,
            )
        )

    async def drawn(self, user_id: int, use_id: UUID) -> Draw | None:
        """What came out; None when it is not open yet."""
        async with self._uow.reading() as tx:
            return await self._rows.drawn(tx, user_id, use_id)

    async def misses(self, user_id: int, item_id: str) -> int:
        """Boxes of this kind in a row without a rare prize."""
        async with self._uow.reading() as tx:
            return await self._rows.misses(tx, user_id, item_id)
