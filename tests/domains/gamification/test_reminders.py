"""Who is worth reminding: runs in their last hours, and nobody who has acted (A3, A11)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from domains.core import HourPassedEvent, StreakEndangeredEvent, UserActivityDetectedEvent
from domains.core.testing import BusHarness
from domains.gamification.module import GamificationModule
from domains.gamification.reminders import service
from tests.domains.gamification.conftest import Say

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DEADLINE = datetime(2026, 3, 5, 3, tzinfo=UTC)  # of somebody in UTC who came on the 2nd and 3rd


def visit(user_id: int = 7, timezone: str = "UTC") -> UserActivityDetectedEvent:
    return UserActivityDetectedEvent(user_id=user_id, activity="update", timezone=timezone)


async def come_twice(kit: BusHarness, say: Say, *users: int) -> None:
    for _ in range(2):
        await say(*(visit(user) for user in users))
        kit.clock.advance(timedelta(days=1).total_seconds())


def endangered(kit: BusHarness) -> list[StreakEndangeredEvent]:
    return [each for each in kit.published.events if isinstance(each, StreakEndangeredEvent)]


async def test_a_run_is_announced_once_in_its_last_hours(
    kit: BusHarness, game: GamificationModule, say: Say
) -> None:
    await come_twice(kit, say, 7)
    for hour in range(14, 27):
        passed = DEADLINE.replace(day=4, hour=0) + timedelta(hours=hour)
        await say(HourPassedEvent(started_at=passed - timedelta(hours=1)))
    [event] = endangered(kit)
    assert (event.user_id, event.days, event.deadline_at) == (7, 2, DEADLINE)
    assert event.timezone == "UTC"


async def test_a_run_of_one_day_is_not_worth_a_reminder(
    kit: BusHarness, game: GamificationModule, say: Say
) -> None:
    await say(visit())
    await game.boards.reminders.announce(DEADLINE - timedelta(days=1, hours=6))
    assert endangered(kit) == []


async def test_a3_t10_whoever_acted_a_second_earlier_is_not_reminded(
    kit: BusHarness, game: GamificationModule, say: Say
) -> None:
    await come_twice(kit, say, 7)
    assert await game.boards.reminders.is_endangered(7, DEADLINE)
    await say(visit())
    kit.clock.advance(1)
    assert not await game.boards.reminders.is_endangered(7, DEADLINE)
    await game.boards.reminders.announce(DEADLINE - timedelta(hours=6))
    assert endangered(kit) == []


async def test_a_run_that_broke_is_not_endangered(
    kit: BusHarness, game: GamificationModule, say: Say
) -> None:
    await come_twice(kit, say, 7)
    kit.clock.advance(timedelta(days=2).total_seconds())
    assert not await game.boards.reminders.is_endangered(7, DEADLINE)


async def test_a_crowd_is_announced_in_batches(
    kit: BusHarness, game: GamificationModule, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "BATCH", 4)
    await come_twice(kit, say, *range(1, 12))
    assert await game.boards.reminders.announce(DEADLINE - timedelta(hours=6)) == 11
    await kit.settle()
    assert sorted(each.user_id for each in endangered(kit)) == list(range(1, 12))
