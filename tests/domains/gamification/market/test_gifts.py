"""Gifts: out of one bag at once, into the other when they are taken, or back."""

from __future__ import annotations

import asyncio
from uuid import uuid4

import pytest

from domains.core import Kernel
from domains.core.events import GiftAnsweredEvent
from domains.core.testing import BusHarness, Record
from domains.gamification.gifts.errors import (
    GiftOverError,
    GiftToSelfError,
    NotGiftableError,
    TooManyGiftsError,
    UnknownRecipientError,
)
from domains.gamification.inventory.errors import BagChangedError, NotOwnedError
from domains.gamification.market.service import Market
from domains.gamification.module import GamificationModule
from tests.domains.gamification.market.conftest import FRIEND, PLAYER, fund, own

ITEM = "strong_coffee"


async def count(market: Market, user: int) -> int:
    return (await market.bag.owned(user, ITEM)).quantity


@pytest.fixture(autouse=True)
async def two_players(kernel: Kernel, game: GamificationModule, market: Market) -> None:
    await fund(kernel, game, 10, PLAYER, FRIEND)
    await own(kernel, market, ITEM, 9)


async def test_a_gift_is_taken_once_by_twenty_presses(
    kit: BusHarness, market: Market, record: Record
) -> None:
    gift = await market.gifts.offer(PLAYER, ITEM, FRIEND, 1)
    assert (await count(market, PLAYER), await count(market, FRIEND)) == (8, 0)
    presses = [market.gifts.accept(FRIEND, gift.id) for _ in range(20)]
    results = await asyncio.gather(*presses, return_exceptions=True)
    await kit.settle()
    assert sum(isinstance(result, GiftOverError) for result in results) == 19
    assert (await count(market, PLAYER), await count(market, FRIEND)) == (8, 1)
    (answer,) = record.of(GiftAnsweredEvent)
    assert (answer.user_id, answer.answer) == (PLAYER, "accepted")


async def test_taking_and_declining_at_once_moves_one_thing(
    kit: BusHarness, market: Market
) -> None:
    gift = await market.gifts.offer(PLAYER, ITEM, FRIEND, 1)
    both = [market.gifts.accept(FRIEND, gift.id), market.gifts.decline(FRIEND, gift.id)]
    await asyncio.gather(*both, return_exceptions=True)
    await kit.settle()
    assert await count(market, PLAYER) + await count(market, FRIEND) == 9


async def test_what_nobody_answers_goes_back_after_a_week(
    kit: BusHarness, market: Market, record: Record
) -> None:
    gift = await market.gifts.offer(PLAYER, ITEM, FRIEND, 1)
    await kit.advance("6d")
    assert [waiting.id for waiting in await market.gifts.waiting(FRIEND)] == [gift.id]
    await kit.advance("1d")
    assert await market.gifts.waiting(FRIEND) == ()
    assert await count(market, PLAYER) == 9
    (answer,) = record.of(GiftAnsweredEvent)
    assert answer.answer == "expired"


async def test_refusals_change_nothing(kernel: Kernel, market: Market) -> None:
    await own(kernel, market, "side_key")
    with pytest.raises(NotGiftableError):
        await market.gifts.offer(PLAYER, "side_key", FRIEND, 1)
    with pytest.raises(GiftToSelfError):
        await market.gifts.offer(PLAYER, ITEM, PLAYER, 1)
    with pytest.raises(UnknownRecipientError):
        await market.gifts.offer(PLAYER, ITEM, 424_242, 1)
    with pytest.raises(BagChangedError):
        await market.gifts.offer(PLAYER, ITEM, FRIEND, 7)
    with pytest.raises(NotOwnedError):
        await market.gifts.offer(FRIEND, ITEM, PLAYER, 0)
    gift = await market.gifts.offer(PLAYER, ITEM, FRIEND, 1)
    for call in (market.gifts.accept, market.gifts.decline):
        with pytest.raises(GiftOverError):
            await call(PLAYER, gift.id)
        with pytest.raises(GiftOverError):
            await call(FRIEND, uuid4())
    assert (await count(market, PLAYER), await count(market, FRIEND)) == (8, 0)


async def test_a_day_has_five_gifts(kit: BusHarness, market: Market) -> None:
    for version in range(1, 6):
        await market.gifts.offer(PLAYER, ITEM, FRIEND, version)
    with pytest.raises(TooManyGiftsError):
        await market.gifts.offer(PLAYER, ITEM, FRIEND, 6)
    await kit.advance("24h")
    await market.gifts.offer(PLAYER, ITEM, FRIEND, 6)


async def test_who_leaves_the_house_keeps_nobody_waiting(
    kit: BusHarness, game: GamificationModule, market: Market
) -> None:
    await market.gifts.offer(PLAYER, ITEM, FRIEND, 1)
    assert "gamification_item_gift" in await game.service.export(FRIEND)
    await game.service.erase(FRIEND)
    await kit.advance("7d")
    assert await count(market, PLAYER) == 9
