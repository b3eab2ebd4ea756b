"""Things: they come once per cause, go once per press, and do what they say."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest

from domains.core import Kernel
from domains.core.events import ItemUsedEvent, StoryDecisionMadeEvent
from domains.core.testing import BusHarness, Record
from domains.gamification.inventory.errors import (
    BagChangedError,
    GrantConflictError,
    NotOwnedError,
    NotUsableError,
    UnknownItemError,
)
from domains.gamification.market.service import Market
from domains.gamification.module import GamificationModule
from tests.domains.gamification.market.conftest import PLAYER, fund, own


async def test_one_cause_gives_once_however_often_it_is_claimed(
    kernel: Kernel, market: Market
) -> None:
    async def claim() -> bool:
        async with kernel.uow() as tx:
            return await market.inventory.grant(tx, PLAYER, "strong_coffee", 2, "mission:1")

    assert sorted(await asyncio.gather(*(claim() for _ in range(20)))) == [False] * 19 + [True]
    assert (await market.bag.owned(PLAYER, "strong_coffee")).quantity == 2


async def test_one_cause_cannot_mean_two_things(kernel: Kernel, market: Market) -> None:
    async with kernel.uow() as tx:
        await market.inventory.grant(tx, PLAYER, "strong_coffee", 2, "mission:1")
    with pytest.raises(GrantConflictError):
        async with kernel.uow() as tx:
            await market.inventory.grant(tx, PLAYER, "strong_coffee", 3, "mission:1")
    with pytest.raises(UnknownItemError):
        async with kernel.uow() as tx:
            await market.inventory.grant(tx, PLAYER, "moon", 1, "mission:2")


async def test_a_thing_is_used_once_by_twenty_presses_of_one_button(
    kit: BusHarness, kernel: Kernel, market: Market, record: Record
) -> None:
    await own(kernel, market, "strong_coffee", 3)
    seen = await market.bag.owned(PLAYER, "strong_coffee")
    presses = [market.bag.use(PLAYER, "strong_coffee", seen.version) for _ in range(20)]
    results = await asyncio.gather(*presses, return_exceptions=True)
    await kit.settle()
    assert sum(isinstance(result, BagChangedError) for result in results) == 19
    assert (await market.bag.owned(PLAYER, "strong_coffee")).quantity == 2
    (used,) = record.of(ItemUsedEvent)
    assert used.quantity_left == 2


async def test_what_is_not_there_or_does_nothing_cannot_be_used(
    kernel: Kernel, market: Market
) -> None:
    with pytest.raises(NotOwnedError):
        await market.bag.use(PLAYER, "strong_coffee", 0)
    await own(kernel, market, "side_key")
    with pytest.raises(NotUsableError):
        await market.bag.use(PLAYER, "side_key", 1)
    assert (await market.bag.owned(PLAYER, "side_key")).quantity
    assert not (await market.bag.owned(PLAYER, "strong_coffee")).quantity


async def earned(
    kit: BusHarness, game: GamificationModule, moments: Iterable[datetime]
) -> dict[datetime, tuple[int, int]]:
    """Play at each of these moments, told of later: multiplier and besitos of the line."""
    for turn, at in enumerate(moments):
        event = StoryDecisionMadeEvent(
            user_id=PLAYER,
            chapter_id="ch1",
            decision_id="d",
            occasion=f"1:{turn}",
            points=10,
            timestamp=at,
        )
        await kit.publish(event)
    await kit.settle()
    lines = await game.service.history(PLAYER)
    return {
        line.occurred_at: (line.multiplier_bps, line.amount)
        for line in lines
        if line.rule_code == "decision"
    }


async def test_boosts_extend_and_never_multiply(
    kit: BusHarness, kernel: Kernel, game: GamificationModule, market: Market
) -> None:
    things = {"strong_coffee": 3, "double_candle": 1, "red_lantern": 1}
    for thing, quantity in things.items():
        await own(kernel, market, thing, quantity)
    start = kit.clock.now()
    for thing, quantity in things.items():
        for version in range(1, quantity + 1):
            await market.bag.use(PLAYER, thing, version)
    await kit.settle()
    async with kernel.uow.reading() as tx:
        running = await market.boosts.running(tx, PLAYER)
    assert [(b.bps, b.ends_at - start) for b in running] == [
        (30_000, timedelta(hours=1)),
        (20_000, timedelta(hours=2)),
        (15_000, timedelta(hours=3)),
    ]
    minutes = {start + timedelta(minutes=m): m for m in (-1, 0, 59, 60, 119, 120, 179, 180)}
    await kit.advance("4h")
    lines = await earned(kit, game, minutes)
    first_day, capped, candle, coffee = (11_000, 11), (30_000, 30), (22_000, 22), (16_500, 17)
    # The strongest counts: the lantern's ×3 for an hour, then the candle's ×2, and of the three
    # coffees, an hour each, the third hour. A first day is ×1.1, all together never beyond ×3.
    assert {minutes[at]: line for at, line in lines.items()} == {
        **dict.fromkeys((-1, 180), first_day),
        **dict.fromkeys((0, 59), capped),
        **dict.fromkeys((60, 119), candle),
        **dict.fromkeys((120, 179), coffee),
    }


async def test_a_boost_counts_at_the_moment_of_the_cause(
    kit: BusHarness, kernel: Kernel, game: GamificationModule, market: Market
) -> None:
    await own(kernel, market, "double_candle")
    await market.bag.use(PLAYER, "double_candle", 1)
    await kit.settle()
    during = kit.clock.now() + timedelta(minutes=5)
    after = kit.clock.now() + timedelta(minutes=121)
    await kit.advance("3h")
    lines = await earned(kit, game, (during, after))
    assert lines == {during: (22_000, 22), after: (11_000, 11)}


async def test_a_freeze_is_put_on_the_streak_and_comes_back_when_there_is_no_room(
    kit: BusHarness, kernel: Kernel, game: GamificationModule, market: Market
) -> None:
    await own(kernel, market, "spare_minute", 9)
    used = []
    for version in range(1, 10):
        try:
            used.append(await market.bag.use(PLAYER, "spare_minute", version))
        except BagChangedError:
            break
        await kit.settle()
    back = [await market.bag.came_back(PLAYER, use_id) for use_id in used]
    assert not back[0]
    assert back[-1]
    left = (await market.bag.owned(PLAYER, "spare_minute")).quantity
    assert left == 9 - back.count(False)
    assert not kit.failures


async def test_a_title_is_worn_until_another_one_is(kernel: Kernel, market: Market) -> None:
    with pytest.raises(NotOwnedError):
        await market.bag.wear(PLAYER, "title_guest", on=True)
    for item in ("title_guest", "title_nightowl", "frame_velvet"):
        await own(kernel, market, item)
        await market.bag.wear(PLAYER, item, on=True)
    assert (await market.bag.bag(PLAYER)).worn == {
        "title": "title_nightowl",
        "frame": "frame_velvet",
    }
    await market.bag.wear(PLAYER, "title_nightowl", on=False)
    await market.bag.wear(PLAYER, "title_guest", on=False)
    assert (await market.bag.bag(PLAYER)).worn == {"frame": "frame_velvet"}
    with pytest.raises(NotUsableError):
        await market.bag.wear(PLAYER, "strong_coffee", on=True)


async def test_an_erased_player_owns_nothing(
    kit: BusHarness, kernel: Kernel, game: GamificationModule, market: Market
) -> None:
    await fund(kernel, game, 1_000, PLAYER)
    await own(kernel, market, "hatbox")
    await market.bag.use(PLAYER, "hatbox", 1)
    await kit.settle()
    exported = await game.service.export(PLAYER)
    assert {"gamification_item", "gamification_item_move", "gamification_box_draw"} <= set(
        exported
    )
    await game.service.erase(PLAYER)
    assert not any((await game.service.export(PLAYER)).values())
