"""The base of sagas: begun once, moved by one event at a time, ended in exactly one way."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict

from domains.core import EventBusConfig, Kernel, Transaction
from domains.core.clock import VirtualClock
from domains.core.events import (
    BaseEvent,
    PointsAwardedEvent,
    PointsDeductedEvent,
    SagaCompensatedEvent,
    SagaCompletedEvent,
    SagaStartedEvent,
    SagaStepCompletedEvent,
    SagaTimedOutEvent,
    StreakUpdatedEvent,
)
from domains.core.saga import (
    COMPENSATED,
    COMPLETED,
    At,
    Compensated,
    Completed,
    Next,
    Reaction,
    Saga,
    SagaDeclarationError,
    after,
    begins,
    on,
)
from domains.core.store.tables import schedule
from tests.core.test_bus import pending

WAIT = timedelta(minutes=5)


class Jar(BaseModel):
    model_config = ConfigDict(frozen=True)

    coins: int = 0


class Collection(Saga[Jar]):
    """Collects coins until they are counted; when nobody comes, they are given back."""

    name = "test.collection"
    state_type = Jar

    def flow(self) -> Iterable[Reaction]:
        yield begins(StreakUpdatedEvent, self.open)
        yield on(PointsAwardedEvent, "collecting", self.collect)
        yield on(PointsDeductedEvent, "collecting", self.count)
        yield after("collecting", self.give_back)

    def saga_id_of(self, event: Any) -> str | None:
        name = event.streak_type if isinstance(event, StreakUpdatedEvent) else event.action_type
        return name if name.startswith("jar") else None

    async def open(self, event: StreakUpdatedEvent, tx: Transaction) -> Next[Jar] | None:
        return Next("collecting", Jar(), WAIT) if event.current_streak else None

    async def collect(
        self, at: At[Jar], event: PointsAwardedEvent, tx: Transaction
    ) -> Next[Jar] | None:
        return Next("collecting", Jar(coins=at.state.coins + event.points_amount), WAIT)

    async def count(
        self, at: At[Jar], event: PointsDeductedEvent, tx: Transaction
    ) -> Completed[Jar] | None:
        return Completed(at.state) if event.points_amount == at.state.coins else None

    async def give_back(
        self, at: At[Jar], event: SagaTimedOutEvent, tx: Transaction
    ) -> Compensated[Jar]:
        return Compensated(at.state, "nobody_came")


def opened(jar: str = "jar") -> StreakUpdatedEvent:
    return StreakUpdatedEvent(user_id=1, previous_streak=0, current_streak=1, streak_type=jar)


def coin(user_id: int, amount: int = 1, jar: str = "jar") -> PointsAwardedEvent:
    return PointsAwardedEvent(user_id=user_id, points_amount=amount, action_type=jar)


def counted(amount: int, jar: str = "jar") -> PointsDeductedEvent:
    return PointsDeductedEvent(user_id=9, points_amount=amount, action_type=jar)


class Fixture:
    """A saga on a running bus, and the news of it."""

    def __init__(self, kernel: Kernel, clock: VirtualClock) -> None:
        self.kernel, self.clock, self.saga = kernel, clock, Collection()
        self.news: list[BaseEvent] = []
        kernel.bus.add(self.saga.subscriptions)
        kernel.bus.observe(self)

    def published(self, event: BaseEvent) -> None:
        if event.event_type.startswith("system.saga."):
            self.news.append(event)

    def handled(self, *_: object) -> None:
        """Not of interest."""

    async def say(self, *events: BaseEvent) -> None:
        for event in events:
            await self.kernel.bus.publish(event)
            await self.kernel.bus.settle()

    async def wait(self, by: timedelta) -> None:
        self.clock.advance(by.total_seconds())
        await self.kernel.bus.settle()

    async def at(self, jar: str = "jar") -> tuple[str, int] | None:
        async with self.kernel.uow.reading() as tx:
            found = await self.saga.find(tx, jar)
        return None if found is None else (found.step, found.state.coins)

    async def timeouts(self) -> int:
        async with self.kernel.uow.reading() as tx:
            return int(await tx.scalar(sa.select(sa.func.count()).select_from(schedule)))

    def told(self) -> list[type[BaseEvent]]:
        return [type(event) for event in self.news]


@pytest.fixture
async def fixture(kernel: Kernel, clock: VirtualClock) -> Fixture:
    fixture = Fixture(kernel, clock)
    await kernel.bus.initialize()
    return fixture


async def test_a_saga_goes_from_its_start_to_its_end_and_says_so(fixture: Fixture) -> None:
    await fixture.say(opened(), coin(1, 2), coin(2, 3))
    assert await fixture.at() == ("collecting", 5)
    assert await fixture.timeouts() == 1
    await fixture.say(counted(5))
    assert await fixture.at() == (COMPLETED, 5)
    assert await fixture.timeouts() == 0
    assert fixture.told() == [
        SagaStartedEvent,
        SagaStepCompletedEvent,
        SagaStepCompletedEvent,
        SagaCompletedEvent,
    ]


async def test_a_wait_that_is_over_compensates_and_what_comes_then_is_late(
    fixture: Fixture,
) -> None:
    await fixture.say(opened(), coin(1, 2))
    await fixture.wait(WAIT - timedelta(seconds=1))
    assert await fixture.at() == ("collecting", 2)
    await fixture.wait(timedelta(seconds=1))
    assert await fixture.at() == (COMPENSATED, 2)
    await fixture.say(coin(1, 7), counted(2), opened())
    await fixture.wait(2 * WAIT)
    assert await fixture.at() == (COMPENSATED, 2)
    assert fixture.told()[-2:] == [SagaTimedOutEvent, SagaCompensatedEvent]


async def test_the_end_of_an_earlier_wait_means_nothing_to_a_later_one(fixture: Fixture) -> None:
    await fixture.say(opened(), coin(1, 2))
    late = SagaTimedOutEvent(saga="test.collection", saga_id="jar", step="collecting", version=1)
    await fixture.say(late)
    other = SagaTimedOutEvent(saga="test.other", saga_id="jar", step="collecting", version=2)
    await fixture.say(other)
    assert await fixture.at() == ("collecting", 2)


async def test_a_reaction_may_leave_the_saga_where_it_is(fixture: Fixture) -> None:
    await fixture.say(opened(), coin(1, 2), counted(3))
    assert await fixture.at() == ("collecting", 2)
    none = StreakUpdatedEvent(user_id=1, previous_streak=1, current_streak=0, streak_type="jar2")
    await fixture.say(none)
    assert await fixture.at("jar2") is None


async def test_an_event_that_overtakes_the_start_is_delivered_again(fixture: Fixture) -> None:
    await fixture.say(coin(7, 4), coin(8, 1, "other"))
    assert await fixture.at() is None
    await fixture.say(opened())
    for _ in range(20):
        await fixture.wait(timedelta(seconds=5))
    assert await fixture.at() == ("collecting", 4)
    assert await pending(fixture.kernel) == 0


async def test_starting_twice_by_hand_starts_once(fixture: Fixture) -> None:
    async with fixture.kernel.uow() as tx:
        assert await fixture.saga.start(tx, "jar1", Next("collecting", Jar(coins=1), WAIT))
    async with fixture.kernel.uow() as tx:
        assert not await fixture.saga.start(tx, "jar1", Next("collecting", Jar(), WAIT))
    assert await fixture.at("jar1") == ("collecting", 1)
    assert await fixture.timeouts() == 1


async def test_a_start_that_is_rolled_back_leaves_nothing(fixture: Fixture) -> None:
    with pytest.raises(RuntimeError):
        async with fixture.kernel.uow() as tx:
            await fixture.saga.start(tx, "jar1", Next("collecting", Jar(), WAIT))
            raise RuntimeError
    assert await fixture.at("jar1") is None
    assert await fixture.timeouts() == 0
    assert fixture.news == []


async def test_events_of_many_keys_and_two_instances_move_one_saga_one_at_a_time(
    prepared_postgres_url: str, clock: VirtualClock
) -> None:
    config = EventBusConfig(max_retry_attempts=200)
    kernels = [Kernel.open(prepared_postgres_url, clock, config) for _ in range(2)]
    fixtures = [Fixture(kernel, clock) for kernel in kernels]
    for kernel in kernels:
        await kernel.bus.initialize()
    await fixtures[0].say(opened())
    publishing = (kernels[n % 2].bus.publish(coin(n + 1)) for n in range(40))
    await asyncio.gather(*publishing)
    while await pending(kernels[0]):
        clock.advance(1)
        await asyncio.gather(*(kernel.bus.settle() for kernel in kernels))
    assert await fixtures[0].at() == ("collecting", 40)
    for kernel in kernels:
        await kernel.close()


class Contradiction(Collection):
    def flow(self) -> Iterable[Reaction]:
        yield on(PointsAwardedEvent, "collecting", self.collect)
        yield on(PointsAwardedEvent, "collecting", self.count)


class NoEnd(Collection):
    def flow(self) -> Iterable[Reaction]:
        yield begins(StreakUpdatedEvent, self.open)


async def test_a_flow_that_contradicts_itself_is_refused(kernel: Kernel) -> None:
    with pytest.raises(SagaDeclarationError, match="two reactions"):
        Contradiction()
    with pytest.raises(SagaDeclarationError, match="nothing happens after"):
        async with kernel.uow() as tx:
            await NoEnd().start(tx, "jar", Next("collecting", Jar(), WAIT))
