"""Many events at once: over two instances of which one dies, and through failing handlers."""

from __future__ import annotations

import asyncio
import random
from collections import Counter, defaultdict

import sqlalchemy as sa

from domains.core import (
    EventBusConfig,
    Kernel,
    PointsAwardedEvent,
    Subscription,
    Transaction,
    effect,
    reaction,
)
from domains.core.clock import VirtualClock
from domains.core.database import Database, open_database
from domains.core.store.instances import LEASE
from domains.core.store.tables import delivery, event_log

PATIENT = EventBusConfig(max_retry_attempts=50)

applied = sa.Table(
    "crowd_applied",
    sa.MetaData(),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("player", sa.Integer, nullable=False),
    sa.Column("publisher", sa.String, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
)


async def apply(event: PointsAwardedEvent, tx: Transaction) -> None:
    """Its number of rows and their order tell how often and in which order it ran."""
    await tx.execute(
        sa.insert(applied).values(
            player=event.user_id, publisher=event.action_type, number=event.points_amount
        )
    )


def event_of(player: int, publisher: str, number: int) -> PointsAwardedEvent:
    return PointsAwardedEvent(user_id=player, points_amount=number, action_type=publisher)


async def prepare(url: str) -> Database:
    database = open_database(url)
    async with database.writing() as connection:
        await connection.execute(sa.schema.CreateTable(applied))
    return database


async def publish(kernel: Kernel, name: str, players: range) -> None:
    for number in range(1, 11):
        for player in players:
            await kernel.bus.publish(event_of(player, name, number))


async def sequences(database: Database) -> dict[tuple[int, str], list[int]]:
    """The numbers in the order they were applied, per player and publisher."""
    async with database.reading() as connection:
        rows = (await connection.execute(sa.select(applied).order_by(applied.c.id))).all()
    found: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for row in rows:
        found[row.player, row.publisher].append(row.number)
    return found


async def finish(kernel: Kernel, clock: VirtualClock) -> None:
    """Let time pass until nothing is pending."""
    for _ in range(500):
        async with asyncio.timeout(60):
            await kernel.bus.settle()
        async with kernel.uow.reading() as tx:
            if not await tx.scalar(sa.select(sa.exists().where(event_log.c.pending))):
                return
        clock.advance(5)
        await asyncio.sleep(0.02)  # the heartbeat takes its time on the network
    raise AssertionError("it never settled")


async def test_one_of_two_instances_dies_and_the_other_finishes_everything_once(
    prepared_postgres_url: str, clock: VirtualClock
) -> None:
    database = await prepare(prepared_postgres_url)
    enough, luck = asyncio.Event(), random.Random(7)
    runs = 0

    async def unsteady(event: PointsAwardedEvent, tx: Transaction) -> None:
        nonlocal runs
        await apply(event, tx)
        runs += 1
        if runs == 150:
            enough.set()
        if luck.random() < 0.05:
            raise ConnectionError("try again")

    dying, surviving = (Kernel.open(prepared_postgres_url, clock, PATIENT) for _ in range(2))
    for kernel in (dying, surviving):
        kernel.bus.add([effect("crowd.apply", PointsAwardedEvent, unsteady)])
        await kernel.bus.initialize()
    publishing = asyncio.gather(
        publish(dying, "dying", range(1, 21)), publish(surviving, "surviving", range(11, 31))
    )
    await enough.wait()
    publishing.cancel()  # the publisher dies with its instance, wherever it is
    await asyncio.gather(publishing, return_exceptions=True)
    await dying.supervisor.close()
    await dying.database.close()
    async with database.reading() as connection:
        rows = (await connection.execute(sa.select(event_log.c.wire, event_log.c.pending))).all()
    assert any(row.pending for row in rows)
    clock.advance(LEASE.total_seconds() + 1)
    await finish(surviving, clock)
    found = await sequences(database)
    assert sum(map(len, found.values())) == len(rows)
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in found.values())
    await surviving.close()
    await database.close()


async def test_two_thousand_events_over_a_hundred_keys_keep_their_order_through_failures(
    prepared_url: str, clock: VirtualClock
) -> None:
    database, luck = await prepare(prepared_url), random.Random(11)
    heard: defaultdict[int, list[int]] = defaultdict(list)
    kernel = Kernel.open(prepared_url, clock, PATIENT)
    kernel.bus.add(_unlucky(luck, heard))
    await kernel.bus.initialize()
    counts: Counter[int] = Counter()
    for _ in range(100):
        async with kernel.uow() as tx:
            for player in luck.choices(range(1, 101), k=20):
                counts[player] += 1
                tx.publish(event_of(player, "crowd", counts[player]))
        await asyncio.sleep(0)
    await finish(kernel, clock)
    expected = {player: list(range(1, count + 1)) for player, count in counts.items()}
    assert {player: n for (player, _), n in (await sequences(database)).items()} == expected
    assert heard == expected
    assert kernel.bus.engine.workers.outstanding == {}
    assert kernel.bus.engine.lanes.backlog == 0
    async with kernel.uow.reading() as tx:
        assert (await tx.execute(sa.select(delivery))).all() == []
    await kernel.close()
    await database.close()


def _unlucky(luck: random.Random, heard: dict[int, list[int]]) -> list[Subscription]:
    """An effect that fails after its writing, a reaction that fails before it is heard."""

    async def unsteady(event: PointsAwardedEvent, tx: Transaction) -> None:
        await apply(event, tx)
        if luck.random() < 0.1:
            raise ConnectionError("try again")

    async def listen(event: PointsAwardedEvent) -> None:
        if luck.random() < 0.1:
            raise ConnectionError("try again")
        heard[event.user_id].append(event.points_amount)

    return [
        effect("crowd.apply", PointsAwardedEvent, unsteady),
        reaction("crowd.listen", PointsAwardedEvent, listen),
    ]
