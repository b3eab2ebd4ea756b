"""Several instances on one PostgreSQL and one Redis share the work and keep each key's order."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable

import pytest
import sqlalchemy as sa

from domains.core import (
    EventBusConfig,
    Kernel,
    PointsAwardedEvent,
    PointsDeductedEvent,
    Transaction,
    effect,
    reaction,
)
from domains.core.bus.subscription import Scope
from domains.core.clock import SystemClock
from domains.core.store.partitions import PARTITIONS
from domains.core.store.tables import delivery, event_log, partition

applied = sa.Table(
    "cluster_applied",
    sa.MetaData(),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("player", sa.Integer, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("place", sa.String, nullable=False),
)


class House:
    """Instances that come and go."""

    def __init__(self, database_url: str, redis_url: str) -> None:
        self._database_url = database_url
        self._config = EventBusConfig(redis_url=redis_url, max_retry_attempts=10)
        self.kernels: list[Kernel] = []
        self.heard: defaultdict[str, list[int]] = defaultdict(list)

    async def open(self, place: str) -> Kernel:
        """One more instance."""

        async def apply(event: PointsAwardedEvent, tx: Transaction) -> None:
            values = {"player": event.user_id, "number": event.points_amount, "place": place}
            await tx.execute(sa.insert(applied).values(**values))
            tx.publish(
                PointsDeductedEvent(
                    user_id=event.user_id, points_amount=event.points_amount, action_type="test"
                )
            )

        async def hear(event: PointsDeductedEvent) -> None:
            self.heard[place].append(event.points_amount)

        kernel = Kernel.open(self._database_url, SystemClock(), self._config, with_redis=True)
        kernel.bus.add(
            [
                effect("test.apply", PointsAwardedEvent, apply),
                reaction("test.hear", PointsDeductedEvent, hear, Scope.EVERY_INSTANCE),
            ]
        )
        await kernel.bus.initialize()
        self.kernels.append(kernel)
        return kernel

    async def close(self, kernel: Kernel) -> None:
        self.kernels.remove(kernel)
        await kernel.close()

    async def held(self) -> Counter[str]:
        """How many partitions each instance holds."""
        async with self.kernels[0].uow.reading() as tx:
            rows = (await tx.execute(sa.select(partition.c.owner))).scalars()
            return Counter(str(owner) for owner in rows)

    async def rows(self) -> list[sa.Row[tuple[int, int, str]]]:
        async with self.kernels[0].uow.reading() as tx:
            query = sa.select(applied.c.player, applied.c.number, applied.c.place)
            return list((await tx.execute(query.order_by(applied.c.id))).all())

    async def pending(self) -> int:
        async with self.kernels[0].uow.reading() as tx:
            query = sa.select(sa.func.count()).select_from(event_log).where(event_log.c.pending)
            return int(await tx.scalar(query))


@pytest.fixture
async def house(prepared_postgres_url: str, redis_url: str) -> AsyncIterator[House]:
    house = House(prepared_postgres_url, redis_url)
    first = await house.open("first")
    async with first.uow() as tx:
        await tx.execute(sa.schema.CreateTable(applied))
    yield house
    for kernel in list(house.kernels):
        await house.close(kernel)


async def until(condition: Callable[[], object], what: str) -> None:
    for _ in range(2_000):
        result = condition()
        if asyncio.iscoroutine(result):
            result = await result
        if result:
            return
        await asyncio.sleep(0.01)
    raise AssertionError(f"it never came to this: {what}")


def award(player: int, number: int) -> PointsAwardedEvent:
    return PointsAwardedEvent(user_id=player, points_amount=number, action_type="test")


async def test_two_instances_divide_the_partitions_and_the_work(house: House) -> None:
    first = house.kernels[0]
    second = await house.open("second")

    async def divided() -> bool:
        held = await house.held()
        return len(held) == 2 and "None" not in held and sum(held.values()) == PARTITIONS

    await until(divided, "both hold partitions")
    players, numbers = range(1, 41), range(1, 11)
    for number in numbers:
        for player in players:  # each player's events come from both instances in turn
            kernel = first if (player + number) % 2 else second
            await kernel.bus.publish(award(player, number))

    async def done() -> bool:
        return len(await house.rows()) == 400 and await house.pending() == 0

    await until(done, "everything is applied")
    rows = await house.rows()
    by_player: defaultdict[int, list[int]] = defaultdict(list)
    places: defaultdict[int, set[str]] = defaultdict(set)
    for row in rows:
        by_player[row.player].append(row.number)
        places[row.player].add(row.place)
    assert all(order == list(numbers) for order in by_player.values())
    assert all(len(found) == 1 for found in places.values())
    assert {row.place for row in rows} == {"first", "second"}
    await until(lambda: all(len(house.heard[p]) == 400 for p in ("first", "second")), "heard")
    async with first.uow.reading() as tx:
        assert (await tx.execute(sa.select(delivery))).all() == []


async def test_what_a_turn_causes_elsewhere_is_its_consequence_too(house: House) -> None:
    first = house.kernels[0]
    await house.open("second")

    async def divided() -> bool:
        return len(await house.held()) == 2

    await until(divided, "both hold partitions")
    for player in range(1, 21):
        correlation_id = f"update:{player}"
        with first.bus.turns.open(correlation_id):
            event = award(player, 1).model_copy(update={"correlation_id": correlation_id})
            await first.bus.publish(event)
            caused = await first.bus.consequences(correlation_id, within=10)
            assert [type(each) for each in caused] == [PointsAwardedEvent, PointsDeductedEvent]
    assert {row.place for row in await house.rows()} == {"first", "second"}


async def test_partitions_move_under_load_and_nothing_is_lost_or_overtaken(house: House) -> None:
    first = house.kernels[0]
    players, numbers = range(1, 31), range(1, 21)

    async def publish() -> None:
        for number in numbers:
            for player in players:
                await first.bus.publish(award(player, number))

    publishing = asyncio.ensure_future(publish())
    second = await house.open("second")
    third = await house.open("third")
    await until(lambda: len(house.heard["third"]) > 50, "the third hears of it")
    await house.close(second)
    await house.close(third)
    await publishing

    async def done() -> bool:
        return len(await house.rows()) == 600 and await house.pending() == 0

    await until(done, "everything is applied")
    by_player: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for row in await house.rows():
        by_player[row.player].append((row.number, row.place))
    overtaken = [order for order in by_player.values() if [n for n, _ in order] != list(numbers)]
    assert overtaken == []
