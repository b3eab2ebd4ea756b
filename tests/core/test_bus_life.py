"""Beginning, ending and taking over: what waits in the log is neither lost nor overtaken."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence
from uuid import UUID

import pytest
import sqlalchemy as sa

from domains.core import (
    BaseEvent,
    DomainError,
    EventBus,
    Kernel,
    PointsAwardedEvent,
    Subscription,
    Transaction,
    effect,
    reaction,
)
from domains.core.bus.recovery import FORGOTTEN_AFTER
from domains.core.clock import VirtualClock
from domains.core.database import open_database
from domains.core.store import deliveries, instances
from domains.core.store import event_log as log
from domains.core.store.partitions import partition_of
from domains.core.store.tables import delivery, event_log, instance
from domains.core.tasks import TaskSupervisor
from domains.core.testing import FaultyDatabase
from tests.core.test_bus import pending, points

BEAT = instances.HEARTBEAT.total_seconds()


def noting(seen: list[int]) -> Subscription:
    async def note(event: PointsAwardedEvent) -> None:
        seen.append(event.points_amount)

    return reaction("test.note", PointsAwardedEvent, note)


is_dead = delivery.c.state == deliveries.DEAD


def _placed(events: Sequence[BaseEvent], owner: UUID) -> list[log.Placed]:
    return [log.Placed(e, e.encode(), partition_of(e.key), owner) for e in events]


async def beat(clock: VirtualClock) -> None:
    """Let every instance have its heartbeat."""
    await asyncio.sleep(0.01)
    clock.advance(BEAT)
    await asyncio.sleep(0.1)


async def test_a_start_that_failed_may_be_tried_again(
    prepared_url: str, clock: VirtualClock
) -> None:
    database, supervisor = FaultyDatabase(open_database(prepared_url)), TaskSupervisor()
    seen: list[int] = []
    bus = EventBus(database=database, clock=clock, supervisor=supervisor)
    bus.add([noting(seen)])
    database.faults.is_away = True
    with pytest.raises(ConnectionRefusedError):
        await bus.initialize()
    database.faults.is_away = False
    await bus.initialize()
    await bus.publish(points(7, 1))
    await bus.settle()
    assert seen == [1]
    async with database.reading() as connection:
        alive = (await connection.execute(sa.select(instance.c.instance_id))).scalars().all()
    assert alive == [bus.instance_id]
    await bus.shutdown()
    await supervisor.close()
    await database.close()


async def test_what_is_stored_before_the_start_waits_for_what_is_older(
    prepared_url: str, clock: VirtualClock
) -> None:
    seen: list[int] = []
    former, kernel = Kernel.open(prepared_url, clock), Kernel.open(prepared_url, clock)
    for each, amount in ((former, 1), (kernel, 2)):
        each.bus.add([noting(seen)])
        async with each.uow() as tx:
            tx.publish(points(7, amount))
        await each.bus.settle()
    assert seen == []
    await kernel.bus.initialize()
    await kernel.bus.settle()
    assert seen == [1, 2]
    assert await pending(kernel) == 0
    await former.close()
    await kernel.close()


async def test_after_the_end_no_heartbeat_follows_and_nothing_is_lost(
    prepared_url: str, clock: VirtualClock
) -> None:
    seen: list[int] = []
    ended = Kernel.open(prepared_url, clock)
    ended.bus.add([noting(seen)])
    await ended.bus.initialize()
    await ended.bus.shutdown()
    await beat(clock)
    async with ended.uow.reading() as tx:
        assert (await tx.execute(sa.select(instance))).all() == []
    await ended.supervisor.close()
    async with ended.uow() as tx:  # somebody was late; the commit must not look like a failure
        tx.publish(points(7, 1))
    await ended.database.close()
    kernel = Kernel.open(prepared_url, clock)
    kernel.bus.add([noting(seen)])
    await kernel.bus.initialize()
    await kernel.bus.settle()
    assert seen == [1]
    await kernel.close()


async def test_a_targeted_event_stays_targeted_through_a_crash(
    prepared_url: str, clock: VirtualClock
) -> None:
    heard: list[str] = []

    def listener(name: str) -> Subscription:
        async def hear(event: PointsAwardedEvent) -> None:
            heard.append(name)

        return reaction(name, PointsAwardedEvent, hear)

    kernel = Kernel.open(prepared_url, clock)
    subscriptions = [listener("a.listen"), listener("b.listen")]
    kernel.bus.add(subscriptions)
    async with kernel.uow() as tx:
        tx.publish(points(7, 1).model_copy(update={"target_services": ("a",)}))
        tx.publish(points(7, 2).model_copy(update={"target_services": ("nobody",)}))
    assert await pending(kernel) == 1
    await kernel.bus.initialize()
    await kernel.bus.settle()
    assert heard == ["a.listen"]
    await kernel.close()


@pytest.mark.parametrize("wire", ["[]", '"x"', "{", '{"type": 1}', "[" * 20_000])
async def test_one_row_that_cannot_be_read_stops_no_other(
    prepared_sqlite_url: str, clock: VirtualClock, wire: str
) -> None:
    seen: list[int] = []
    kernel = Kernel.open(prepared_sqlite_url, clock)
    kernel.bus.add([noting(seen)])
    async with kernel.uow() as tx:
        broken = tx.publish(points(7, 1))
        tx.publish(points(7, 2))
    async with kernel.uow() as tx:
        await tx.execute(
            sa.update(event_log).where(event_log.c.event_id == broken.event_id).values(wire=wire)
        )
    await kernel.bus.initialize()
    await kernel.bus.settle()
    assert seen == [2]
    assert await pending(kernel) == 1
    await kernel.close()


async def test_what_memory_lost_is_found_and_what_is_in_hand_is_left_alone(
    kernel: Kernel, clock: VirtualClock
) -> None:
    seen: list[int] = []
    me = kernel.bus.instance_id
    kernel.bus.add([noting(seen)])
    await kernel.bus.initialize()
    old = clock.now() - 2 * FORGOTTEN_AFTER
    lost = points(7, 1).model_copy(update={"timestamp": old, "correlation_id": "lost"})
    done = points(7, 2).model_copy(update={"timestamp": old, "correlation_id": "done"})
    async with kernel.database.writing() as connection:
        await log.append(connection, _placed([lost, done], me), me)
    await beat(clock)
    async with kernel.uow() as tx:  # it was completed just then
        await log.complete(tx, me, [done.event_id])
    assert seen == []
    await beat(clock)
    await kernel.bus.settle()
    assert seen == [1]
    assert await pending(kernel) == 0


async def test_a_dead_letter_of_another_instance_blocks_here_until_it_is_gone(
    prepared_url: str, clock: VirtualClock
) -> None:
    tried: list[int] = []

    async def refuse(event: PointsAwardedEvent, tx: Transaction) -> None:
        tried.append(event.points_amount)
        if event.points_amount == 1:
            raise DomainError

    one, other = Kernel.open(prepared_url, clock), Kernel.open(prepared_url, clock)
    for kernel in (one, other):
        kernel.bus.add([effect("test.refuse", PointsAwardedEvent, refuse)])
        await kernel.bus.initialize()
    await one.bus.publish(points(7, 1))
    await one.bus.settle()
    await beat(clock)
    await other.bus.publish(points(7, 2))
    await other.bus.settle()
    assert tried == [1]
    async with one.uow() as tx:
        await tx.execute(sa.update(delivery).values(state=deliveries.DISCARDED).where(is_dead))
    await beat(clock)
    for kernel in (one, other):
        await kernel.bus.settle()
    assert tried == [1, 2]
    await beat(clock)
    await other.bus.publish(points(7, 3))
    await other.bus.settle()
    assert tried == [1, 2, 3]
    await one.close()
    await other.close()


@pytest.mark.parametrize("give_up", [False, True])
async def test_the_way_out_of_a_dead_letter_keeps_the_order(
    kernel: Kernel, clock: VirtualClock, give_up: bool
) -> None:
    done: list[int] = []
    heard: list[int] = []
    is_mended = False

    async def refuse(event: PointsAwardedEvent, tx: Transaction) -> None:
        if event.points_amount == 1 and not is_mended:
            raise DomainError
        done.append(event.points_amount)

    kernel.bus.add([effect("test.refuse", PointsAwardedEvent, refuse), noting(heard)])
    await kernel.bus.initialize()
    for amount in (1, 2, 3):
        await kernel.bus.publish(points(7, amount))
    await kernel.bus.settle()
    assert done == []
    is_mended = not give_up
    async with kernel.uow() as tx:
        state = deliveries.DISCARDED if give_up else deliveries.REPLAY
        dead = await tx.execute(
            sa.update(delivery)
            .values(state=state, was_done=True)
            .where(is_dead)
            .returning(delivery.c.event_id)
        )
        again = event_log.c.event_id.in_(dead.scalars().all())
        if not give_up:
            await tx.execute(
                sa.update(event_log).values(pending=True, owner=log.NOBODY).where(again)
            )
    for amount in (4, 5, 6):  # they come while the sequence is being freed
        await kernel.bus.publish(points(7, amount))
        await beat(clock)
    await kernel.bus.publish(points(7, 7))
    for _ in range(3):  # what was parked last is freed by the next beat
        await beat(clock)
        await kernel.bus.settle()
    assert done == ([2, 3, 4, 5, 6, 7] if give_up else [1, 2, 3, 4, 5, 6, 7])
    assert heard == [1, 2, 3, 4, 5, 6, 7]  # whoever had heard it is not told again
    async with kernel.uow.reading() as tx:
        assert len((await tx.execute(sa.select(delivery))).all()) == int(give_up)
    assert await pending(kernel) == 0


async def test_two_claims_at_once_share_no_orphans_out(prepared_url: str) -> None:
    database, clock = open_database(prepared_url), VirtualClock()
    events = [points(n % 3 + 1, 1).sealed(clock.now(), None, None) for n in range(700)]
    async with database.writing() as connection:
        await log.append(connection, _placed(events, UUID(int=1)), UUID(int=1))

    async def claim(owner: UUID) -> list[str]:
        async with database.writing() as connection:
            census = await instances.renew(connection, owner, clock.now(), shares=False)
            return await log.claim(connection, owner, census.living, None)

    claimed = await asyncio.gather(*(claim(UUID(int=n)) for n in range(2, 8)))
    assert sorted(claimed) == [[], [], [], [], [], ["1", "2", "3"]]
    await database.close()


async def test_a_namesake_in_another_container_keeps_its_lease(kernel: Kernel) -> None:
    nobody, namesake, gone = 2**22 + 1, UUID(int=1), UUID(int=2)
    async with kernel.uow() as tx:
        for instance_id, host in (
            (namesake, f"{socket.gethostname()}/other-boot/pid:[1]"),
            (gone, instances._HOST),
        ):
            await tx.execute(
                sa.insert(instance).values(
                    instance_id=instance_id, host=host, pid=nobody, alive_at=tx.now, shares=False
                )
            )
        assert await instances.living(tx, tx.now) == {namesake: False}
