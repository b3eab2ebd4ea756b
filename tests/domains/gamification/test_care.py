"""Freezes and repairs: paid once, at the price that was shown, and never of use too late."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domains.core import Kernel, StreakUpdatedEvent, UserActivityDetectedEvent
from domains.core.clock import VirtualClock
from domains.core.testing import Record
from domains.gamification.module import GamificationModule
from domains.gamification.points.errors import NotEnoughBesitosError
from domains.gamification.rules.model import StreakRules
from domains.gamification.streaks.care.model import is_reminder_due, repair
from domains.gamification.streaks.errors import (
    FreezesFullError,
    NotRepairableError,
    QuoteStaleError,
)
from domains.gamification.streaks.model import act, begin, settle
from tests.domains.gamification.conftest import Say
from tests.domains.gamification.test_game import plan

PLAYER = 7
DAY = 86_400
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
RULES = StreakRules()
FREEZE, REPAIR = RULES.freeze_price, RULES.repair_price


def visit(timezone: str = "UTC") -> UserActivityDetectedEvent:
    return UserActivityDetectedEvent(user_id=PLAYER, activity="update", timezone=timezone)


@pytest.fixture
async def rich(kernel: Kernel, game: GamificationModule) -> GamificationModule:
    async with kernel.uow() as tx:
        await game.rewards.give(tx, PLAYER, 10_000, "savings", "welcome", tx.now)
    return game


async def come(say: Say, clock: VirtualClock, days: int) -> None:
    """Here every day; the last visit is now."""
    for number in range(days):
        if number:
            clock.advance(DAY)
        await say(visit())


async def buy(game: GamificationModule) -> int:
    offers = await game.care.offers(PLAYER)
    return await game.care.buy_freeze(PLAYER, offers.version, offers.freeze_price)


async def mend(game: GamificationModule) -> int:
    offers = await game.care.offers(PLAYER)
    assert offers.repair is not None
    return await game.care.repair(PLAYER, offers.version, offers.repair.price)


async def balance(game: GamificationModule) -> int:
    return (await game.service.profile(PLAYER)).balance


async def test_a_freeze_is_bought_once_however_often_the_button_is_pressed(
    rich: GamificationModule, say: Say
) -> None:
    await say(visit())
    before = await balance(rich)
    offers = await rich.care.offers(PLAYER)
    outcomes = await asyncio.gather(
        *(rich.care.buy_freeze(PLAYER, offers.version, offers.freeze_price) for _ in range(5)),
        return_exceptions=True,
    )
    assert [each for each in outcomes if not isinstance(each, QuoteStaleError)] == [1]
    assert await balance(rich) == before - FREEZE
    assert await buy(rich) == 2
    with pytest.raises(FreezesFullError):
        await buy(rich)
    assert await balance(rich) == before - 2 * FREEZE
    assert await rich.service.audit() == ()


async def test_whoever_is_short_buys_nothing_and_a_wrong_price_is_no_bargain(
    game: GamificationModule, say: Say
) -> None:
    await say(visit())
    with pytest.raises(NotEnoughBesitosError):
        await buy(game)
    offers = await game.care.offers(PLAYER)
    with pytest.raises(QuoteStaleError):
        await game.care.buy_freeze(PLAYER, offers.version, 1)
    assert (await game.care.offers(PLAYER)).freezes == 0


async def test_a3_t2_a_freeze_bought_on_the_second_missed_day_saves_nothing(
    rich: GamificationModule, say: Say, clock: VirtualClock
) -> None:
    await come(say, clock, 3)
    clock.advance(2.5 * DAY)
    await buy(rich)
    view = await rich.service.streak_view(PLAYER)
    assert (view.length, view.freezes) == (0, 1)


async def test_a3_t3_a_freeze_bought_after_the_break_is_kept_for_the_next_one(
    rich: GamificationModule, say: Say, clock: VirtualClock
) -> None:
    await come(say, clock, 3)
    clock.advance(5 * DAY)
    await buy(rich)
    await say(visit())
    assert ((await rich.service.streak_view(PLAYER)).length) == 1
    clock.advance(2 * DAY)
    await say(visit())
    view = await rich.service.streak_view(PLAYER)
    assert (view.length, view.freezes) == (2, 0)


async def test_a3_t8_a_repaired_streak_goes_on_and_pays_no_milestone_twice(
    rich: GamificationModule, say: Say, clock: VirtualClock, record: Record
) -> None:
    await come(say, clock, 3)
    clock.advance(2 * DAY)
    await say(visit())
    before = await balance(rich)
    assert await mend(rich) == 4
    assert await balance(rich) == before - REPAIR - 3 * RULES.repair_price_per_day
    view = await rich.service.streak_view(PLAYER)
    assert [day.kind for day in view.days[-5:]] == ["action"] * 3 + ["repair", "action"]
    clock.advance(DAY)
    await say(visit())
    assert (await rich.service.streak_view(PLAYER)).length == 5
    paid = [line.rule_code for line in await rich.service.history(PLAYER, 100)]
    assert paid.count("streak_milestone") == 1
    assert record.of(StreakUpdatedEvent)[-1].current_streak == 5


async def test_mending_reaches_a_milestone_and_pays_it(
    rich: GamificationModule, say: Say, clock: VirtualClock
) -> None:
    await come(say, clock, 2)
    clock.advance(2 * DAY)
    await say(visit())
    assert await mend(rich) == 3
    paid = [line.rule_code for line in await rich.service.history(PLAYER, 100)]
    assert paid.count("streak_milestone") == 1


async def test_a_repair_pressed_five_times_is_one(
    rich: GamificationModule, say: Say, clock: VirtualClock
) -> None:
    await come(say, clock, 2)
    clock.advance(2 * DAY)
    await say(visit())
    offers = await rich.care.offers(PLAYER)
    assert offers.repair is not None
    outcomes = await asyncio.gather(
        *(rich.care.repair(PLAYER, offers.version, offers.repair.price) for _ in range(5)),
        return_exceptions=True,
    )
    assert [each for each in outcomes if not isinstance(each, QuoteStaleError)] == [3]
    paid = [line.rule_code for line in await rich.service.history(PLAYER, 100)]
    assert paid.count("streak_repair") == 1


async def test_a_repair_needs_a_visit_today_and_comes_within_two_days_once_a_month(
    rich: GamificationModule, say: Say, clock: VirtualClock
) -> None:
    async def refused() -> str:
        offers = await rich.care.offers(PLAYER)
        with pytest.raises(NotRepairableError) as error:
            await rich.care.repair(PLAYER, offers.version, REPAIR)
        return str(error.value.params["reason"])

    await come(say, clock, 2)
    assert await refused() == "nothing_broken"
    clock.advance(2 * DAY)
    assert await refused() == "not_here_today"
    await say(visit())
    await mend(rich)
    clock.advance(2 * DAY)
    await say(visit())
    assert await refused() == "too_soon"
    clock.advance(40 * DAY)
    await say(visit())
    clock.advance(5 * DAY)
    await say(visit())
    assert await refused() == "too_late"
    assert (await rich.care.offers(PLAYER)).repair is None


def test_after_a_repair_there_is_time_until_tomorrow_is_over() -> None:
    streak = begin(PLAYER, NOON, "UTC").streak
    streak = act(streak, PLAYER, NOON + timedelta(days=1), "UTC").streak
    late = datetime(2026, 3, 7, 2, 30, tzinfo=UTC)  # still the sixth, 30 minutes before its end
    streak = act(streak, PLAYER, late, "UTC").streak
    mended = repair(streak, late)
    assert (mended.streak.length, mended.streak.run_id) == (3, f"{PLAYER}-20260302")
    assert mended.streak.deadline_at == datetime(2026, 3, 8, 3, 0, tzinfo=UTC)
    assert [mark.day for mark in mended.marks] == [date(2026, 3, 4), date(2026, 3, 5)]


async def test_a_plan_brings_three_freezes_a_month_to_a_streak_of_a_week(
    game: GamificationModule, say: Say, clock: VirtualClock
) -> None:
    clock.advance((datetime(2026, 5, 20, 12, tzinfo=UTC) - clock.now()).total_seconds())
    await say(plan("vip"))
    await come(say, clock, 6)
    assert (await game.care.offers(PLAYER)).freezes == 0
    # The seventh day brings two; each missed day uses one, and the third takes its place.
    # The last visit is June's first.
    for days, freezes in ((1, 2), (2, 2), (2, 1), (2, 2)):
        clock.advance(days * DAY)
        await say(visit())
        assert (await game.care.offers(PLAYER)).freezes == freezes
    assert (await game.service.streak_view(PLAYER)).length == 10


async def test_big_milestones_are_paid_once_in_a_lifetime(
    kernel: Kernel, game: GamificationModule, clock: VirtualClock
) -> None:
    long = replace(begin(PLAYER, clock.now(), "UTC").streak, run_id="one", length=99, best=99)
    grown = act(long, PLAYER, clock.now() + timedelta(days=1), "UTC")
    for run in ("one", "two"):
        async with kernel.uow() as tx:
            change = replace(grown, streak=replace(grown.streak, run_id=run))
            await game.milestones.pay(tx, PLAYER, change, tx.now)
    assert [line.amount for line in await game.service.history(PLAYER)] == [1_500]


def test_a3_t5_forty_zone_flips_in_a_day_are_one_and_make_no_days() -> None:
    zones = ("Pacific/Kiritimati", "Pacific/Pago_Pago")
    streak = begin(PLAYER, NOON, "UTC").streak
    moves = 0
    for number in range(1, 41):
        now = NOON + timedelta(minutes=36 * number)
        after = act(streak, PLAYER, now, zones[number % 2]).streak
        moves += after.timezone != streak.timezone
        streak = after
    assert moves == 1
    assert streak.length <= 1 + 2


@pytest.fixture
def at_risk() -> Callable[..., bool]:
    streak = begin(PLAYER, NOON, "UTC").streak
    streak = act(streak, PLAYER, NOON + timedelta(days=1), "UTC").streak

    def ask(hours: float, *, unanswered: int = 0, is_quiet: bool = False) -> bool:
        now = streak.deadline_at - timedelta(hours=hours)
        return is_reminder_due(streak, now, RULES, unanswered=unanswered, is_quiet=is_quiet)

    return ask


def test_a_reminder_is_due_in_the_last_hours_of_the_day(at_risk: Callable[..., bool]) -> None:
    assert not at_risk(4.1)
    assert at_risk(4)
    assert at_risk(1)
    assert not at_risk(0)
    assert not at_risk(2, is_quiet=True)
    assert at_risk(2, unanswered=6)
    assert not at_risk(2, unanswered=7)
    single = settle(begin(PLAYER, NOON, "UTC").streak, NOON).streak
    late = single.deadline_at - timedelta(hours=2)
    assert not is_reminder_due(single, late, RULES, unanswered=0, is_quiet=False)


async def test_a3_t10_no_reminder_for_who_came_a_second_before(
    game: GamificationModule, say: Say, clock: VirtualClock
) -> None:
    await come(say, clock, 2)
    deadline = (await game.service.streak_view(PLAYER)).deadline_at
    assert deadline is not None
    clock.advance((deadline - clock.now()).total_seconds() - 7_200)
    assert await game.care.wants_reminder(PLAYER)
    await say(visit())
    clock.advance(1)
    assert not await game.care.wants_reminder(PLAYER)
