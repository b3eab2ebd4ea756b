from __future__ import annotations

from collections.abc import Awaitable, Callable
from uuid import UUID, uuid4

import pytest

from domains.core import Kernel
from domains.core.testing import BusHarness
from domains.gamification import module
from domains.gamification.market.service import Market
from domains.gamification.module import GamificationModule
from domains.gamification.points.model import Amount, Entry, Kind
from tests.domains.gamification.conftest import FEW

PLAYER, FRIEND, ADMIN = 7, 8, 99

Fund = Callable[..., Awaitable[None]]


async def fund(kernel: Kernel, game: GamificationModule, amount: int, *people: int) -> None:
    """Give each of these people besitos, in one movement."""
    for person in people:
        async with kernel.uow() as tx:
            entry = Entry(f"gift:{uuid4()}", Kind.REWARD, "gift", Amount(amount), tx.now)
            await game.points.credit(tx, person, entry)


async def own(
    kernel: Kernel, market: Market, item: str, quantity: int = 1, user: int = PLAYER
) -> None:
    async with kernel.uow() as tx:
        await market.inventory.grant(tx, user, item, quantity, f"test:{uuid4()}")


async def buy(market: Market, item: str, user: int = PLAYER) -> UUID:
    """Through the shop's door: a price, then the purchase. Its id."""
    quote = await market.shop.quote(user, item)
    return (await market.shop.buy(user, quote.id)).id


async def balance(game: GamificationModule, user: int = PLAYER) -> int:
    return (await game.service.profile(user)).balance


@pytest.fixture
async def game(kit: BusHarness) -> GamificationModule:
    game = module.build(kit.kernel, catalogue=FEW)
    await kit.start(game.subscriptions)
    return game


@pytest.fixture
def market(game: GamificationModule) -> Market:
    return game.market
