"""Boards answered from Redis: as the database says, or not at all (A8-T2)."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import redis

from bot.leaderboards.redis_boards import MOST_ID, RedisBoards, member
from bot.leaderboards.redis_upkeep import RedisUpkeep
from domains.core import Kernel, Transaction
from domains.core.clock import VirtualClock
from domains.gamification import module
from domains.gamification.leaderboards.copying.service import BoardSource
from domains.gamification.leaderboards.model import BoardKind, Place, Standing, period_of
from domains.gamification.leaderboards.repository import Boards
from domains.gamification.leaderboards.service import Scoring
from domains.gamification.module import GamificationModule
from tests.support.valkey import UnrulyRedis


class Spy(RedisBoards):
    """Counts the questions that Redis answered."""

    answered = 0

    async def standing(
        self, board_id: int, user_id: int, top: int, beside: int
    ) -> Standing | None:
        found = await super().standing(board_id, user_id, top, beside)
        self.answered += found is not None
        return found


class House:
    """Boards with an accelerator, on a bus that runs."""

    def __init__(self, kernel: Kernel, game: GamificationModule, url: str) -> None:
        self.kernel = kernel
        self.game = game
        self.copies = Spy(url, kernel.clock)
        self.source = BoardSource(kernel.uow)
        self.upkeep = RedisUpkeep(self.copies, self.source, kernel.clock)
        self.boards = game.boards.leaderboards
        kernel.bus.add(self.upkeep.subscriptions)
        self.boards.accelerate(self.copies)

    async def award(self, user_id: int, xp: int) -> None:
        async with self.kernel.uow() as tx:
            await Scoring().earned(tx, user_id, xp, tx.now)

    async def week(self) -> int:
        async with self.kernel.uow.reading() as tx:
            return await self._week(tx)

    async def truth(self, user_id: int) -> list[tuple[int, int]]:
        async with self.kernel.uow.reading() as tx:
            standing = await self.boards.standing(tx, await self._week(tx), user_id)
        return [(each.rank, each.score) for each in (*standing.top, *standing.around)]

    async def _week(self, tx: Transaction) -> int:
        found = await Boards().get(tx, [period_of(BoardKind.WEEK, tx.now)])
        return found[BoardKind.WEEK].board_id

    async def is_right_for(self, user_id: int) -> bool:
        view = await self.boards.view("week", user_id)
        truth = dict(await self.truth(user_id))
        shown = [(entry.rank, entry.score) for entry in (*view.top, *view.around)]
        return bool(shown) and all(truth[rank] == score for rank, score in shown)


@pytest.fixture
async def house(
    database_url: str, clock: VirtualClock, unruly_redis: UnrulyRedis
) -> AsyncIterator[House]:
    kernel = Kernel.open(database_url, clock)
    house = House(kernel, module.build(kernel), unruly_redis.url)
    await kernel.bus.initialize()
    yield house
    await house.copies.close()
    await kernel.close()


async def test_a8_t2_flushall_during_traffic_gives_right_answers_and_a_new_copy(
    house: House, unruly_redis: UnrulyRedis, clock: VirtualClock
) -> None:
    dice = random.Random(4)
    flush = redis.Redis.from_url(unruly_redis.url)
    for user_id in range(1, 41):
        await house.award(user_id, dice.choice([10, 20, 50]))
    for number in range(40):
        clock.advance(1)
        user_id = dice.randrange(1, 41)
        upkeep = house.upkeep.keep()
        await asyncio.gather(upkeep, house.award(user_id, dice.choice([10, 50])))
        if number % 9 == 4:
            flush.flushall()
        await house.kernel.bus.settle()
        assert await house.is_right_for(user_id), number
        assert await house.is_right_for(dice.randrange(1, 41)), number
    flush.close()
    assert house.copies.answered > 20
    await house.upkeep.keep()
    for board_id in await house.source.open_boards():
        assert await house.copies.is_ready(board_id)
        assert await house.upkeep.agrees(board_id)


async def test_who_hides_is_gone_at_once_even_when_the_copy_does_not_know_yet(
    house: House,
) -> None:
    for user_id in range(1, 6):
        await house.award(user_id, 10 * user_id)
    await house.kernel.bus.settle()
    await house.upkeep.keep()
    week = await house.week()
    stale = Place.of(5, 50, house.kernel.clock.now())
    await house.boards.hide(5, is_hidden=True)
    await house.kernel.bus.settle()
    await house.copies.put(week, 5, stale)  # an old copy that shows them
    view = await house.boards.view("week", 1)
    assert [entry.score for entry in view.top] == [40, 30, 20, 10]


async def test_while_redis_is_away_the_database_answers_and_nobody_waits_twice(
    house: House, unruly_redis: UnrulyRedis, clock: VirtualClock
) -> None:
    await house.award(1, 10)
    await house.kernel.bus.settle()
    await house.upkeep.keep()
    assert await house.is_right_for(1)
    answered = house.copies.answered
    unruly_redis.kill()
    await house.award(1, 5)
    await house.kernel.bus.settle()
    assert await house.is_right_for(1)
    assert await house.is_right_for(1)
    assert house.copies.answered == answered
    unruly_redis.start()  # with what it had saved: the missed award is not in it
    clock.advance(6)
    await house.upkeep.keep()
    assert await house.is_right_for(1)
    assert house.copies.answered > answered


async def test_a_copy_that_differs_is_found_and_made_anew(house: House) -> None:
    for user_id in range(1, 9):
        await house.award(user_id, 10 * user_id)
    await house.kernel.bus.settle()
    await house.upkeep.keep()
    week = await house.week()
    wrong = Place.of(3, 9_999, house.kernel.clock.now() + timedelta(seconds=1))
    await house.copies.put(week, 3, wrong)
    await house.upkeep.keep(compares=True)
    assert not await house.copies.is_ready(week)
    await house.upkeep.keep()
    assert await house.upkeep.agrees(week)
    assert await house.is_right_for(3)


async def test_what_comes_in_while_a_copy_is_made_is_in_it(house: House) -> None:
    now = house.kernel.clock.now()
    old, new = Place.of(1, 10, now), Place.of(1, 60, now + timedelta(seconds=1))
    gone = Place.of(2, 70, now)
    assert await house.copies.begin(77, "token")
    assert not await house.copies.begin(77, "other")
    await house.copies.put(77, 1, new)
    await house.copies.put(77, 2, None)  # hidden after the page was read that shows them
    assert await house.copies.add(77, "token", [old, gone])
    assert not await house.copies.add(77, "other", [old])
    assert await house.copies.standing(77, 1, 10, 2) is None, "it is not complete"
    assert await house.copies.finish(77, "token")
    standing = await house.copies.standing(77, 1, 10, 2)
    assert standing is not None
    assert [(each.user_id, each.score) for each in standing.top] == [(1, 60)]


async def test_older_news_that_come_later_change_nothing(house: House) -> None:
    now = house.kernel.clock.now()
    await house.copies.begin(78, "token")
    await house.copies.finish(78, "token")
    await house.copies.put(78, 1, Place.of(1, 60, now))
    await house.copies.put(78, 1, Place.of(1, 10, now - timedelta(seconds=1)))
    await house.copies.put(78, 1, Place.of(1, 60, now))
    standing = await house.copies.standing(78, 1, 10, 2)
    assert standing is not None
    assert [each.score for each in standing.top] == [60]
    assert standing.players == 1


def test_members_of_equal_scores_sort_as_the_database_does() -> None:
    places = [Place(10, -reached, -user) for reached in (5, 10**12) for user in (1, 999, 2**62)]
    by_key = sorted(places, key=lambda p: (p.neg_reached, p.neg_user))
    assert sorted(places, key=member) == by_key
    assert MOST_ID - int(member(places[2]).partition(":")[2]) == 2**62
