"""SQL of the shop."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from domains.core.unit_of_work import Transaction
from domains.gamification.shop.model import Label, Offer, Purchase, Quote, Relabel
from domains.gamification.shop.tables import chapter, count, label, purchase, quote

_QUOTE = [quote.c[name] for name in Quote.__dataclass_fields__]
_PURCHASE = [purchase.c[name] for name in Purchase.__dataclass_fields__ if name in purchase.c]
_PERSONAL = (quote, purchase, count, chapter)


class Labels:
    """What stands on the shelf: the content, unless an admin has said otherwise."""

    async def all(self, tx: Transaction, offers: list[Offer]) -> dict[str, Label]:
        """Item → label."""
        rows = {row.item_id: row for row in await tx.execute(sa.select(label))}
        return {offer.item: _label(offer, rows.get(offer.item)) for offer in offers}

    async def of(self, tx: Transaction, offer: Offer) -> Label:
        """The label of one offer."""
        query = sa.select(label).where(label.c.item_id == offer.item)
        return _label(offer, (await tx.execute(query)).first())

    async def take_stock(self, tx: Transaction, offer: Offer, quantity: int) -> bool:
        """Sell so many. False: there are not as many."""
        if offer.stock is not None:
            await self._prepare(tx, offer)
        counted = await tx.execute(
            sa.update(label)
            .where(label.c.item_id == offer.item, label.c.stock >= quantity)
            .values(stock=label.c.stock - quantity)
        )
        if counted.rowcount == 1:
            return True
        return (await self.of(tx, offer)).stock is None

    async def put_back(self, tx: Transaction, item_id: str, quantity: int) -> None:
        """Something came back; where nothing is counted nothing happens."""
        await tx.execute(
            sa.update(label)
            .where(label.c.item_id == item_id, label.c.stock.is_not(None))
            .values(stock=label.c.stock + quantity)
        )

    async def change(self, tx: Transaction, offer: Offer, wish: Relabel) -> None:
        """What an admin says holds from now on."""
        await self._prepare(tx, offer)
        values: dict[str, object] = {}
        if wish.is_reset:
            values = {"price": None, "stock": offer.stock, "is_offered": None}
        if wish.price is not None:
            values["price"] = wish.price
        if wish.is_unlimited:
            values["stock"] = None
        elif wish.stock is not None:
            values["stock"] = wish.stock
        if wish.is_offered is not None:
            values["is_offered"] = wish.is_offered
        if values:
            await tx.execute(
                sa.update(label).where(label.c.item_id == offer.item).values(**values)
            )

    async def _prepare(self, tx: Transaction, offer: Offer) -> None:
        await tx.execute(
            tx.insert(label)
            .values(item_id=offer.item, price=None, stock=offer.stock, is_offered=None)
            .on_conflict_do_nothing()
        )


def _label(offer: Offer, row: Any) -> Label:
    if row is None:
        return Label(offer.price, offer.stock, offer.is_offered)
    price = offer.price if row.price is None else row.price
    is_offered = offer.is_offered if row.is_offered is None else row.is_offered
    is_changed = row.price is not None or row.is_offered is not None
    return Label(price, row.stock, is_offered, is_changed)


class ShopRows:
    """Quotes, purchases, and what the limits count."""

    async def add_quote(self, tx: Transaction, new: Quote) -> None:
        """Write a price down that was given."""
        values = {name: getattr(new, name) for name in Quote.__dataclass_fields__}
        await tx.execute(sa.insert(quote).values(**values))

    async def use_quote(self, tx: Transaction, user_id: int, quote_id: UUID) -> Quote | None:
        """Use a price up. None: it is not theirs, used already, or too old."""
        row = (
            await tx.execute(
                sa.update(quote)
                .where(
                    quote.c.id == quote_id,
                    quote.c.user_id == user_id,
                    quote.c.used_at.is_(None),
                    quote.c.expires_at > tx.now,
                )
                .values(used_at=tx.now)
                .returning(*_QUOTE)
            )
        ).first()
        return Quote(**row._mapping) if row is not None else None

    async def quote(self, tx: Transaction, user_id: int, quote_id: UUID) -> Quote | None:
        """A price that was given to somebody."""
        row = (
            await tx.execute(
                sa.select(*_QUOTE).where(quote.c.id == quote_id, quote.c.user_id == user_id)
            )
        ).first()
        return Quote(**row._mapping) if row is not None else None

    async def drop_quotes(self, tx: Transaction, before: datetime) -> None:
        """Forget prices that nobody can use any more."""
        await tx.execute(sa.delete(quote).where(quote.c.expires_at <= before))

    async def count(
        self, tx: Transaction, user_id: int, item_id: str, quantity: int, window: tuple[str, int]
    ) -> bool:
        """Count a purchase in a window. False: it would pass the window's limit."""
        name, limit = window
        if quantity > limit:
            return False
        total = count.c.bought + quantity
        result = await tx.execute(
            tx.insert(count)
            .values(user_id=user_id, item_id=item_id, window=name, bought=quantity)
            .on_conflict_do_update(
                index_elements=[count.c.user_id, count.c.item_id, count.c.window],
                set_={"bought": total},
                where=total <= limit,
            )
        )
        return result.rowcount == 1

    async def uncount(
        self, tx: Transaction, user_id: int, item_id: str, quantity: int, windows: list[str]
    ) -> None:
        """A purchase was taken back: the limits are as before it."""
        await tx.execute(
            sa.update(count)
            .where(
                count.c.user_id == user_id,
                count.c.item_id == item_id,
                count.c.window.in_(windows),
                count.c.bought >= quantity,
            )
            .values(bought=count.c.bought - quantity)
        )

    async def counted(self, tx: Transaction, user_id: int) -> dict[tuple[str, str], int]:
        """(item, window) → how many somebody has bought in it."""
        rows = await tx.execute(
            sa.select(count.c.item_id, count.c.window, count.c.bought).where(
                count.c.user_id == user_id
            )
        )
        return {(row.item_id, row.window): row.bought for row in rows}

    async def add_purchase(self, tx: Transaction, new: Purchase) -> None:
        """Write down what was bought."""
        values = {column.name: getattr(new, column.name) for column in _PURCHASE}
        await tx.execute(sa.insert(purchase).values(**values))

    async def purchase(self, tx: Transaction, purchase_id: UUID) -> Purchase | None:
        """What was bought under an id."""
        query = sa.select(*_PURCHASE).where(purchase.c.id == purchase_id)
        row = (await tx.execute(query)).first()
        return Purchase(**row._mapping, is_new=False) if row is not None else None

    async def refund(self, tx: Transaction, purchase_id: UUID) -> bool:
        """Mark it as taken back. False: it was before."""
        result = await tx.execute(
            sa.update(purchase)
            .where(purchase.c.id == purchase_id, purchase.c.refunded_at.is_(None))
            .values(refunded_at=tx.now)
        )
        return result.rowcount == 1

    async def purchases(self, tx: Transaction, user_id: int, limit: int) -> list[Purchase]:
        """What somebody has bought, the newest first."""
        rows = await tx.execute(
            sa.select(*_PURCHASE)
            .where(purchase.c.user_id == user_id)
            .order_by(purchase.c.bought_at.desc(), purchase.c.id.desc())
            .limit(limit)
        )
        return [Purchase(**row._mapping, is_new=False) for row in rows]

    async def read_chapter(self, tx: Transaction, user_id: int, chapter_id: str) -> None:
        """Somebody has read a chapter to its end."""
        await tx.execute(
            tx.insert(chapter)
            .values(user_id=user_id, chapter_id=chapter_id)
            .on_conflict_do_nothing()
        )

    async def chapters(self, tx: Transaction, user_id: int) -> set[str]:
        """What somebody has read to its end."""
        rows = await tx.execute(
            sa.select(chapter.c.chapter_id).where(chapter.c.user_id == user_id)
        )
        return set(rows.scalars())

    async def export(self, tx: Transaction, user_id: int) -> dict[str, list[dict[str, Any]]]:
        """Everything about somebody: table → rows."""
        return {
            table.name: [
                {k: str(v) if isinstance(v, UUID) else v for k, v in row._mapping.items()}
                for row in await tx.execute(sa.select(table).where(table.c.user_id == user_id))
            ]
            for table in _PERSONAL
        }

    async def forget(self, tx: Transaction, user_id: int) -> None:
        """Delete what somebody bought; the ledger keeps the nameless lines."""
        for table in _PERSONAL:
            await tx.execute(sa.delete(table).where(table.c.user_id == user_id))
