"""Whoever asks sees every row that the rooms of things keep about them, and can have it gone."""

from __future__ import annotations

from domains.core import Kernel
from domains.core.events import StoryChapterCompletedEvent
from domains.core.privacy import Erasure
from domains.core.testing import BusHarness
from domains.gamification.auctions import tables as auctions
from domains.gamification.boosts import tables as boosts
from domains.gamification.boxes import tables as boxes
from domains.gamification.clues import tables as clues
from domains.gamification.clues.model import SecretWish
from domains.gamification.gifts import tables as gifts
from domains.gamification.inventory import tables as inventory
from domains.gamification.market.service import Market
from domains.gamification.module import GamificationModule
from domains.gamification.shop import tables as shop
from tests.domains.gamification.market.conftest import FRIEND, PLAYER, buy, fund, own
from tests.domains.gamification.market.lots import put_up

ROOMS = (auctions, boosts, boxes, clues, gifts, inventory, shop)
PERSONAL = {
    name
    for room in ROOMS
    for name, erasure in room.PRIVACY.items()
    if erasure is not Erasure.NOT_PERSONAL
}


async def live(kit: BusHarness, kernel: Kernel, game: GamificationModule, market: Market) -> None:
    """Leave a row everywhere."""
    await fund(kernel, game, 5_000, PLAYER, FRIEND)
    await kit.publish(StoryChapterCompletedEvent(user_id=PLAYER, chapter_id="ch1"))
    await buy(market, "pawn_ticket")
    await own(kernel, market, "strong_coffee", 2)
    await own(kernel, market, "hatbox")
    await own(kernel, market, "title_guest")
    await market.bag.use(PLAYER, "strong_coffee", 1)
    await market.bag.use(PLAYER, "hatbox", 1)
    await market.bag.wear(PLAYER, "title_guest", on=True)
    await kit.settle()  # the hatbox may hold a coffee, too
    seen = await market.bag.owned(PLAYER, "strong_coffee")
    await market.gifts.offer(PLAYER, "strong_coffee", FRIEND, seen.version)
    await market.auctions.bid(PLAYER, await put_up(kernel, market), 100)
    async with kernel.uow() as tx:
        await market.secrets.add(tx, SecretWish("hourglass", "half_di"))
        await market.clues.grant(tx, PLAYER, "half_ana", "gift", "gift:1")
    await market.backpack.say(PLAYER, "hourglass")
    async with kernel.uow() as tx:
        await market.clues.combine(tx, PLAYER, ["half_di", "half_ana"])
    await kit.settle()


async def test_everything_is_exported_and_nothing_is_left_of_whoever_goes(
    kit: BusHarness, kernel: Kernel, game: GamificationModule, market: Market
) -> None:
    await live(kit, kernel, game, market)
    exported = await game.service.export(PLAYER)
    assert set(exported) >= PERSONAL
    await game.service.erase(PLAYER)
    await game.service.erase(PLAYER)
    assert not any((await game.service.export(PLAYER)).values())


async def test_an_auction_whose_leader_has_gone_is_won_by_nobody(
    kit: BusHarness, kernel: Kernel, game: GamificationModule, market: Market
) -> None:
    await fund(kernel, game, 500, PLAYER)
    auction_id = await put_up(kernel, market)
    await market.auctions.bid(PLAYER, auction_id, 100)
    await kit.settle()
    await game.service.erase(PLAYER)
    await kit.advance("30m")
    view = await market.auctions.view(FRIEND, auction_id)
    assert (view.auction.state, view.auction.leader_user_id) == ("closed", None)
    assert not kit.failures
