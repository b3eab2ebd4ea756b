"""The gift of the day: one a day, the same however often one asks, and it waits for everybody."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from domains.core import (
    DailyGiftClaimedEvent,
    Kernel,
    PointsAwardedEvent,
    StoryDecisionMadeEvent,
    UserRegisteredEvent,
)
from domains.core.testing import BusHarness, Record, SteppedClock
from domains.gamification import module
from domains.gamification.gift.errors import GiftNotYetError
from domains.gamification.module import GamificationModule
from domains.gamification.rules import GameRules
from domains.gamification.rules.play.model import GiftRules, Prize
from tests.domains.gamification.conftest import Say

PLAYER = 7
DAY = 86_400


@pytest.fixture
async def known(game: GamificationModule, say: Say, clock: SteppedClock) -> GamificationModule:
    """Somebody who has been here for a while, and decided something."""
    await say(
        UserRegisteredEvent(user_id=PLAYER),
        StoryDecisionMadeEvent(user_id=PLAYER, chapter_id="one", decision_id="door"),
    )
    clock.advance(3_700)
    return game


def gifts(record: Record) -> list[int]:
    awards = record.of(PointsAwardedEvent)
    return [e.points_amount for e in awards if e.action_type == "daily_gift"]


async def test_a6_t1_twenty_taps_at_once_are_one_gift_and_all_show_the_same(
    known: GamificationModule, record: Record
) -> None:
    taken = await asyncio.gather(*(known.goals.gifts.take(PLAYER, "UTC") for _ in range(20)))
    assert sum(each.is_new for each in taken) == 1
    assert len({each.gift for each in taken}) == 1
    assert gifts(record) == [taken[0].gift.besitos]
    assert len(record.of(DailyGiftClaimedEvent)) == 1


async def test_a6_t2_two_minutes_around_midnight_are_two_gifts_and_no_journey_makes_three(
    known: GamificationModule, clock: SteppedClock, record: Record
) -> None:
    # A day of somebody's own ends at three at night (A3 rule 1).
    clock.advance((datetime(2026, 3, 3, 2, 59, tzinfo=UTC) - clock.now()).total_seconds())
    first = await known.goals.gifts.take(PLAYER, "UTC")
    clock.advance(120)
    second = await known.goals.gifts.take(PLAYER, "UTC")
    assert [first.is_new, second.is_new] == [True, True]
    assert [first.gift.number, second.gift.number] == [1, 2]
    clock.advance(11 * 3_600)  # on Kiritimati it is tomorrow already
    with pytest.raises(GiftNotYetError):
        await known.goals.gifts.take(PLAYER, "Pacific/Kiritimati")
    assert not (await known.goals.gifts.take(PLAYER, "Pacific/Pago_Pago")).is_new
    assert len(gifts(record)) == 2


async def test_a_missed_day_pauses_the_calendar(
    known: GamificationModule, clock: SteppedClock
) -> None:
    assert (await known.goals.gifts.take(PLAYER, "UTC")).gift.number == 1
    clock.advance(5 * DAY)
    view = await known.goals.gifts.view(PLAYER, "UTC")
    assert (view.today, view.position) == (None, 1)
    assert (await known.goals.gifts.take(PLAYER, "UTC")).gift.number == 2
    view = await known.goals.gifts.view(PLAYER, "UTC")
    assert view.today is not None
    assert view.position == 1
    assert view.next_at is not None


async def test_who_is_new_or_did_nothing_waits(
    game: GamificationModule, say: Say, clock: SteppedClock
) -> None:
    with pytest.raises(GiftNotYetError):
        await game.goals.gifts.take(PLAYER, "UTC")
    await say(UserRegisteredEvent(user_id=PLAYER))
    assert (await game.goals.gifts.view(PLAYER, "UTC")).reason == "new"
    clock.advance(3_700)
    assert (await game.goals.gifts.view(PLAYER, "UTC")).reason == "idle"
    with pytest.raises(GiftNotYetError):
        await game.goals.gifts.take(PLAYER, "UTC")


async def test_the_calendar_begins_again_after_its_last_day(
    known: GamificationModule, clock: SteppedClock
) -> None:
    amounts = []
    for _ in range(8):
        amounts.append((await known.goals.gifts.take(PLAYER, "UTC")).gift)
        clock.advance(DAY)
    assert [gift.number for gift in amounts] == list(range(1, 9))
    calendar = GameRules().gift.calendar
    for gift in amounts:
        pool = calendar[(gift.number - 1) % 7]
        assert (gift.prize, gift.besitos) in {(p.code, p.besitos) for p in pool}


async def test_a_thing_is_handed_out_by_whoever_has_it_and_left_out_by_who_has_not(
    kit: BusHarness,
) -> None:
    pool = (
        Prize(code="coin", besitos=5, weight=1),
        Prize(code="frost", item="spare_minute", quantity=2, weight=9_999),
        Prize(code="moon", item="moon", weight=9_999),
    )
    rules = GameRules(gift=GiftRules(calendar=(pool,), min_age_minutes=0))
    game = module.build(kit.kernel, rules)
    await kit.start(game.subscriptions)
    await kit.publish(StoryDecisionMadeEvent(user_id=PLAYER, chapter_id="one", decision_id="d"))
    await kit.settle()
    taken = await game.goals.gifts.take(PLAYER, "UTC")
    again = await game.goals.gifts.take(PLAYER, "UTC")
    assert taken.gift.prize == again.gift.prize == "frost"
    async with kit.kernel.uow.reading() as tx:
        assert await game.market.inventory.quantity(tx, PLAYER, "spare_minute") == 2


async def test_somebody_who_leaves_takes_their_gifts_along(
    known: GamificationModule, kernel: Kernel
) -> None:
    await known.goals.gifts.take(PLAYER, "UTC")
    assert (await known.service.export(PLAYER))["gamification_gift"]
    await known.service.erase(PLAYER)
    assert not (await known.service.export(PLAYER))["gamification_gift"]
