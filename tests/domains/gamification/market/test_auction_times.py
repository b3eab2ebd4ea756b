"""When an auction ends: late bids move it, the hammer falls once, holds last as long."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from domains.core import HourPassedEvent, Kernel
from domains.core.events import (
    AuctionClosedEvent,
    AuctionEndReachedEvent,
)
from domains.core.testing import BusHarness, Record
from domains.gamification import module
from domains.gamification.auctions.errors import (
    AuctionOverError,
    AuctionUnfitError,
)
from domains.gamification.auctions.model import AuctionRules
from domains.gamification.auctions.tables import auction
from domains.gamification.market.service import Market
from domains.gamification.module import GamificationModule
from domains.gamification.reservations.model import USUAL_HOLD, Wish
from domains.gamification.reservations.service import Reservations
from domains.gamification.reservations.tables import hold
from tests.domains.gamification.market.conftest import FRIEND, PLAYER, balance, fund
from tests.domains.gamification.market.lots import ITEM, held, lot, put_up


async def test_the_hammer_falls_by_itself_and_the_winner_pays_what_was_held(
    kit: BusHarness, kernel: Kernel, game: GamificationModule, market: Market, record: Record
) -> None:
    await fund(kernel, game, 500, PLAYER)
    auction_id = await put_up(kernel, market)
    await market.auctions.bid(PLAYER, auction_id, 120)
    await kit.advance("1799s")
    assert (await lot(market, auction_id)).state == "open"
    await kit.advance("1s")
    assert (await lot(market, auction_id)).state == "closed"
    assert await held(kernel) == {}
    assert await balance(game) == 380
    assert (await market.bag.owned(PLAYER, ITEM)).quantity
    (closed,) = record.of(AuctionClosedEvent)
    assert (closed.winner_user_id, closed.winning_bid, closed.reason) == (PLAYER, 120, "time")
    (line, _) = await game.service.history(PLAYER)
    assert (line.rule_code, line.amount) == ("auction_bid", -120)
    assert await game.service.audit() == ()


async def test_an_auction_that_ended_while_nobody_ran_is_closed_after_the_restart(
    kit: BusHarness, kernel: Kernel, game: GamificationModule, market: Market
) -> None:
    await fund(kernel, game, 500, PLAYER)
    auction_id = await put_up(kernel, market)
    await market.auctions.bid(PLAYER, auction_id, 120)
    await kit.settle()
    await kit.die()
    kit.clock.advance(timedelta(hours=2).total_seconds())
    await kit.restart()
    await kit.settle()
    again = module.build(kit.kernel)
    assert (await lot(again.market, auction_id)).state == "closed"
    assert (await again.market.bag.owned(PLAYER, ITEM)).quantity


async def test_a_late_bid_moves_the_end_and_the_first_end_finds_nothing_to_do(
    kit: BusHarness, kernel: Kernel, game: GamificationModule, market: Market, record: Record
) -> None:
    await fund(kernel, game, 500, PLAYER, FRIEND)
    auction_id = await put_up(kernel, market)
    end = (await lot(market, auction_id)).ends_at
    await market.auctions.bid(PLAYER, auction_id, 100)
    assert (await lot(market, auction_id)).ends_at == end
    await kit.advance("1770s")
    await market.auctions.bid(FRIEND, auction_id, 200)
    assert (await lot(market, auction_id)).ends_at == end + timedelta(seconds=30)
    await kit.advance("30s")
    assert (await lot(market, auction_id)).state == "open"
    await market.auctions.bid(PLAYER, auction_id, 300)
    await kit.advance("60s")
    assert (await lot(market, auction_id)).state == "closed"
    (closed,) = record.of(AuctionClosedEvent)
    assert (closed.winner_user_id, closed.winning_bid) == (PLAYER, 300)
    assert await held(kernel) == {}


async def test_late_bids_do_not_hold_an_auction_open_for_ever(
    kernel: Kernel, game: GamificationModule, market: Market
) -> None:
    auction = await lot(market, await put_up(kernel, market))
    latest = auction.ends_at + timedelta(minutes=AuctionRules().most_extension_minutes)
    late = timedelta(seconds=60)
    assert auction.end_after(latest - timedelta(seconds=5), late) == latest


async def test_a_bid_at_the_closing_instant_is_too_late(
    kit: BusHarness, kernel: Kernel, game: GamificationModule, market: Market
) -> None:
    await fund(kernel, game, 500, PLAYER, FRIEND)
    auction_id = await put_up(kernel, market)
    await market.auctions.bid(PLAYER, auction_id, 100)
    kit.clock.advance(timedelta(minutes=30).total_seconds())
    calls = [market.auctions.bid(FRIEND, auction_id, 200), close(kernel, market, auction_id)]
    results = await asyncio.gather(*calls, return_exceptions=True)
    assert isinstance(results[0], AuctionOverError)
    assert await held(kernel) == {}
    assert (await balance(game), await balance(game, FRIEND)) == (400, 500)


async def close(kernel: Kernel, market: Market, auction_id: UUID) -> None:
    async with kernel.uow() as tx:
        await market.auctions.close(tx, auction_id)


async def test_twenty_closers_let_the_hammer_fall_once(
    kit: BusHarness, kernel: Kernel, game: GamificationModule, market: Market, record: Record
) -> None:
    await fund(kernel, game, 500, PLAYER)
    auction_id = await put_up(kernel, market)
    await market.auctions.bid(PLAYER, auction_id, 100)
    kit.clock.advance(timedelta(minutes=30).total_seconds())
    await asyncio.gather(*(close(kernel, market, auction_id) for _ in range(20)))
    await kit.publish(AuctionEndReachedEvent(auction_id=auction_id))
    await kit.settle()
    assert len(record.of(AuctionClosedEvent)) == 1
    assert (await market.bag.owned(PLAYER, ITEM)).quantity == 1
    assert await balance(game) == 400


async def test_a_leader_whose_hold_has_run_out_pays_now_or_wins_nothing(
    kit: BusHarness, kernel: Kernel, game: GamificationModule, market: Market, record: Record
) -> None:
    await fund(kernel, game, 150, PLAYER)
    auction_id = await put_up(kernel, market)
    await market.auctions.bid(PLAYER, auction_id, 100)
    await kit.settle()
    kit.clock.advance(
        timedelta(hours=30).total_seconds()
    )  # nobody ran for longer than besitos are held
    async with kernel.uow() as tx:
        await market.auctions._reservations.release_expired(tx)
    async with kernel.uow() as tx:
        await game.points.spend(tx, PLAYER, 100, "elsewhere", "shop_purchase")
    await close(kernel, market, auction_id)
    await kit.settle()
    (closed,) = record.of(AuctionClosedEvent)
    assert (closed.winner_user_id, closed.reason) == (None, "unpaid")
    assert await balance(game) == 50
    assert not (await market.bag.owned(PLAYER, ITEM)).quantity


async def pass_hours(kit: BusHarness, hours: int) -> None:
    """The clock moves on; every hour is announced, and holds that are over are swept."""
    for _ in range(hours):
        await kit.advance("1h")
        hour = kit.clock.now().replace(minute=0, second=0, microsecond=0)
        await kit.publish(HourPassedEvent(started_at=hour - timedelta(hours=1)))
    await kit.settle()


async def test_a_lot_of_several_days_holds_the_highest_bid_until_the_hammer_falls(
    kit: BusHarness, kernel: Kernel, game: GamificationModule, market: Market
) -> None:
    await fund(kernel, game, 500, PLAYER, FRIEND)
    auction_id = await put_up(kernel, market, minutes=3 * 24 * 60)
    await market.auctions.bid(FRIEND, auction_id, 100)
    await market.auctions.bid(PLAYER, auction_id, 120)
    await pass_hours(kit, 71)
    assert await held(kernel) == {PLAYER: 120}
    assert (await lot(market, auction_id)).state == "open"
    await pass_hours(kit, 1)
    assert (await lot(market, auction_id)).state == "closed"
    assert await held(kernel) == {}
    assert (await balance(game), await balance(game, FRIEND)) == (380, 500)
    assert (await market.bag.owned(PLAYER, ITEM)).quantity
    assert await game.service.audit() == ()


async def test_a_bid_stays_set_aside_beyond_the_latest_end_and_is_swept_after_it(
    kit: BusHarness, kernel: Kernel, game: GamificationModule, market: Market
) -> None:
    await fund(kernel, game, 500, PLAYER)
    auction_id = await put_up(kernel, market, minutes=2 * 24 * 60)
    await market.auctions.bid(PLAYER, auction_id, 120)
    latest = (await lot(market, auction_id)).latest_end_at
    async with kernel.uow.reading() as tx:
        expires_at = await tx.scalar(sa.select(hold.c.expires_at))
    assert expires_at > latest
    async with kernel.uow() as tx:  # a standstill so long that nobody closed it
        await tx.execute(sa.update(auction).values(ends_at=expires_at + timedelta(days=1)))
    kit.clock.advance((expires_at - kit.clock.now()).total_seconds())
    await pass_hours(kit, 1)
    assert await held(kernel) == {}
    assert await balance(game) == 500


async def test_how_long_a_lot_may_last_is_a_number_of_the_book(
    kernel: Kernel, game: GamificationModule, market: Market
) -> None:
    week = 7 * 24 * 60
    await put_up(kernel, market, minutes=week)
    with pytest.raises(AuctionUnfitError):
        await put_up(kernel, market, minutes=week + 1)
    now = game.book.now
    longer = AuctionRules(longest_days=8)
    game.book.replace(now.model_copy(update={"auctions": longer}))
    await put_up(kernel, market, minutes=week + 1)


async def test_each_purpose_holds_for_its_own_time(
    kernel: Kernel, game: GamificationModule, market: Market
) -> None:
    await fund(kernel, game, 500, PLAYER)
    async with kernel.uow() as tx:
        usual, later = tx.now + USUAL_HOLD, tx.now + timedelta(days=20)
        for wish in (
            Wish(uuid4(), PLAYER, 10, "short"),
            Wish(uuid4(), PLAYER, 10, "long", later),
        ):
            await Reservations().reserve(tx, wish)
        rows = await tx.execute(sa.select(hold.c.purpose, hold.c.expires_at))
        assert {row.purpose: row.expires_at for row in rows} == {"short": usual, "long": later}
