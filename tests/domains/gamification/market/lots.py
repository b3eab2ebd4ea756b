"""Lots at auction, and whose besitos are set aside for them."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from domains.core import Kernel
from domains.gamification.auctions.model import Auction, AuctionWish
from domains.gamification.market.service import Market
from domains.gamification.points.tables import account
from tests.domains.gamification.market.conftest import PLAYER

ITEM = "frame_midnight"


async def put_up(kernel: Kernel, market: Market, minutes: int = 30, start: int = 100) -> UUID:
    async with kernel.uow() as tx:
        return (await market.auctions.open(tx, AuctionWish(ITEM, start, minutes))).id


async def held(kernel: Kernel) -> dict[int, int]:
    """User → besitos set aside, by the accounts."""
    async with kernel.uow.reading() as tx:
        rows = await tx.execute(
            sa.select(account.c.user_id, account.c.held).where(account.c.held > 0)
        )
        return {row.user_id: row.held for row in rows}


async def lot(market: Market, auction_id: UUID) -> Auction:
    return (await market.auctions.view(PLAYER, auction_id)).auction
