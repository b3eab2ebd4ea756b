"""The bus's contract on a real database: once, in order, through failures and crashes."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from domains.core import (
    DomainError,
    EventSubscriptionError,
    Kernel,
    PointsAwardedEvent,
    StreakUpdatedEvent,
    Transaction,
    effect,
    reaction,
)
from domains.core.clock import VirtualClock
from domains.core.store.tables import delivery, event_log
from domains.core.unit_of_work import NestedUnitOfWorkError


def points(user_id: int, amount: int) -> PointsAwardedEvent:
    return PointsAwardedEvent(user_id=user_id, points_amount=amount, action_type="test")


async def pending(kernel: Kernel) -> int:
    async with kernel.uow.reading() as tx:
        count = await tx.scalar(
            sa.select(sa.func.count()).select_from(event_log).where(event_log.c.pending)
        )
    return int(count)


async def test_an_effect_sees_each_event_once_and_in_order(kernel: Kernel) -> None:
    seen: list[int] = []

    async def note(event: PointsAwardedEvent, tx: Transaction) -> None:
        seen.append(event.points_amount)

    kernel.bus.add([effect("test.note", PointsAwardedEvent, note)])
    await kernel.bus.initialize()
    async with kernel.uow() as tx:
        for amount in range(1, 51):
            tx.publish(points(7, amount))
    await kernel.bus.settle()
    assert seen == list(range(1, 51))
    assert await pending(kernel) == 0


async def test_a_rolled_back_transaction_publishes_nothing(kernel: Kernel) -> None:
    seen: list[object] = []

    async def note(event: PointsAwardedEvent) -> None:
        seen.append(event)

    kernel.bus.add([reaction("test.note", PointsAwardedEvent, note)])
    await kernel.bus.initialize()
    with pytest.raises(ZeroDivisionError):
        async with kernel.uow() as tx:
            tx.publish(points(7, 1))
            _ = 1 / 0
    await kernel.bus.settle()
    assert seen == []
    async with kernel.uow.reading() as tx:
        assert await tx.scalar(sa.select(sa.func.count()).select_from(event_log)) == 0


async def test_what_a_handler_publishes_commits_with_it_and_carries_the_cause(
    kernel: Kernel,
) -> None:
    streaks: list[StreakUpdatedEvent] = []

    async def first(event: PointsAwardedEvent, tx: Transaction) -> None:
        tx.publish(StreakUpdatedEvent(user_id=event.user_id, previous_streak=0, current_streak=1))

    async def second(event: StreakUpdatedEvent, tx: Transaction) -> None:
        streaks.append(event)

    kernel.bus.add(
        [
            effect("test.first", PointsAwardedEvent, first),
            effect("test.second", StreakUpdatedEvent, second),
        ]
    )
    await kernel.bus.initialize()
    cause = points(7, 1)
    with kernel.bus.turns.open(cause.event_id.hex):
        await kernel.bus.publish(cause)
        caused = await kernel.bus.consequences(cause.event_id.hex, within=5)
    assert [event.event_type for event in caused] == [
        "gamification.points.awarded",
        "gamification.streak.updated",
    ]
    assert streaks[0].causation_id == cause.event_id
    assert streaks[0].correlation_id == cause.event_id.hex


async def test_a_failing_handler_is_retried_in_order_and_harms_nobody_else(
    kernel: Kernel, clock: VirtualClock
) -> None:
    tried: list[int] = []
    others: list[int] = []
    failures = iter([ValueError("first"), ValueError("second")])

    async def flaky(event: PointsAwardedEvent, tx: Transaction) -> None:
        tried.append(event.points_amount)
        for error in failures:
            raise error

    async def steady(event: PointsAwardedEvent, tx: Transaction) -> None:
        others.append(event.points_amount)

    kernel.bus.add(
        [
            effect("test.flaky", PointsAwardedEvent, flaky),
            effect("test.steady", PointsAwardedEvent, steady),
        ]
    )
    await kernel.bus.initialize()
    async with kernel.uow() as tx:
        tx.publish(points(7, 1))
        tx.publish(points(7, 2))
    await kernel.bus.settle()
    assert tried == [1]
    assert others == [1, 2]
    for _ in range(2):
        clock.advance(5)
        await kernel.bus.settle()
    assert tried == [1, 1, 1, 2]
    assert await pending(kernel) == 0


async def test_a_rule_that_says_no_is_a_dead_letter_and_its_sequence_parks(
    kernel: Kernel,
) -> None:
    tried: list[tuple[int, int]] = []

    async def refuse(event: PointsAwardedEvent, tx: Transaction) -> None:
        tried.append((event.user_id, event.points_amount))
        if event.points_amount == 1:
            raise DomainError

    kernel.bus.add([effect("test.refuse", PointsAwardedEvent, refuse)])
    await kernel.bus.initialize()
    async with kernel.uow() as tx:
        tx.publish(points(7, 1))
        tx.publish(points(7, 2))
        tx.publish(points(8, 2))
    await kernel.bus.settle()
    assert sorted(tried) == [(7, 1), (8, 2)]
    async with kernel.uow.reading() as tx:
        rows = (await tx.execute(sa.select(delivery.c.state).order_by(delivery.c.state))).scalars()
        assert list(rows) == ["dead", "parked"]
    assert await pending(kernel) == 0


async def test_a_restart_takes_up_what_a_crash_left_and_applies_it_once(
    prepared_url: str, clock: VirtualClock
) -> None:
    seen: list[int] = []

    async def note(event: PointsAwardedEvent, tx: Transaction) -> None:
        seen.append(event.points_amount)

    subscription = effect("test.note", PointsAwardedEvent, note)
    crashed = Kernel.open(prepared_url, clock)
    crashed.bus.add([subscription])
    # Never initialised, so nothing is delivered: as if killed right after the commit.
    async with crashed.uow() as tx:
        tx.publish(points(7, 1))
        tx.publish(points(7, 2))
    await crashed.database.close()

    restarted = Kernel.open(prepared_url, clock)
    restarted.bus.add([subscription])
    await restarted.bus.initialize()
    await restarted.bus.settle()
    assert seen == [1, 2]
    assert await pending(restarted) == 0
    await restarted.close()


async def test_a_unit_of_work_inside_another_is_refused(kernel: Kernel) -> None:
    await kernel.bus.initialize()
    async with kernel.uow():
        with pytest.raises(NestedUnitOfWorkError):
            async with kernel.uow():
                pass


async def test_a_turn_opened_twice_ends_twice(kernel: Kernel) -> None:
    await kernel.bus.initialize()
    turns = kernel.bus.turns
    first = turns.open("update:1")
    first.__enter__()
    with turns.open("update:1"):
        first.__exit__(None, None, None)
        await kernel.bus.publish(points(7, 1).model_copy(update={"correlation_id": "update:1"}))
        assert len(await kernel.bus.consequences("update:1", within=1)) == 1
    assert await kernel.bus.consequences("update:1", within=1) == ()


def test_a_name_that_no_column_can_keep_is_refused() -> None:
    async def nothing(event: PointsAwardedEvent) -> None:
        """Hear and do nothing."""

    with pytest.raises(EventSubscriptionError, match="longer"):
        reaction("test." + "x" * 128, PointsAwardedEvent, nothing)
