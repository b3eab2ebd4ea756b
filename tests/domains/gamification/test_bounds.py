"""Limits of what is earned (A1): partial, per UTC day, and open again when something is undone."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from domains.core import Kernel
from domains.core.clock import VirtualClock
from domains.gamification import module
from domains.gamification.points.errors import NotReversibleError, UnknownLineError
from domains.gamification.points.model import LedgerLine, Receipt
from domains.gamification.rewards.model import Earning
from domains.gamification.rules import GameRules
from domains.gamification.rules.model import EarnRule, PointRules

PLAYER = 7
ADMIN = 1


def plain(**points: object) -> GameRules:
    """No multipliers and nothing for levels: amounts are what they seem."""
    limits = PointRules.model_validate(points)
    return GameRules(streak_multipliers=(), level_reward=0, points=limits)


class World:
    """A game by other rules."""

    def __init__(self, kernel: Kernel, rules: GameRules) -> None:
        self.kernel = kernel
        self.game = module.build(kernel, rules)

    async def earn(
        self, base: int, key: str, code: str = "decision", at: datetime | None = None, to: str = ""
    ) -> Receipt | None:
        async with self.kernel.uow() as tx:
            earning = Earning(base, key, code, at or tx.now, to)
            return await self.game.rewards.earn_for(tx, PLAYER, earning)

    async def reverse(self, line_id: int) -> Receipt:
        async with self.kernel.uow() as tx:
            return await self.game.reversals.reverse(tx, PLAYER, line_id, ADMIN, "a mistake")

    async def lines(self) -> list[LedgerLine]:
        """Oldest first."""
        return list(reversed(await self.game.service.history(PLAYER, 100)))

    async def balance(self) -> int:
        return (await self.game.service.profile(PLAYER)).balance


async def test_a1_t4_a_cap_grants_in_part_and_opens_again_when_something_is_reversed(
    kernel: Kernel,
) -> None:
    world = World(kernel, plain(daily_cap=100))
    await world.earn(60, "one")
    await world.earn(60, "two")
    first, second = await world.lines()
    assert [(line.raw_amount, line.amount, line.cap_cut) for line in (first, second)] == [
        (60, 60, 0),
        (60, 40, 20),
    ]
    await world.reverse(first.id)
    assert await world.balance() == 60
    assert not (await world.reverse(first.id)).is_new
    assert await world.balance() == 60
    back, more = (await world.lines())[2:]
    assert (back.kind, back.amount, back.reversal_of, back.note, back.actor_id) == (
        "reversal",
        -60,
        first.id,
        "a mistake",
        ADMIN,
    )
    assert (more.kind, more.amount, more.reversal_of) == ("reopened", 20, first.id)
    assert [line.is_reversed for line in await world.lines()] == [True, False, False, False]


async def test_a_rule_has_a_cap_of_its_own_within_the_global_one(kernel: Kernel) -> None:
    world = World(kernel, plain(daily_cap=100, rules={"dice": EarnRule(daily_cap=30)}))
    for key, code in (("a", "dice"), ("b", "decision"), ("c", "dice"), ("d", "decision")):
        await world.earn(40, key, code)
    assert [line.amount for line in await world.lines()] == [30, 40, 0, 30]
    await world.reverse((await world.lines())[0].id)
    assert await world.balance() == 100
    assert [(line.rule_code, line.amount) for line in (await world.lines())[4:]] == [
        ("dice", -30),
        ("decision", 10),
        ("dice", 20),
    ]


async def test_exempt_sources_and_fixed_rewards_are_neither_cut_nor_counted(
    kernel: Kernel,
) -> None:
    world = World(kernel, plain(daily_cap=100))
    await world.earn(150, "chapter", "chapter_completed")
    async with kernel.uow() as tx:
        await world.game.rewards.give(tx, PLAYER, 500, "welcome", "welcome", tx.now)
    await world.earn(150, "decision")
    assert [line.amount for line in await world.lines()][::2] == [150, 100]
    purse = await world.game.purses.purse(PLAYER)
    assert (purse.earned_today, purse.daily_cap) == (100, 100)


async def test_many_grants_at_once_do_not_pass_the_cap(kernel: Kernel) -> None:
    world = World(kernel, plain(daily_cap=100))
    await asyncio.gather(*(world.earn(30, f"key:{n}") for n in range(20)))
    lines = await world.lines()
    assert await world.balance() == 100
    assert sum(line.cap_cut for line in lines) == 20 * 30 - 100


async def test_a1_t5_the_day_of_a_cap_is_utc_whatever_zone_the_player_moves_to(
    kernel: Kernel, clock: VirtualClock
) -> None:
    world = World(kernel, plain(daily_cap=100))
    late = datetime(2026, 3, 1, 23, 0, tzinfo=UTC)
    await world.earn(100, "before", at=late)
    async with kernel.uow() as tx:
        await world.game.streaks.move(tx, PLAYER, late, "Asia/Tokyo")  # tomorrow there
    await world.earn(100, "after", at=late + timedelta(minutes=5))
    assert await world.balance() == 100
    await world.earn(100, "tomorrow", at=late + timedelta(hours=1))
    assert await world.balance() == 200


async def test_a_cooldown_is_per_rule_and_a_cause_that_came_too_soon_never_pays(
    kernel: Kernel, clock: VirtualClock
) -> None:
    world = World(kernel, plain(rules={"dice": EarnRule(cooldown_seconds=60)}))
    began = clock.now()
    assert await world.earn(10, "a", "dice") is not None
    assert await world.earn(10, "b", "dice") is None
    again = await world.earn(10, "a", "dice")
    assert again is not None
    assert not again.is_new
    assert await world.earn(10, "c", "decision") is not None
    clock.advance(60)
    assert await world.earn(10, "d", "dice") is not None
    assert await world.earn(10, "b", "dice", at=began + timedelta(seconds=1)) is None  # a replay
    assert await world.balance() == 30


async def test_repeating_the_same_target_is_worth_less_each_time_until_the_next_day(
    kernel: Kernel, clock: VirtualClock
) -> None:
    world = World(kernel, plain(rules={"duel": EarnRule(repeat_part=5_000)}))
    for number in range(3):
        await world.earn(40, f"ana:{number}", "duel", to="ana")
    await world.earn(40, "bruno", "duel", to="bruno")
    clock.advance(86_400)
    await world.earn(40, "ana again", "duel", to="ana")
    lines = await world.lines()
    assert [line.amount for line in lines] == [40, 20, 10, 40, 40]
    assert [line.part_bps for line in lines] == [10_000, 5_000, 2_500, 10_000, 10_000]
    assert (await world.game.service.profile(PLAYER)).xp == 150


async def test_a_new_account_earns_a_part_where_the_rule_says_so(
    kernel: Kernel, clock: VirtualClock
) -> None:
    world = World(kernel, plain(rules={"dice": EarnRule(newcomer_part=2_500)}))
    await world.earn(40, "a", "dice")
    await world.earn(40, "b", "decision")
    clock.advance(86_400)
    await world.earn(40, "c", "dice")
    assert [line.amount for line in await world.lines()] == [10, 40, 40]


@pytest.fixture
async def hasty(kernel: Kernel) -> World:
    """Somebody who does four things where two are what a person can do."""
    world = World(kernel, plain(velocity_limit=2, velocity_seconds=60, review_hours=24))
    for number in range(4):
        await world.earn(50, f"key:{number}")
    return world


async def test_what_comes_too_fast_is_seen_and_not_spendable(hasty: World) -> None:
    purse = await hasty.game.purses.purse(PLAYER)
    assert (purse.balance, purse.pending) == (100, 100)
    assert [line.review for line in await hasty.lines()] == [
        None,
        None,
        "open",
        "open",
    ]
    assert (await hasty.game.service.profile(PLAYER)).xp == 100
    assert await hasty.game.service.audit() == ()


async def test_what_waited_is_given_once_with_its_experience(hasty: World, kernel: Kernel) -> None:
    waiting = [line for line in await hasty.lines() if line.review == "open"]
    for line in (*waiting, *waiting):
        async with kernel.uow() as tx:
            await hasty.game.reviews.approve(tx, line.id, ADMIN)
    purse = await hasty.game.purses.purse(PLAYER)
    assert (purse.balance, purse.pending) == (200, 0)
    assert (await hasty.game.service.profile(PLAYER)).xp == 200
    assert await hasty.game.service.audit() == ()


async def test_what_is_rejected_is_taken_back_with_a_reason_and_opens_the_cap(
    hasty: World, kernel: Kernel
) -> None:
    waiting = [line for line in await hasty.lines() if line.review == "open"]
    for _ in range(2):
        async with kernel.uow() as tx:
            await hasty.game.reviews.reject(tx, waiting[0].id, ADMIN, "a machine")
    purse = await hasty.game.purses.purse(PLAYER)
    assert (purse.balance, purse.pending, purse.debt) == (100, 50, 0)
    assert purse.earned_today == 150
    assert (await hasty.lines())[-1].note == "a machine"
    assert await hasty.game.service.audit() == ()


async def test_only_a_line_that_brought_something_can_be_taken_back(kernel: Kernel) -> None:
    world = World(kernel, plain())
    await world.earn(60, "one")
    await world.game.service.spend(PLAYER, 10, "buy", "shop")
    earned, bought = await world.lines()
    with pytest.raises(NotReversibleError):
        await world.reverse(bought.id)
    await world.reverse(earned.id)
    with pytest.raises(NotReversibleError):
        await world.reverse((await world.lines())[-1].id)
    with pytest.raises(UnknownLineError):
        await world.reverse(10**9)
    purse = await world.game.purses.purse(PLAYER)
    assert (purse.balance, purse.debt) == (0, 10)  # ten were spent already
