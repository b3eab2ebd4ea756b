"""The bag: things come in once per cause, and are used once per press."""

from __future__ import annotations

from uuid import UUID

from uuid_utils.compat import uuid7

from domains.core.events import ItemUsedEvent
from domains.core.unit_of_work import Transaction, UnitOfWork
from domains.gamification.inventory.errors import (
    BagChangedError,
    GrantConflictError,
    NotOwnedError,
    NotUsableError,
)
from domains.gamification.inventory.model import MOST_OF_ONE, Bag, Items, Owned, Wear
from domains.gamification.inventory.repository import BagRows
from domains.gamification.points.repository import Accounts


def returned_key(use_id: UUID) -> str:
    """The cause of a thing that came back because there was no room for its effect."""
    return f"returned:{use_id}"


class Inventory:
    """Works inside the caller's transaction.

    The player's account is locked first, as everywhere: whatever happens to one player's
    things happens one after another. Lock rows that players share before, never after.
    """

    def __init__(self, items: Items) -> None:
        self.items = items
        self._accounts = Accounts()
        self._rows = BagRows()

    async def grant(
        self, tx: Transaction, user_id: int, item_id: str, quantity: int, key: str
    ) -> bool:
        """Give `quantity` copies for the cause `key`. False: this cause has given before.

        Raises UnknownItemError; GrantConflictError when the cause gave something else;
        ValueError for a quantity that nobody can receive.
        """
        if not 1 <= quantity <= MOST_OF_ONE:
            raise ValueError(f"1 to {MOST_OF_ONE} copies can be given, not {quantity}")
        self.items.get(item_id)
        await self._accounts.lock(tx, user_id)
        if not await self._rows.write_move(tx, user_id, key, item_id, quantity):
            await self._check_same(tx, user_id, key, item_id, quantity)
            return False
        await self._rows.add(tx, user_id, item_id, quantity)
        return True

    async def take(
        self,
        tx: Transaction,
        user_id: int,
        item_id: str,
        quantity: int,
        key: str,
        version: int | None = None,
    ) -> int:
        """Take copies away for the cause `key`; how many are left. Again: nothing.

        With `version` only from a bag that is still as it was then. What is not owned any
        more is not worn any more. Raises UnknownItemError, NotOwnedError, BagChangedError,
        GrantConflictError.
        """
        self.items.get(item_id)
        await self._accounts.lock(tx, user_id)
        if not await self._rows.write_move(tx, user_id, key, item_id, -quantity):
            await self._check_same(tx, user_id, key, item_id, -quantity)
            return (await self._rows.get(tx, user_id, item_id)).quantity
        left = await self._rows.remove(tx, user_id, item_id, quantity, version)
        if left is None:
            there = await self._rows.get(tx, user_id, item_id)
            if there.quantity < quantity:
                raise NotOwnedError(item=item_id)
            raise BagChangedError(item=item_id)
        if not left:
            await self._rows.take_off(tx, user_id, item_id)
        return left

    async def use(
        self, tx: Transaction, user_id: int, item_id: str, version: int | None = None
    ) -> UUID:
        """Use one copy up and publish ItemUsedEvent, which brings its effect. The use's id.

        Raises what `take` raises, and NotUsableError.
        """
        if not self.items.get(item_id).is_used_up:
            raise NotUsableError(item=item_id)
        use_id = uuid7()
        left = await self.take(tx, user_id, item_id, 1, f"use:{use_id}", version)
        tx.publish(
            ItemUsedEvent(user_id=user_id, use_id=use_id, item_id=item_id, quantity_left=left)
        )
        return use_id

    async def quantity(self, tx: Transaction, user_id: int, item_id: str) -> int:
        """How many copies somebody owns."""
        return (await self._rows.get(tx, user_id, item_id)).quantity

    async def worn(self, tx: Transaction, user_id: int) -> dict[str, str]:
        """What somebody wears: slot (`title`, `frame`) → item."""
        return await self._rows.worn(tx, user_id)

    async def _check_same(
        self, tx: Transaction, user_id: int, key: str, item_id: str, quantity: int
    ) -> None:
        if await self._rows.moved(tx, user_id, key) != (item_id, quantity):
            raise GrantConflictError(key=key, user_id=user_id, item=item_id)


class BagService:
    """What a player does with their things. Each call is a transaction of its own."""

    def __init__(self, uow: UnitOfWork, inventory: Inventory) -> None:
        self._uow = uow
        self._inventory = inventory
        self._rows = BagRows()
        self._accounts = Accounts()

    @property
    def items(self) -> Items:
        """Every kind of thing there is."""
        return self._inventory.items

    async def bag(self, user_id: int) -> Bag:
        """What somebody owns, in the order of the catalogue, and wears."""
        async with self._uow.reading() as tx:
            rows = {own.item_id: own for own in await self._rows.all(tx, user_id)}
            worn = await self._rows.worn(tx, user_id)
        return Bag(tuple(rows[item.code] for item in self.items if item.code in rows), worn)

    async def owned(self, user_id: int, item_id: str) -> Owned:
        """The copies of one thing. Raises UnknownItemError."""
        self.items.get(item_id)
        async with self._uow.reading() as tx:
            return await self._rows.get(tx, user_id, item_id)

    async def use(self, user_id: int, item_id: str, version: int) -> UUID:
        """Use one copy up, of a bag that is still at `version`. The use's id.

        Raises UnknownItemError, NotUsableError, NotOwnedError, BagChangedError.
        """
        async with self._uow() as tx:
            return await self._inventory.use(tx, user_id, item_id, version)

    async def came_back(self, user_id: int, use_id: UUID) -> bool:
        """Was there no room for the effect, so that the thing is in the bag again?"""
        async with self._uow.reading() as tx:
            return await self._rows.moved(tx, user_id, returned_key(use_id)) is not None

    async def wear(self, user_id: int, item_id: str, *, on: bool) -> None:
        """Put on or take off. Saying it twice changes nothing.

        Raises UnknownItemError, NotUsableError, NotOwnedError.
        """
        effect = self.items.get(item_id).effect
        if not isinstance(effect, Wear):
            raise NotUsableError(item=item_id)
        async with self._uow() as tx:
            await self._accounts.lock(tx, user_id)
            if not await self._inventory.quantity(tx, user_id, item_id):
                raise NotOwnedError(item=item_id)
            if on:
                await self._rows.put_on(tx, user_id, effect.slot, item_id)
            else:
                await self._rows.take_off(tx, user_id, item_id)
