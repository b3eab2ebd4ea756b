"""SQL of the auctions."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from domains.core.unit_of_work import Transaction
from domains.gamification.auctions.model import Auction, Bid, State
from domains.gamification.auctions.tables import auction, bid

_AUCTION = [auction.c[name] for name in Auction.__dataclass_fields__]
_BID = [bid.c[name] for name in Bid.__dataclass_fields__]


class AuctionRows:
    """One row for every auction, one for every bid."""

    async def add(self, tx: Transaction, new: Auction) -> None:
        """Put something up."""
        values = {name: getattr(new, name) for name in Auction.__dataclass_fields__}
        await tx.execute(sa.insert(auction).values(**values))

    async def get(
        self, tx: Transaction, auction_id: UUID, *, lock: bool = False
    ) -> Auction | None:
        """The auction. With `lock` nobody bids or closes until we commit."""
        query = sa.select(*_AUCTION).where(auction.c.id == auction_id)
        row = (await tx.execute(query.with_for_update() if lock else query)).first()
        return Auction(**row._mapping) if row is not None else None

    async def open(self, tx: Transaction, now: datetime) -> list[Auction]:
        """What can be bid for, the one that ends first before the others."""
        rows = await tx.execute(
            sa.select(*_AUCTION)
            .where(auction.c.state == State.OPEN.value, auction.c.ends_at > now)
            .order_by(auction.c.ends_at, auction.c.id)
        )
        return [Auction(**row._mapping) for row in rows]

    async def place(
        self,
        tx: Transaction,
        before: Auction,
        user_id: int,
        amount: int,
        reservation_id: UUID,
        ends_at: datetime,
    ) -> None:
        """Write the highest bid of a locked auction down."""
        number = before.bids + 1
        await tx.execute(
            sa.update(auction)
            .where(auction.c.id == before.id)
            .values(
                bids=number,
                highest_bid=amount,
                leader_user_id=user_id,
                reservation_id=reservation_id,
                ends_at=ends_at,
            )
        )
        await tx.execute(
            sa.insert(bid).values(
                auction_id=before.id, number=number, user_id=user_id, amount=amount, at=tx.now
            )
        )

    async def end(self, tx: Transaction, auction_id: UUID, state: State, reason: str) -> bool:
        """End an open auction. False: it is not open any more."""
        result = await tx.execute(
            sa.update(auction)
            .where(auction.c.id == auction_id, auction.c.state == State.OPEN.value)
            .values(state=state.value, reason=reason, closed_at=tx.now)
        )
        return result.rowcount == 1

    async def last_bids(self, tx: Transaction, auction_id: UUID, limit: int) -> list[Bid]:
        """The newest bids first."""
        rows = await tx.execute(
            sa.select(*_BID)
            .where(bid.c.auction_id == auction_id)
            .order_by(bid.c.number.desc())
            .limit(limit)
        )
        return [Bid(**row._mapping) for row in rows]

    async def best_of(self, tx: Transaction, auction_id: UUID, user_id: int) -> int | None:
        """The highest bid of somebody."""
        best: int | None = await tx.scalar(
            sa.select(sa.func.max(bid.c.amount)).where(
                bid.c.auction_id == auction_id, bid.c.user_id == user_id
            )
        )
        return best

    async def bidders(self, tx: Transaction, auction_id: UUID, limit: int) -> list[int]:
        """Who has bid, whoever did last first."""
        rows = await tx.execute(
            sa.select(bid.c.user_id)
            .where(bid.c.auction_id == auction_id, bid.c.user_id.is_not(None))
            .group_by(bid.c.user_id)
            .order_by(sa.func.max(bid.c.number).desc())
            .limit(limit)
        )
        return [int(user_id) for user_id in rows.scalars()]

    async def export(self, tx: Transaction, user_id: int) -> dict[str, list[dict[str, Any]]]:
        """Somebody's bids, and the auctions they lead or won."""
        bids = await tx.execute(sa.select(bid).where(bid.c.user_id == user_id))
        led = await tx.execute(
            sa.select(
                auction.c.id, auction.c.item_id, auction.c.state, auction.c.highest_bid
            ).where(auction.c.leader_user_id == user_id)
        )
        return {
            bid.name: [{**row._mapping, "auction_id": str(row.auction_id)} for row in bids],
            auction.name: [{**row._mapping, "id": str(row.id)} for row in led],
        }

    async def forget(self, tx: Transaction, user_id: int) -> None:
        """The bids of somebody who leaves are nobody's; what they lead nobody wins."""
        await tx.execute(sa.update(bid).where(bid.c.user_id == user_id).values(user_id=None))
        await tx.execute(
            sa.update(auction)
            .where(auction.c.leader_user_id == user_id)
            .values(leader_user_id=None)
        )
