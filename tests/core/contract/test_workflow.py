"""From a published event to everybody who hears it (prior art §3.4.7)."""

from __future__ import annotations

import pytest

from domains.core import (
    EventPriority,
    EventType,
    PointsAwardedEvent,
    PointsDeductedEvent,
    ServiceStartedEvent,
    Transaction,
    effect,
    reaction,
)
from domains.core.testing import FaultPlan
from tests.core.contract.stage import Always, Counting, Stage, logged, noting, pending, points


async def test_p34_7_a_published_event_reaches_its_handler_once(stage: Stage) -> None:
    kit = await stage.open()
    handler = Counting()
    name = await kit.bus.subscribe(EventType.POINTS_AWARDED, handler)
    await kit.start()
    await kit.publish(points())
    await kit.advance("10m")
    assert handler.seen == [5]
    metrics = await kit.bus.get_metrics()
    assert metrics["published"] == {EventType.POINTS_AWARDED: 1}
    assert metrics["subscriptions"][name]["handled"] == 1
    assert metrics["subscriptions"][name]["failed"] == 0
    assert metrics["backlog"] == 0


@pytest.mark.parametrize(
    ("pattern", "hears"),
    [
        ("gamification.points.awarded", True),
        ("gamification.points.*", True),
        ("gamification.*", True),
        ("*", True),
        ("gamification", False),
        ("gamification.points", False),
        ("points.*", False),
        ("gamification.point.*", False),
        ("user.*", False),
    ],
)
async def test_p34_7_a_wildcard_matches_whole_words_from_the_left(
    stage: Stage, pattern: str, hears: bool
) -> None:
    kit = await stage.open()
    handler = Counting()
    await kit.bus.subscribe(pattern, handler)
    await kit.start()
    await kit.publish(points())
    await kit.settle()
    assert handler.seen == ([5] if hears else [])


@pytest.mark.parametrize("failure", [False, RuntimeError("broken"), ValueError("gives up")])
async def test_p34_7_a_failing_handler_blocks_no_other(
    stage: Stage, failure: Exception | bool
) -> None:
    kit = await stage.open()
    seen: list[int] = []
    steady = Counting(name="steady")
    await kit.bus.subscribe(EventType.POINTS_AWARDED, Always(failure, "first"))
    await kit.bus.subscribe(EventType.POINTS_AWARDED, steady)
    await kit.start([noting(seen)])
    await kit.publish(*(points(amount) for amount in (1, 2, 3)))
    await kit.settle()
    assert steady.seen == seen == [1, 2, 3]


async def test_the_effect_and_its_events_are_there_together_or_not_at_all(stage: Stage) -> None:
    plan = FaultPlan().fail("test.chain", calls=[1], after_work=True)
    kit = await stage.open(plan)

    async def chain(event: PointsAwardedEvent, tx: Transaction) -> None:
        tx.publish(PointsDeductedEvent(user_id=7, points_amount=1, action_type="chain"))

    await kit.start([effect("test.chain", PointsAwardedEvent, chain)])
    event = points()
    await kit.publish(event)
    await kit.settle()
    assert len(await logged(kit)) == 1
    await kit.advance("1m")
    assert len(await logged(kit)) == 2
    caused = kit.published.one(PointsDeductedEvent)
    assert (caused.causation_id, caused.correlation_id) == (event.event_id, event.event_id.hex)


async def test_a_rolled_back_transaction_has_published_nothing(stage: Stage) -> None:
    kit = await stage.open()
    seen: list[int] = []
    await kit.start([noting(seen)])
    with pytest.raises(ZeroDivisionError):
        async with kit.kernel.uow() as tx:
            tx.publish(points())
            _ = 1 / 0
    await kit.settle()
    assert (seen, await logged(kit)) == ([], [])


async def test_only_the_chosen_services_hear_also_after_a_restart(stage: Stage) -> None:
    kit = await stage.open(FaultPlan().fail("a.note", calls=[1, 2]))
    chosen: list[int] = []
    other: list[int] = []
    await kit.start([noting(chosen, "a.note"), noting(other, "b.note")])
    await kit.bus.publish(points(), target_services=["a"])
    await kit.settle()
    await kit.restart()
    await kit.advance("1m")
    assert (chosen, other) == ([5], [])


async def test_an_ephemeral_event_is_heard_and_never_stored(stage: Stage) -> None:
    kit = await stage.open()
    heard: list[str] = []

    async def listen(event: ServiceStartedEvent) -> None:
        heard.append(event.service_name)

    await kit.start([reaction("test.listen", ServiceStartedEvent, listen)])
    await kit.publish(ServiceStartedEvent(service_name="bot", service_version="1"))
    await kit.settle()
    assert heard == ["bot"]
    assert await logged(kit) == []


async def test_urgent_keys_go_first_and_starve_nobody(stage: Stage) -> None:
    kit = await stage.open(max_concurrent_handlers=1)
    order: list[EventPriority] = []

    async def note(event: PointsAwardedEvent) -> None:
        order.append(event.priority)

    await kit.start([reaction("test.note", PointsAwardedEvent, note)])
    async with kit.kernel.uow() as tx:
        for number in range(1, 81):
            priority = list(EventPriority)[number % 4]
            tx.publish(points(user_id=number, priority=priority))
    await kit.settle()
    first = order[:16]
    assert set(first) == set(EventPriority)
    assert first.count(EventPriority.CRITICAL) > first.count(EventPriority.LOW) * 3
    assert sorted(order) == sorted(list(EventPriority) * 20)
    assert await pending(kit) == 0
