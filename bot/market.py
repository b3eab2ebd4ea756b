"""Answers the admin module's wishes for the market: gamification keeps it."""

from __future__ import annotations

from uuid import UUID

from domains.admin.market.model import (
    AuctionLine,
    Change,
    NewSecret,
    PurchaseLine,
    SecretLine,
    ShelfLine,
)
from domains.core import Transaction
from domains.gamification.auctions.model import Auction, AuctionWish
from domains.gamification.clues.model import SecretWish
from domains.gamification.market.service import Market
from domains.gamification.shop.model import Label, Purchase, Relabel

NEWEST_PURCHASES = 10


class MarketKeeper:
    """Translates between two modules that do not know each other."""

    def __init__(self, market: Market) -> None:
        self._market = market

    async def shelf(self, tx: Transaction) -> list[ShelfLine]:
        """Every offer of the shop."""
        labels = await self._market.stockroom.labels(tx)
        return [_shelf_line(offer.item, label) for offer, label in labels]

    async def relabel(self, tx: Transaction, item_id: str, change: Change) -> ShelfLine:
        """Change one of them."""
        wish = Relabel(
            price=change.price,
            stock=change.stock,
            is_unlimited=change.is_unlimited,
            is_offered=change.is_offered,
            is_reset=change.is_reset,
        )
        return _shelf_line(item_id, await self._market.stockroom.relabel(tx, item_id, wish))

    async def purchases(self, tx: Transaction, user_id: int) -> list[PurchaseLine]:
        """What somebody has bought."""
        bought = await self._market.stockroom.purchases(tx, user_id, NEWEST_PURCHASES)
        return [_purchase_line(each) for each in bought]

    async def refund(self, tx: Transaction, purchase_id: UUID, admin_id: int) -> PurchaseLine:
        """Take a purchase back."""
        return _purchase_line(await self._market.stockroom.refund(tx, purchase_id, admin_id))

    async def auctions(self, tx: Transaction) -> list[AuctionLine]:
        """What can be bid for."""
        return [_auction_line(each) for each in await self._market.auctions.open_now(tx)]

    async def open_auction(
        self, tx: Transaction, item_id: str, price: int, minutes: int
    ) -> AuctionLine:
        """Put something up."""
        wish = AuctionWish(item_id, price, minutes)
        return _auction_line(await self._market.auctions.open(tx, wish))

    async def cancel_auction(self, tx: Transaction, auction_id: UUID) -> AuctionLine:
        """Call it off."""
        return _auction_line(await self._market.auctions.cancel(tx, auction_id))

    async def secrets(self, tx: Transaction) -> list[SecretLine]:
        """The newest secrets."""
        return [
            SecretLine(s.id, s.clue_id, s.besitos, s.uses, s.most_uses, s.is_open)
            for s in await self._market.secrets.newest(tx)
        ]

    async def add_secret(self, tx: Transaction, new: NewSecret) -> int:
        """A new secret word."""
        wish = SecretWish(new.word, new.clue_id, new.besitos, new.most_uses)
        return await self._market.secrets.add(tx, wish)

    async def close_secret(self, tx: Transaction, secret_id: int) -> None:
        """Close one."""
        await self._market.secrets.close(tx, secret_id)


def _shelf_line(item_id: str, label: Label) -> ShelfLine:
    return ShelfLine(item_id, label.price, label.stock, label.is_offered, label.is_changed)


def _purchase_line(bought: Purchase) -> PurchaseLine:
    return PurchaseLine(
        id=bought.id,
        user_id=bought.user_id,
        item_id=bought.item_id,
        quantity=bought.quantity,
        price=bought.price,
        bought_at=bought.bought_at,
        can_be_refunded=bought.use_id is None and bought.refunded_at is None,
    )


def _auction_line(auction: Auction) -> AuctionLine:
    return AuctionLine(
        auction.id, auction.item_id, auction.highest_bid, auction.bids, auction.ends_at
    )
