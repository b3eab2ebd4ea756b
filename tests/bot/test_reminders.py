"""Streak reminders, planned and asked again (A3-T10, A11)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from bot.features.notifications.subscribers import ReminderNotices
from bot.gateway.notifications import Notification, NotificationCenter
from bot.gateway.notifications.tables import notification
from bot.gateway.preferences.service import NotificationChoices
from bot.gateway.reachability import Reachability
from bot.i18n import Translators
from bot.ui.rewards import notice
from bot.ui.screen import Screen
from domains.core import Kernel, StreakEndangeredEvent, UserActivityDetectedEvent
from domains.core.clock import VirtualClock

DEADLINE = datetime(2026, 3, 5, 2, tzinfo=UTC)  # three in the morning in Madrid


class Streaks:
    def __init__(self) -> None:
        self.is_open = True

    async def is_endangered(self, user_id: int, deadline_at: datetime) -> bool:
        assert deadline_at == DEADLINE
        return self.is_open


class Chat:
    def __init__(self) -> None:
        self.told: list[str] = []

    async def send(self, chat_id: int, screen: Screen) -> object:
        self.told.append(screen.text)
        return None


async def render(notifications: list[Notification]) -> Screen:
    return Screen("notice", "+".join(each.kind for each in notifications))


@pytest.fixture
def streaks() -> Streaks:
    return Streaks()


@pytest.fixture
def center(kernel: Kernel) -> NotificationCenter:
    return NotificationCenter(kernel, Chat(), render)  # type: ignore[arg-type]


async def plan(
    kernel: Kernel, center: NotificationCenter, streaks: Streaks
) -> tuple[datetime, datetime]:
    """When the reminder is due and when it is too late."""
    notices = ReminderNotices(center, streaks)
    event = StreakEndangeredEvent(
        user_id=7, days=4, deadline_at=DEADLINE, timezone="Europe/Madrid"
    )
    for _ in range(2):  # announced again after a crash
        async with kernel.uow() as tx:
            await notices._remind(event, tx)
    async with kernel.uow.reading() as tx:
        rows = await tx.execute(sa.select(notification.c.due_at, notification.c.expires_at))
        [row] = rows.all()
    return row.due_at, row.expires_at


async def test_a_reminder_comes_before_the_night_when_its_hours_are_quiet(
    kernel: Kernel, center: NotificationCenter, streaks: Streaks, clock: VirtualClock
) -> None:
    clock.advance((DEADLINE - timedelta(hours=6) - clock.now()).total_seconds())
    due, expires = await plan(kernel, center, streaks)
    assert due == clock.now() + timedelta(seconds=2)  # 21:00 in Madrid
    assert expires == DEADLINE - timedelta(hours=2)


async def test_without_quiet_hours_it_comes_four_hours_before_the_deadline(
    kernel: Kernel, center: NotificationCenter, streaks: Streaks, clock: VirtualClock
) -> None:
    clock.advance((DEADLINE - timedelta(hours=6) - clock.now()).total_seconds())
    await NotificationChoices(kernel.uow).set_quiet_hours(7, quiet=False)
    due, _ = await plan(kernel, center, streaks)
    assert due == DEADLINE - timedelta(hours=4)


async def test_a3_t10_the_reminder_asks_again_just_before_it_is_sent(
    kernel: Kernel, center: NotificationCenter, streaks: Streaks, clock: VirtualClock
) -> None:
    clock.advance((DEADLINE - timedelta(hours=6) - clock.now()).total_seconds())
    await plan(kernel, center, streaks)
    async with kernel.uow.reading() as tx:
        row = (await tx.execute(sa.select(notification))).one()
    params = {"days": 4, "deadline": DEADLINE.isoformat()}
    waiting = Notification(
        row.id, 7, row.kind, params, "tick", 0, clock.now(), row.category, row.expires_at
    )
    streaks.is_open = False
    assert await center._gate.admit(7, [waiting]) == []
    async with kernel.uow.reading() as tx:
        state = await tx.scalar(sa.select(notification.c.state))
    assert state == "dropped"


async def test_whoever_is_seen_again_can_be_written_to_again(
    kernel: Kernel, center: NotificationCenter, streaks: Streaks, clock: VirtualClock
) -> None:
    reachability = Reachability(kernel.uow)
    notices = ReminderNotices(center, streaks)
    await reachability.note(7, reachable=False, reason="deactivated")
    seen = UserActivityDetectedEvent(
        user_id=7, activity="update", timestamp=clock.now() - timedelta(seconds=1)
    )
    async with kernel.uow() as tx:
        await notices._returned(seen, tx)
    assert not await reachability.is_reachable(7), "the refusal is newer than the visit"
    later = seen.model_copy(update={"timestamp": clock.now() + timedelta(seconds=1)})
    async with kernel.uow() as tx:
        await notices._returned(later, tx)
    assert await reachability.is_reachable(7)


def test_everybody_is_told_in_their_own_words() -> None:
    def each(kind: str, category: str, **params: Any) -> Notification:
        return Notification(1, 7, kind, params, "tick", 0, DEADLINE, category)

    streak = each("reminder.streak", "reminders", days=4, deadline="x")
    points = each("points.awarded", "gameplay", amount=50, action="daily_visit")
    both: Sequence[Notification] = [streak, points]
    for language, words in (("en", "Less of these"), ("es", "Menos avisos")):
        screen = notice(both, Translators().of(language))
        labels = [button.text for row in screen.rows for button in row]
        assert any(words in label for label in labels)
        assert "4 d" in screen.text
        assert "50" in screen.text
        assert screen.markup() is not None
