"""Auctions: the highest bid is held and nothing else."""

from __future__ import annotations

import asyncio
from uuid import uuid4

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domains.core import Kernel
from domains.core.clock import VirtualClock
from domains.core.events import (
    AuctionBidPlacedEvent,
    AuctionClosedEvent,
    AuctionOutbidEvent,
)
from domains.core.testing import BusHarness, Record
from domains.gamification import module
from domains.gamification.auctions.errors import (
    AlreadyLeadingError,
    AuctionOverError,
    AuctionUnfitError,
    BidTooLowError,
    UnknownAuctionError,
)
from domains.gamification.auctions.model import AuctionWish
from domains.gamification.market.service import Market
from domains.gamification.module import GamificationModule
from domains.gamification.points.errors import NotEnoughBesitosError
from domains.gamification.reservations.tables import hold
from tests.domains.gamification.market.conftest import FRIEND, PLAYER, balance, fund
from tests.domains.gamification.market.lots import ITEM, held, lot, put_up

CROWD = range(100, 130)


async def open_holds(kernel: Kernel) -> list[int]:
    async with kernel.uow.reading() as tx:
        rows = await tx.execute(sa.select(hold.c.amount).where(hold.c.state == "held"))
        return list(rows.scalars())


async def test_a_bid_is_held_and_an_outbid_one_is_free_again(
    kit: BusHarness, kernel: Kernel, game: GamificationModule, market: Market, record: Record
) -> None:
    await fund(kernel, game, 500, PLAYER, FRIEND)
    auction_id = await put_up(kernel, market)
    await market.auctions.bid(PLAYER, auction_id, 100)
    assert await held(kernel) == {PLAYER: 100}
    assert await balance(game) == 400
    await market.auctions.bid(FRIEND, auction_id, 150)
    await kit.settle()
    assert await held(kernel) == {FRIEND: 150}
    assert await balance(game) == 500
    (outbid,) = record.of(AuctionOutbidEvent)
    assert (outbid.user_id, outbid.bid, outbid.highest_bid) == (PLAYER, 100, 150)
    view = await market.auctions.view(PLAYER, auction_id)
    assert (view.my_best, view.auction.least, view.balance) == (100, 160, 500)
    assert [(bid.user_id, bid.amount) for bid in view.bids] == [(FRIEND, 150), (PLAYER, 100)]


async def test_thirty_bidders_at_once_leave_one_hold(
    kit: BusHarness, kernel: Kernel, game: GamificationModule, market: Market, record: Record
) -> None:
    await fund(kernel, game, 1_000, *CROWD)
    auction_id = await put_up(kernel, market)
    amounts = {who: 100 + (who * 37) % 30 * 25 for who in CROWD}
    calls = [market.auctions.bid(who, auction_id, amounts[who]) for who in CROWD]
    results = await asyncio.gather(*calls, return_exceptions=True)
    await kit.settle()
    refused = [r for r in results if isinstance(r, BaseException)]
    assert all(isinstance(error, BidTooLowError) for error in refused), refused
    auction = await lot(market, auction_id)
    assert auction.highest_bid is not None
    assert auction.highest_bid == amounts[auction.leader_user_id or 0]
    # Nobody who would have been enough was sent away.
    assert all(amount < auction.least for amount in amounts.values())
    assert await held(kernel) == {auction.leader_user_id: auction.highest_bid}
    assert await open_holds(kernel) == [auction.highest_bid]
    assert auction.bids == len(record.of(AuctionBidPlacedEvent)) == 30 - len(refused)
    assert len(record.of(AuctionOutbidEvent)) == auction.bids - 1
    total = sum([await balance(game, who) for who in CROWD])
    assert total == 30_000 - auction.highest_bid
    assert await game.service.audit() == ()


async def test_two_people_who_outbid_each_other_in_two_auctions_never_wait_for_ever(
    kernel: Kernel, game: GamificationModule, market: Market
) -> None:
    await fund(kernel, game, 100_000, PLAYER, FRIEND)
    lots = [await put_up(kernel, market, start=10) for _ in range(2)]
    for step in range(1, 15):
        one, other = (PLAYER, FRIEND) if step % 2 else (FRIEND, PLAYER)
        await asyncio.gather(
            market.auctions.bid(one, lots[0], step * 100),
            market.auctions.bid(other, lots[1], step * 100),
        )
    assert sorted((await held(kernel)).values()) == [1_400, 1_400]


async def test_the_same_besitos_lead_one_auction_only(
    kernel: Kernel, game: GamificationModule, market: Market
) -> None:
    await fund(kernel, game, 150, PLAYER)
    lots = [await put_up(kernel, market) for _ in range(5)]
    calls = [market.auctions.bid(PLAYER, auction_id, 100) for auction_id in lots]
    results = await asyncio.gather(*calls, return_exceptions=True)
    assert sum(isinstance(result, NotEnoughBesitosError) for result in results) == 4
    assert await held(kernel) == {PLAYER: 100}


async def test_refusals_change_nothing(
    kit: BusHarness, kernel: Kernel, game: GamificationModule, market: Market
) -> None:
    await fund(kernel, game, 500, PLAYER, FRIEND)
    auction_id = await put_up(kernel, market)
    with pytest.raises(BidTooLowError):
        await market.auctions.bid(PLAYER, auction_id, 99)
    with pytest.raises(NotEnoughBesitosError):
        await market.auctions.bid(PLAYER, auction_id, 501)
    with pytest.raises(UnknownAuctionError):
        await market.auctions.bid(PLAYER, uuid4(), 100)
    await market.auctions.bid(PLAYER, auction_id, 100)
    with pytest.raises(AlreadyLeadingError):
        await market.auctions.bid(PLAYER, auction_id, 200)
    with pytest.raises(BidTooLowError):
        await market.auctions.bid(FRIEND, auction_id, 109)
    assert await held(kernel) == {PLAYER: 100}
    for wish in (AuctionWish(ITEM, 0, 5), AuctionWish(ITEM, 5, 0), AuctionWish(ITEM, 5, 20_000)):
        with pytest.raises(AuctionUnfitError):
            async with kernel.uow() as tx:
                await market.auctions.open(tx, wish)


async def test_calling_it_off_frees_the_leader_and_nobody_wins(
    kit: BusHarness, kernel: Kernel, game: GamificationModule, market: Market, record: Record
) -> None:
    await fund(kernel, game, 500, PLAYER)
    auction_id = await put_up(kernel, market)
    await market.auctions.bid(PLAYER, auction_id, 100)
    async with kernel.uow() as tx:
        await market.auctions.cancel(tx, auction_id)
    with pytest.raises(AuctionOverError):
        async with kernel.uow() as tx:
            await market.auctions.cancel(tx, auction_id)
    await kit.advance("1h")
    (closed,) = record.of(AuctionClosedEvent)
    assert (closed.winner_user_id, closed.reason) == (None, "cancelled")
    assert await balance(game) == 500
    assert not (await market.bag.owned(PLAYER, ITEM)).quantity


BIDS = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 400)), min_size=1, max_size=25)


@given(bids=BIDS)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_any_sequence_of_bids_leaves_the_highest_one_held_and_the_books_right(
    prepared_url: str, bids: list[tuple[int, int]]
) -> None:
    kernel = Kernel.open(prepared_url, VirtualClock())
    game = module.build(kernel)
    base = uuid4().int % 10**9 * 10  # new people for every example
    people = [base + number for number in range(1, 5)]
    try:
        await fund(kernel, game, 300, *people)
        auction_id = await put_up(kernel, game.market, start=10)
        best: tuple[int, int] | None = None
        for number, amount in bids:
            who = base + number
            try:
                await game.market.auctions.bid(who, auction_id, amount)
            except (AlreadyLeadingError, BidTooLowError, NotEnoughBesitosError):
                continue
            best = (who, amount)
        mine = {who: sum_ for who, sum_ in (await held(kernel)).items() if who in people}
        assert mine == ({best[0]: best[1]} if best else {})
        assert sum([await balance(game, who) for who in people]) + sum(mine.values()) == 1_200
        assert await game.service.audit() == ()
    finally:
        await kernel.close()
