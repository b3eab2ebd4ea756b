"""Prices, stock, refunds, auctions and secret words: by people who may, and on record."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Protocol, TypeVar
from uuid import UUID

from uuid_utils.compat import uuid7

from domains.admin.errors import NotAllowedError
from domains.admin.market.model import (
    ADD_SECRET,
    CANCEL_AUCTION,
    CLOSE_SECRET,
    OPEN_AUCTION,
    REFUND,
    RELABEL,
    AuctionLine,
    Change,
    NewSecret,
    PurchaseLine,
    SecretLine,
    ShelfLine,
)
from domains.admin.model import Actor, Directory, Gatekeeper, Permission
from domains.admin.repository import Audit, People
from domains.core.events import AdminActionPerformedEvent
from domains.core.unit_of_work import Transaction, UnitOfWork

T = TypeVar("T")
Details = Mapping[str, str | int | bool]


class Market(Protocol):
    """Keeps shelf, auctions and secrets; bound to gamification in the composition root.

    What changes something works inside the caller's transaction, so that it and its audit
    line are one. Refusals are the market's own DomainErrors.
    """

    async def shelf(self, tx: Transaction) -> Sequence[ShelfLine]: ...

    async def relabel(self, tx: Transaction, item_id: str, change: Change) -> ShelfLine: ...

    async def purchases(self, tx: Transaction, user_id: int) -> Sequence[PurchaseLine]: ...

    async def refund(self, tx: Transaction, purchase_id: UUID, admin_id: int) -> PurchaseLine: ...

    async def auctions(self, tx: Transaction) -> Sequence[AuctionLine]: ...

    async def open_auction(
        self, tx: Transaction, item_id: str, price: int, minutes: int
    ) -> AuctionLine: ...

    async def cancel_auction(self, tx: Transaction, auction_id: UUID) -> AuctionLine: ...

    async def secrets(self, tx: Transaction) -> Sequence[SecretLine]: ...

    async def add_secret(self, tx: Transaction, new: NewSecret) -> int: ...

    async def close_secret(self, tx: Transaction, secret_id: int) -> None: ...


class MarketDesk:
    """What is changed and the audit line commit together.

    Every method raises NotAllowedError for whoever lacks the permission, and what the market
    refuses. A denied change leaves a line, too.
    """

    def __init__(self, uow: UnitOfWork, directory: Directory, market: Market) -> None:
        self._uow = uow
        self._gate = Gatekeeper(directory)
        self._market = market
        self._people = People()
        self._audit = Audit()

    async def shelf(self, admin: Actor) -> Sequence[ShelfLine]:
        """Everything that the shop could sell."""
        await self._gate.authorise(admin, Permission.MARKET_READ)
        async with self._uow.reading() as tx:
            return await self._market.shelf(tx)

    async def purchases(self, admin: Actor, user_id: int) -> Sequence[PurchaseLine]:
        """What somebody has bought, the newest first."""
        await self._gate.authorise(admin, Permission.MARKET_READ)
        async with self._uow.reading() as tx:
            return await self._market.purchases(tx, user_id)

    async def auctions(self, admin: Actor) -> Sequence[AuctionLine]:
        """What can be bid for."""
        await self._gate.authorise(admin, Permission.MARKET_READ)
        async with self._uow.reading() as tx:
            return await self._market.auctions(tx)

    async def secrets(self, admin: Actor) -> Sequence[SecretLine]:
        """The newest secret words, without the words."""
        await self._gate.authorise(admin, Permission.MARKET_READ)
        async with self._uow.reading() as tx:
            return await self._market.secrets(tx)

    async def relabel(self, admin: Actor, item_id: str, change: Change) -> ShelfLine:
        """Change price, stock or sale of an item from now on."""
        return await self._do(
            admin,
            RELABEL,
            {"item": item_id, **_said(change)},
            lambda tx: self._market.relabel(tx, item_id, change),
        )

    async def refund(self, admin: Actor, purchase_id: UUID) -> PurchaseLine:
        """Give the besitos of an unused purchase back."""
        return await self._do(
            admin,
            REFUND,
            {"purchase": str(purchase_id)},
            lambda tx: self._market.refund(tx, purchase_id, admin.id),
            target=lambda line: line.user_id,
        )

    async def open_auction(
        self, admin: Actor, item_id: str, price: int, minutes: int
    ) -> AuctionLine:
        """Put one copy of an item up."""
        return await self._do(
            admin,
            OPEN_AUCTION,
            {"item": item_id, "price": price, "minutes": minutes},
            lambda tx: self._market.open_auction(tx, item_id, price, minutes),
        )

    async def cancel_auction(self, admin: Actor, auction_id: UUID) -> AuctionLine:
        """Call an auction off; what was set aside is free again."""
        return await self._do(
            admin,
            CANCEL_AUCTION,
            {"auction": str(auction_id)},
            lambda tx: self._market.cancel_auction(tx, auction_id),
        )

    async def add_secret(self, admin: Actor, new: NewSecret) -> int:
        """A new secret word; its number. The audit does not say the word."""
        details: Details = {
            "clue": new.clue_id or "",
            "besitos": new.besitos,
            "uses": new.most_uses or 0,
        }
        return await self._do(
            admin, ADD_SECRET, details, lambda tx: self._market.add_secret(tx, new)
        )

    async def close_secret(self, admin: Actor, secret_id: int) -> None:
        """Nobody may say it any more."""
        await self._do(
            admin,
            CLOSE_SECRET,
            {"secret": secret_id},
            lambda tx: self._market.close_secret(tx, secret_id),
        )

    async def _do(
        self,
        admin: Actor,
        action: str,
        details: Details,
        work: Callable[[Transaction], Awaitable[T]],
        target: Callable[[T], int] | None = None,
    ) -> T:
        try:
            admin = await self._gate.authorise(admin, Permission.MARKET_WRITE)
        except NotAllowedError:
            async with self._uow() as tx:
                await self._write(tx, admin, action, details, "denied")
            raise
        async with self._uow() as tx:
            result = await work(tx)
            person = target(result) if target is not None else None
            await self._write(tx, admin, action, details, "done", person)
            tx.publish(
                AdminActionPerformedEvent(
                    admin_user_id=admin.id,
                    action_type=action,
                    target_user_id=person,
                    action_details=dict(details),
                    admin_timestamp=tx.now,
                )
            )
        return result

    async def _write(
        self,
        tx: Transaction,
        admin: Actor,
        action: str,
        details: Details,
        result: str,
        target: int | None = None,
    ) -> None:
        known = {admin.id} if target is None else {admin.id, target}
        subjects = await self._people.subjects(tx, known)
        line = {
            "id": uuid7(),
            "key": None,
            "actor": subjects[admin.id],
            "actor_role": admin.role[:16],
            "action": action,
            "target": None if target is None else subjects[target],
            "details": dict(details),
            "reason": None,
            "result": result,
        }
        await self._audit.add(tx, line)


def _said(change: Change) -> dict[str, str | int | bool]:
    """A change as the audit keeps it: what was left alone is not there."""
    said: dict[str, str | int | bool] = {}
    if change.price is not None:
        said["price"] = change.price
    if change.is_unlimited:
        said["stock"] = "any"
    elif change.stock is not None:
        said["stock"] = change.stock
    if change.is_offered is not None:
        said["is_offered"] = change.is_offered
    if change.is_reset:
        said["is_reset"] = True
    return said
