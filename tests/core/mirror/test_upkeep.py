"""Streams are trimmed, but never by what somebody still needs."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from redis.asyncio import Redis

from domains.core.bus.redis_clients import connect
from domains.core.bus.redis_link import Tally
from domains.core.bus.redis_upkeep import Upkeep
from tests.core.mirror.conftest import QUICK, Opened
from tests.core.mirror.house import until

STREAM = "test:p:5"


async def test_old_broadcasts_go_and_young_ones_stay(redis: Redis) -> None:
    seconds, _ = await redis.time()
    for age in (500, 400, 50, 1):
        for number in range(200):
            await redis.xadd("test:all", {"n": number}, id=f"{(seconds - age) * 1000}-{number}")
    client = connect(_url(redis), uuid4(), 1.0)
    await Upkeep(client, replace(QUICK, retention=100), Tally()).round()
    await client.aclose()
    assert 400 <= await redis.xlen("test:all") < 600  # whole blocks of up to a hundred stay


async def test_a_broadcast_stream_is_bounded_whatever_its_age(
    instances: Opened, redis: Redis
) -> None:
    one = await instances(broadcast_length=500)
    for _ in range(10):
        one.offer(*(f"{n}" for n in range(1_000)))
        await one.written()
    assert await redis.xlen("test:all") < 1_000


async def test_acknowledged_entries_go_and_pending_ones_stay(
    instances: Opened, redis: Redis
) -> None:
    one, two = await instances(), await instances()
    await two.mirror.serve([5])
    one.offer(*(f"{n}" for n in range(100)), partition=5)
    await until(lambda: len(two.witness.handed) == 100)
    async with asyncio.timeout(10):
        while await redis.xlen(STREAM) > 1:
            await asyncio.sleep(0.01)
    two.witness.gate.clear()
    one.offer("held", partition=5)
    await until(lambda: two.witness.waiting)
    one.offer("unread", partition=5)
    await one.written()
    await _rounds(redis, 3)
    assert await redis.xlen(STREAM) == 2
    two.witness.gate.set()
    await until(lambda: two.witness.handed[-2:] == ["held", "unread"])


async def test_a_stream_that_nobody_reads_is_kept_for_the_time_of_retention(redis: Redis) -> None:
    seconds, _ = await redis.time()
    for number in range(500):
        await redis.xadd(STREAM, {"n": number}, id=f"{(seconds - 500) * 1000}-{number}")
    await redis.xadd(STREAM, {"n": "young"})
    await _rounds(redis, 1)
    assert await redis.xlen(STREAM) == 1


async def test_a_dead_consumer_goes_when_nothing_is_pending_for_it(redis: Redis) -> None:
    await redis.xgroup_create(STREAM, "test", id="0", mkstream=True)
    await redis.xadd(STREAM, {"n": 1})
    await redis.xgroup_createconsumer(STREAM, "test", "empty-handed")
    await redis.xreadgroup("test", "holding", {STREAM: ">"})
    await asyncio.sleep(0.01)
    await _rounds(redis, 1, idle_consumer=0.005)
    left = {info["name"] for info in await redis.xinfo_consumers(STREAM, "test")}
    assert left == {b"holding"}
    assert (await redis.xpending(STREAM, "test"))["pending"] == 1


async def test_an_instance_that_stops_takes_its_name_off(instances: Opened, redis: Redis) -> None:
    one = await instances()
    await one.mirror.serve([5])
    one.offer("a", partition=5)
    await until(lambda: one.witness.handed)
    assert len(await redis.xinfo_consumers(STREAM, "test")) == 1
    await one.stop()
    assert await redis.xinfo_consumers(STREAM, "test") == []


async def test_lags_are_told(instances: Opened, redis: Redis) -> None:
    one, two = await instances(), await instances()
    await two.mirror.serve([5])
    two.witness.gate.clear()
    one.offer("in hand", partition=5)
    await until(lambda: two.witness.waiting)
    one.offer(*(f"{n}" for n in range(7)), partition=5)
    await until(lambda: one.mirror.report()["partition_lag"].get(5) == 7)
    two.witness.gate.set()
    await until(lambda: one.mirror.report()["partition_lag"].get(5) == 0)
    await until(lambda: one.told("broadcast_lag") == 0)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.integers(1, 5)),
        st.tuples(st.just("deliver"), st.integers(1, 5)),
        st.tuples(st.just("acknowledge"), st.integers(0, 9)),
        st.tuples(st.just("trim"), st.just(0)),
    ),
    max_size=40,
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
async def test_no_schedule_trims_what_the_group_needs(redis: Redis, steps: list[Any]) -> None:
    """Whatever is added, delivered, acknowledged and trimmed in whatever order."""
    await redis.flushdb()
    await redis.xgroup_create(STREAM, "test", id="0", mkstream=True)
    client = connect(_url(redis), uuid4(), 5.0)
    upkeep = Upkeep(client, QUICK, Tally())
    unread: list[bytes] = []
    pending: list[bytes] = []
    for step, count in steps:
        if step == "add":
            unread += [await redis.xadd(STREAM, {"n": n}) for n in range(count)]
        elif step == "deliver":
            reply = await redis.xreadgroup("test", "me", {STREAM: ">"}, count=count)
            read = [identifier for identifier, _ in reply[0][1]] if reply else []
            assert read == unread[: len(read)]
            assert len(read) == min(count, len(unread))
            del unread[: len(read)]
            pending += read
        elif step == "acknowledge" and count < len(pending):
            await redis.xack(STREAM, "test", pending.pop(count))
        elif step == "trim":
            await upkeep.round()
        kept = {identifier for identifier, _ in await redis.xrange(STREAM)}
        assert kept >= {*unread, *pending}
    await upkeep.round()
    if not pending:
        assert await redis.xlen(STREAM) <= len(unread) + 1
    await client.aclose()


def _url(redis: Redis) -> str:
    place = redis.connection_pool.connection_kwargs
    return f"redis://{place['host']}:{place['port']}/{place['db']}"


async def _rounds(redis: Redis, count: int, **changes: Any) -> None:
    client = connect(_url(redis), uuid4(), 5.0)
    for _ in range(count):
        await Upkeep(client, replace(QUICK, retention=100, **changes), Tally()).round()
    await client.aclose()
