"""Buying: a price is given first, then everything happens in one transaction, or nothing (A7)."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from uuid_utils.compat import uuid7

from domains.core.events import ItemPurchasedEvent, PurchaseRefundedEvent
from domains.core.unit_of_work import Transaction, UnitOfWork
from domains.gamification.inventory.errors import NotOwnedError
from domains.gamification.inventory.repository import BagRows
from domains.gamification.inventory.service import Inventory
from domains.gamification.points.model import Amount, Entry, Kind
from domains.gamification.points.repository import Accounts
from domains.gamification.points.service import Points
from domains.gamification.rewards.repository import Plans
from domains.gamification.rules.service import Rulebook
from domains.gamification.shop.errors import (
    LimitReachedError,
    NotForSaleError,
    NotRefundableError,
    QuoteExpiredError,
    RequirementMissingError,
    ShelfUnfitError,
    SoldOutError,
    UnknownPurchaseError,
    UnknownQuoteError,
)
from domains.gamification.shop.model import (
    HIGHEST_PRICE,
    LARGEST_STOCK,
    Customer,
    Label,
    Offer,
    OfferView,
    Purchase,
    Quote,
    Relabel,
    Shelf,
)
from domains.gamification.shop.repository import Labels, ShopRows

SOLD = "shop_purchase"
REFUNDED = "shop_refund"
"""The ledger's rule codes."""


class Customers:
    """Who stands before the shelf, inside the caller's transaction."""

    def __init__(self) -> None:
        self._accounts = Accounts()
        self._plans = Plans()
        self._bag = BagRows()
        self._rows = ShopRows()

    async def get(self, tx: Transaction, user_id: int) -> Customer:
        """Everything that decides what somebody may buy. Of a stranger nothing is known."""
        account = await self._accounts.get(tx, user_id)
        can_spend = account is not None and not account.debt and account.frozen_at is None
        return Customer(
            level=account.top_level if account else 1,
            balance=account.balance if account and can_spend else 0,
            plan=await self._plans.of(tx, user_id),
            chapters=frozenset(await self._rows.chapters(tx, user_id)),
            owned={own.item_id: own.quantity for own in await self._bag.all(tx, user_id)},
            bought=await self._rows.counted(tx, user_id),
        )


class Shop:
    """What players buy. Each call is a transaction of its own."""

    def __init__(
        self, uow: UnitOfWork, book: Rulebook, shelf: Shelf, inventory: Inventory, points: Points
    ) -> None:
        self._uow = uow
        self._book = book
        self._shelf = shelf
        self._inventory = inventory
        self._points = points
        self._customers = Customers()
        self._labels = Labels()
        self._rows = ShopRows()
        self._accounts = Accounts()

    @property
    def quote_minutes(self) -> int:
        """How long a price holds."""
        return self._book.now.shop.quote_minutes

    @property
    def low_stock(self) -> int:
        """From how many on the shop says how many are left."""
        return self._book.now.shop.low_stock

    async def offers(self, user_id: int) -> tuple[OfferView, ...]:
        """What is for sale, as this player sees it."""
        async with self._uow.reading() as tx:
            labels = await self._labels.all(tx, list(self._shelf))
            customer, now = await self._customers.get(tx, user_id), tx.now
        return tuple(
            _view(customer, offer, labels[offer.item], now)
            for offer in self._shelf
            if labels[offer.item].is_offered
        )

    async def offer(self, user_id: int, item_id: str) -> OfferView:
        """One offer. Raises NotForSaleError for what is not sold at present."""
        offer = self._shelf.get(item_id)
        async with self._uow.reading() as tx:
            label = await self._labels.of(tx, offer)
            if not label.is_offered:
                raise NotForSaleError(item=item_id)
            return _view(await self._customers.get(tx, user_id), offer, label, tx.now)

    async def quote(self, user_id: int, item_id: str) -> Quote:
        """Give a price for one copy. It holds for `ShopRules.quote_minutes`.

        Raises NotForSaleError, SoldOutError, LimitReachedError, RequirementMissingError.
        """
        view = await self.offer(user_id, item_id)
        if view.missing:
            raise RequirementMissingError(missing=view.missing[0].kind)
        if view.label.stock == 0:
            raise SoldOutError(left=0)
        if view.left == 0:
            raise LimitReachedError(limit=_tightest(view.offer))
        async with self._uow() as tx:
            expires_at = tx.now + timedelta(minutes=self._book.now.shop.quote_minutes)
            quote = Quote(uuid7(), user_id, item_id, 1, view.label.price, expires_at, None)
            await self._rows.add_quote(tx, quote)
        return quote

    async def buy(self, user_id: int, quote_id: UUID) -> Purchase:
        """Buy at the price that was given. Again: the same purchase, `is_new` False.

        Raises UnknownQuoteError (also for somebody else's), QuoteExpiredError,
        NotForSaleError, SoldOutError, RequirementMissingError, LimitReachedError and
        NotEnoughBesitosError; then nothing has happened, and the price still holds.
        """
        async with self._uow() as tx:
            quote = await self._rows.use_quote(tx, user_id, quote_id)
            if quote is None:
                return await self._bought_before(tx, user_id, quote_id)
            offer = self._shelf.get(quote.item_id)
            if not (await self._labels.of(tx, offer)).is_offered:
                raise NotForSaleError(item=offer.item)
            if not await self._labels.take_stock(tx, offer, quote.quantity):
                raise SoldOutError(left=0)
            await self._accounts.lock(tx, user_id)
            await self._check_customer(tx, user_id, offer, quote.quantity)
            return await self._hand_over(tx, offer, quote)

    async def quoted_item(self, user_id: int, quote_id: UUID) -> str:
        """What a price was given for. Raises UnknownQuoteError."""
        async with self._uow.reading() as tx:
            quote = await self._rows.quote(tx, user_id, quote_id)
        if quote is None:
            raise UnknownQuoteError
        return quote.item_id

    async def purchases(self, user_id: int, limit: int = 10) -> tuple[Purchase, ...]:
        """What somebody has bought, the newest first."""
        async with self._uow.reading() as tx:
            return tuple(await self._rows.purchases(tx, user_id, limit))

    async def _check_customer(
        self, tx: Transaction, user_id: int, offer: Offer, quantity: int
    ) -> None:
        missing = (await self._customers.get(tx, user_id)).missing(offer)
        if missing:
            raise RequirementMissingError(missing=missing[0].kind)
        for window in offer.windows(tx.now):
            if not await self._rows.count(tx, user_id, offer.item, quantity, window):
                raise LimitReachedError(limit=window[1])

    async def _hand_over(self, tx: Transaction, offer: Offer, quote: Quote) -> Purchase:
        user_id, key = quote.user_id, f"quote:{quote.id}"
        await self._points.spend(tx, user_id, quote.price, key, SOLD)
        await self._inventory.grant(tx, user_id, offer.item, quote.quantity, key)
        use_id = await self._inventory.use(tx, user_id, offer.item) if offer.is_at_once else None
        bought = Purchase(
            quote.id, user_id, offer.item, quote.quantity, quote.price, tx.now, use_id, None
        )
        await self._rows.add_purchase(tx, bought)
        tx.publish(
            ItemPurchasedEvent(
                user_id=user_id,
                purchase_id=quote.id,
                item_id=offer.item,
                quantity=quote.quantity,
                points_price=quote.price,
            )
        )
        return bought

    async def _bought_before(self, tx: Transaction, user_id: int, quote_id: UUID) -> Purchase:
        quote = await self._rows.quote(tx, user_id, quote_id)
        if quote is None:
            raise UnknownQuoteError
        bought = await self._rows.purchase(tx, quote_id)
        if bought is None:
            raise QuoteExpiredError(item=quote.item_id)
        return bought


class Stockroom:
    """What custodians do with the shelf, inside the caller's transaction."""

    def __init__(self, shelf: Shelf, inventory: Inventory, points: Points) -> None:
        self._shelf = shelf
        self._inventory = inventory
        self._points = points
        self._labels = Labels()
        self._rows = ShopRows()

    async def labels(self, tx: Transaction) -> list[tuple[Offer, Label]]:
        """Every offer with what stands on the shelf, also what is not for sale now."""
        labels = await self._labels.all(tx, list(self._shelf))
        return [(offer, labels[offer.item]) for offer in self._shelf]

    async def relabel(self, tx: Transaction, item_id: str, wish: Relabel) -> Label:
        """Change price, stock or sale from now on; prices that were given still hold.

        Raises NotForSaleError for what the shop never sells, ShelfUnfitError.
        """
        offer = self._shelf.get(item_id)
        if wish.price is not None and not 1 <= wish.price <= HIGHEST_PRICE:
            raise ShelfUnfitError(highest=HIGHEST_PRICE)
        if wish.stock is not None and not 0 <= wish.stock <= LARGEST_STOCK:
            raise ShelfUnfitError(highest=LARGEST_STOCK)
        await self._labels.change(tx, offer, wish)
        return await self._labels.of(tx, offer)

    async def purchases(self, tx: Transaction, user_id: int, limit: int) -> list[Purchase]:
        """What somebody has bought, the newest first."""
        return await self._rows.purchases(tx, user_id, limit)

    async def refund(self, tx: Transaction, purchase_id: UUID, actor_id: int) -> Purchase:
        """Take a purchase back: the besitos return, the things leave the bag, once.

        Raises UnknownPurchaseError, NotRefundableError when they are not there any more.
        """
        bought = await self._rows.purchase(tx, purchase_id)
        if bought is None:
            raise UnknownPurchaseError
        if bought.use_id is not None or not await self._rows.refund(tx, purchase_id):
            raise NotRefundableError
        user_id, item_id, key = bought.user_id, bought.item_id, f"refund:{purchase_id}"
        await self._labels.put_back(tx, item_id, bought.quantity)
        try:
            await self._inventory.take(tx, user_id, item_id, bought.quantity, key)
        except NotOwnedError:
            raise NotRefundableError from None
        windows = [window for window, _ in self._shelf.get(item_id).windows(bought.bought_at)]
        await self._rows.uncount(tx, user_id, item_id, bought.quantity, windows)
        amount = Amount(bought.price)
        entry = Entry(key, Kind.ADJUSTMENT, REFUNDED, amount, tx.now, actor_id=actor_id)
        await self._points.credit(tx, user_id, entry)
        tx.publish(
            PurchaseRefundedEvent(
                user_id=user_id,
                purchase_id=purchase_id,
                item_id=item_id,
                quantity=bought.quantity,
                points_price=bought.price,
            )
        )
        return bought


def _view(customer: Customer, offer: Offer, label: Label, now: datetime) -> OfferView:
    return OfferView(
        offer=offer,
        label=label,
        missing=customer.missing(offer),
        left=customer.left(offer, now),
        owned=customer.owned.get(offer.item, 0),
        balance=customer.balance,
    )


def _tightest(offer: Offer) -> int:
    limits = [offer.per_user, offer.per_period.count if offer.per_period else None]
    return min(limit for limit in limits if limit is not None)
