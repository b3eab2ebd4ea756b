"""Shop, bag, boxes, gifts, clues and auctions on one foundation. Wired here, by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from domains.core import BaseEvent, Subscription, Transaction, UnitOfWork
from domains.core.events import (
    AuctionBidPlacedEvent,
    AuctionClosedEvent,
    AuctionEndReachedEvent,
    AuctionOpenedEvent,
    AuctionOutbidEvent,
    BoxOpenedEvent,
    ClueAcquiredEvent,
    CombinationMadeEvent,
    GiftAnsweredEvent,
    GiftOfferedEvent,
    GiftWaitEndedEvent,
    ItemPurchasedEvent,
    ItemUsedEvent,
    PurchaseRefundedEvent,
)
from domains.gamification.auctions.repository import AuctionRows
from domains.gamification.auctions.service import Auctions
from domains.gamification.auctions.subscribers import AuctionSubscribers
from domains.gamification.boosts.model import ActiveBoost
from domains.gamification.boosts.repository import BoostRows
from domains.gamification.boosts.service import Boosts
from domains.gamification.boxes.repository import BoxRows
from domains.gamification.boxes.service import Boxes
from domains.gamification.clues.repository import ClueRows
from domains.gamification.clues.service import BackpackService, Clues, Secrets
from domains.gamification.clues.subscribers import ClueSubscribers
from domains.gamification.content.clues import COMBINATIONS
from domains.gamification.content.items import ITEMS
from domains.gamification.content.shop import SHELF
from domains.gamification.gifts.repository import GiftRows
from domains.gamification.gifts.service import Gifts
from domains.gamification.gifts.subscribers import GiftSubscribers
from domains.gamification.inventory.repository import BagRows
from domains.gamification.inventory.service import BagService, Inventory
from domains.gamification.inventory.subscribers import Effects
from domains.gamification.points.service import Points
from domains.gamification.reservations.service import Reservations
from domains.gamification.rewards.service import Rewards
from domains.gamification.rules.service import Rulebook
from domains.gamification.shop.repository import ShopRows
from domains.gamification.shop.service import Shop, Stockroom
from domains.gamification.shop.subscribers import ShopSubscribers
from domains.gamification.streaks.service import Streaks

MARKET_EVENTS: tuple[type[BaseEvent], ...] = (
    ItemPurchasedEvent,
    ItemUsedEvent,
    PurchaseRefundedEvent,
    BoxOpenedEvent,
    GiftOfferedEvent,
    GiftAnsweredEvent,
    GiftWaitEndedEvent,
    ClueAcquiredEvent,
    CombinationMadeEvent,
    AuctionOpenedEvent,
    AuctionBidPlacedEvent,
    AuctionEndReachedEvent,
    AuctionOutbidEvent,
    AuctionClosedEvent,
)
"""What these rooms publish."""

_PERSONAL = (BagRows, BoostRows, BoxRows, GiftRows, ClueRows, ShopRows, AuctionRows)


class Things:
    """Prizes that are things: they go into the bag."""

    def __init__(self, inventory: Inventory) -> None:
        self._inventory = inventory

    def offers(self, item: str) -> bool:
        """Is there such a thing?"""
        return item in ITEMS

    async def grant(
        self, tx: Transaction, user_id: int, item: str, quantity: int, key: str
    ) -> None:
        """Put it into the bag, once per key."""
        await self._inventory.grant(tx, user_id, item, quantity, key)


@dataclass(frozen=True, slots=True)
class Market:
    """The rooms.

    `inventory`, `clues` and `boosts` work inside a caller's transaction, as do the custodians'
    `stockroom` and `secrets`; the others open their own.
    """

    inventory: Inventory
    clues: Clues
    boosts: Boosts
    bag: BagService
    boxes: Boxes
    gifts: Gifts
    backpack: BackpackService
    secrets: Secrets
    shop: Shop
    stockroom: Stockroom
    auctions: Auctions
    uow: UnitOfWork
    subscriptions: tuple[Subscription, ...]

    @classmethod
    def build(
        cls, uow: UnitOfWork, book: Rulebook, points: Points, rewards: Rewards, streaks: Streaks
    ) -> Market:
        """Put the rooms together."""
        inventory, boosts = Inventory(ITEMS), Boosts()
        clues = Clues(COMBINATIONS, inventory, rewards)
        boxes = Boxes(uow, inventory, rewards)
        gifts = Gifts(uow, book, inventory)
        auctions = Auctions(uow, book, inventory, points, Reservations(book))
        return cls(
            inventory=inventory,
            clues=clues,
            boosts=boosts,
            bag=BagService(uow, inventory),
            boxes=boxes,
            gifts=gifts,
            backpack=BackpackService(uow, book, clues, rewards),
            secrets=Secrets(),
            shop=Shop(uow, book, SHELF, inventory, points),
            stockroom=Stockroom(SHELF, inventory, points),
            auctions=auctions,
            uow=uow,
            subscriptions=(
                *Effects(inventory, streaks, boosts, boxes, clues).subscriptions,
                *GiftSubscribers(gifts).subscriptions,
                *ClueSubscribers(clues).subscriptions,
                *ShopSubscribers().subscriptions,
                *AuctionSubscribers(auctions).subscriptions,
            ),
        )

    @property
    def prizes(self) -> Things:
        """For whoever hands out things."""
        return Things(self.inventory)

    async def running_boosts(self, user_id: int) -> tuple[ActiveBoost, ...]:
        """What makes somebody's play pay more now, the strongest first."""
        async with self.uow.reading() as tx:
            return await self.boosts.running(tx, user_id)

    async def export(self, tx: Transaction, user_id: int) -> dict[str, list[dict[str, Any]]]:
        """What these rooms keep about somebody: table → rows, where there are any."""
        found: dict[str, list[dict[str, Any]]] = {}
        for rows in _PERSONAL:
            found |= await rows().export(tx, user_id)
        return {name: kept for name, kept in found.items() if kept}

    async def forget(self, tx: Transaction, user_id: int) -> None:
        """Forget somebody in every room."""
        for rows in _PERSONAL:
            await rows().forget(tx, user_id)
