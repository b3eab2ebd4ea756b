"""The server freezes, dies, comes back empty. Publishing does not notice; readers are told."""

from __future__ import annotations

import asyncio
from time import perf_counter

import pytest
from redis.asyncio import Redis

from domains.core.bus.redis_link import Backoff
from domains.core.bus.redis_options import MirrorOptions
from tests.core.mirror.conftest import Opened
from tests.core.mirror.house import Gap, firsts, until
from tests.support.valkey import UnrulyRedis


async def test_nothing_is_lost_while_the_server_is_dead(
    unruly: Opened, unruly_redis: UnrulyRedis
) -> None:
    one, two = await unruly(), await unruly()
    await two.mirror.serve([5])
    wires = [f"{n}" for n in range(300)]
    one.offer(*wires[:100], partition=5)
    await until(lambda: len(two.witness.wires) == len(two.witness.handed) == 100)
    unruly_redis.kill()
    one.offer(*wires[100:200], partition=5)
    await until(lambda: one.witness.outages and two.witness.outages)
    assert one.mirror.report()["connected"] is False
    one.offer(*wires[200:], partition=5)
    unruly_redis.start()
    await until(lambda: one.witness.recoveries and two.witness.recoveries)
    await until(lambda: len(firsts(two.witness.handed)) == len(two.witness.wires) == 300)
    assert two.witness.wires == wires
    assert firsts(two.witness.handed) == wires
    assert len(one.witness.outages) == one.witness.recoveries == 1
    assert one.mirror.is_connected
    assert one.told("dropped") == 0


async def test_recovered_is_told_when_what_waited_is_written(
    unruly: Opened, unruly_redis: UnrulyRedis
) -> None:
    one = await unruly()
    await one.written()
    unruly_redis.kill()
    wires = [f"{n}" for n in range(5_000)]
    one.offer(*wires)
    await until(lambda: one.witness.outages)
    unruly_redis.start()
    await until(lambda: one.witness.recoveries)
    async with Redis.from_url(unruly_redis.url) as client:
        last = (await client.xrevrange("test:all", count=1))[0]
    assert last[1][b"w"] == b"4999"


async def test_offering_does_not_wait_for_a_frozen_server(
    unruly: Opened, unruly_redis: UnrulyRedis
) -> None:
    one, two = await unruly(), await unruly()
    await one.written()
    unruly_redis.freeze()
    started = perf_counter()
    wires = [f"{n}" for n in range(1_000)]
    one.offer(*wires, partition=5)
    assert perf_counter() - started < 0.25  # the writer gives the server 0.3 s per attempt
    await until(lambda: one.witness.outages)
    unruly_redis.thaw()
    await until(lambda: len(two.witness.wires) >= 1_000)
    assert two.witness.wires == wires


async def test_a_batch_that_a_frozen_server_took_twice_is_heard_once(
    unruly: Opened, unruly_redis: UnrulyRedis
) -> None:
    one, two = await unruly(), await unruly()
    await two.mirror.serve([5])
    one.offer("warm", partition=5)
    await until(lambda: two.witness.wires and two.witness.handed)
    unruly_redis.freeze()
    wires = [f"{n}" for n in range(150)]
    one.offer(*wires, partition=5)
    await until(lambda: one.witness.outages)
    unruly_redis.thaw()
    one.offer("end", partition=5)
    await until(lambda: "end" in two.witness.wires and "end" in two.witness.handed)
    async with Redis.from_url(unruly_redis.url) as client:
        await one.written()
        assert await client.xlen("test:all") > 160  # it did take it twice
    assert two.witness.wires == ["warm", *wires, "end"]
    assert firsts(two.witness.handed) == ["warm", *wires, "end"]
    assert two.told("duplicates") > 0


async def test_a_full_ring_drops_the_oldest_counts_them_and_tells_of_the_gap(
    unruly: Opened, unruly_redis: UnrulyRedis
) -> None:
    one, two = await unruly(ring_entries=100), await unruly()
    one.offer("before")
    await until(lambda: two.witness.wires == ["before"])
    unruly_redis.kill()
    one.offer("in flight")
    await until(lambda: one.witness.outages)
    one.offer(*(f"{n}" for n in range(1_000)))
    assert one.told("dropped") == 900
    assert one.told("backlog") == 100
    unruly_redis.start()
    await until(lambda: two.witness.wires[-1:] == ["999"])
    kept = [f"{n}" for n in range(900, 1_000)]
    assert two.witness.wires == ["before", "in flight", *kept]
    position = two.witness.story.index("900")
    assert two.witness.story[position - 1] is Gap
    assert any("900 events were dropped" in reason for reason in two.witness.gaps)


async def test_a_ring_is_bounded_in_bytes_too(unruly: Opened, unruly_redis: UnrulyRedis) -> None:
    one = await unruly(ring_bytes=100_000)
    unruly_redis.kill()
    await until(lambda: one.witness.outages)
    for _ in range(100):
        one.offer("x" * 10_000)
    assert one.told("backlog_bytes") <= 100_000
    assert one.told("dropped") > 80
    one.offer("y" * 200_000)  # larger than the whole ring
    assert one.told("backlog") == 0


async def test_a_server_that_comes_back_empty_is_started_over_with(
    unruly: Opened, unruly_redis: UnrulyRedis
) -> None:
    one, two = await unruly(), await unruly()
    await two.mirror.serve([5, 6])
    one.offer("old", partition=5)
    await until(lambda: two.witness.wires and two.witness.handed)
    two.witness.story.clear()
    unruly_redis.restart(empty=True)
    one.offer("new", partition=5)
    await until(lambda: "new" in two.witness.wires and "new" in two.witness.handed)
    await until(lambda: two.told("groups_recreated") == 2)
    assert two.witness.story[0] is Gap
    assert two.witness.wires == ["new"]
    one.mirror.send(two.identity, b"hello")
    await until(lambda: two.witness.replies == [b"hello"])


async def test_a_server_with_a_slower_clock_is_read_from_its_beginning(
    unruly: Opened, unruly_redis: UnrulyRedis
) -> None:
    one, two = await unruly(), await unruly()
    future = f"{2**50}-0"
    async with Redis.from_url(unruly_redis.url) as client:
        await client.xadd("test:all", {"x": 1}, id=future)
        await client.xadd(f"test:to:{two.identity}", {"b": "from the future"}, id=future)
    await until(lambda: two.witness.replies)
    await until(lambda: two.told("undecodable") == 1)
    unruly_redis.restart(empty=True)
    one.offer("now")
    await until(lambda: two.witness.wires == ["now"])
    one.mirror.send(two.identity, b"now")
    await until(lambda: two.witness.replies[1:] == [b"now"])


async def test_a_restart_is_told_although_nothing_seems_to_be_missing(
    unruly: Opened, unruly_redis: UnrulyRedis
) -> None:
    """A server that saves once a second has forgotten the last one, and cannot say so."""
    one, two = await unruly(), await unruly()
    one.offer("kept")
    await until(lambda: two.witness.wires == ["kept"])
    gaps = len(two.witness.gaps)
    unruly_redis.restart()
    await until(lambda: two.witness.recoveries and len(two.witness.gaps) > gaps)
    assert "restarted" in two.witness.gaps[-1]
    one.offer("more")
    await until(lambda: two.witness.wires == ["kept", "more"])


async def test_a_database_that_was_flushed_is_noticed_without_a_restart(
    unruly: Opened, unruly_redis: UnrulyRedis
) -> None:
    one, two = await unruly(), await unruly()
    one.offer(*(f"{n}" for n in range(10)))
    await until(lambda: len(two.witness.wires) == 10)
    gaps = len(two.witness.gaps)
    async with Redis.from_url(unruly_redis.url) as client:
        await client.flushdb()
    await until(lambda: len(two.witness.gaps) > gaps)
    assert "lost its data" in two.witness.gaps[-1]
    one.offer("new")
    await until(lambda: two.witness.wires[-1] == "new")


async def test_the_mirror_starts_without_a_server(
    unruly: Opened, unruly_redis: UnrulyRedis
) -> None:
    unruly_redis.kill()
    one, two = await unruly(), await unruly()
    await two.mirror.serve([5])
    assert not one.mirror.is_connected
    assert len(one.witness.outages) == 1
    one.offer("waits", partition=5)
    unruly_redis.start()
    await until(lambda: two.witness.handed == ["waits"])
    await until(lambda: one.witness.recoveries and two.witness.recoveries)
    assert any("away when this instance started" in reason for reason in two.witness.gaps)


async def test_the_mirror_stops_quickly_without_a_server(
    unruly: Opened, unruly_redis: UnrulyRedis
) -> None:
    one = await unruly()
    await one.mirror.serve([5])
    await one.written()
    unruly_redis.freeze()
    one.offer("never written")
    await one.stop()
    assert not one.mirror.is_connected
    assert one.told("backlog") == 0
    unruly_redis.thaw()


async def test_what_waits_is_written_before_the_mirror_stops(unruly: Opened) -> None:
    one, two = await unruly(), await unruly()
    wires = [f"{n}" for n in range(2_000)]
    one.offer(*wires)
    await one.mirror.stop()
    await until(lambda: len(two.witness.wires) == 2_000)


def test_a_blocking_read_must_be_shorter_than_the_sockets_patience() -> None:
    with pytest.raises(ValueError, match="before its socket times out"):
        MirrorOptions(block=5.0, reader_timeout=5.0)


async def test_p34_8_a_dead_server_is_called_ever_more_rarely_however_much_is_offered(
    unruly: Opened, unruly_redis: UnrulyRedis, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = await unruly()
    await one.written()
    calls: list[float] = []
    waited: list[float] = []
    wait = Backoff.wait

    async def counted(self: Backoff) -> None:
        calls.append(self._failures)
        await wait(self)

    def longest(_low: float, high: float) -> float:
        waited.append(high)
        return high

    monkeypatch.setattr(Backoff, "wait", counted)
    monkeypatch.setattr("domains.core.bus.redis_link.random.uniform", longest)
    unruly_redis.kill()
    for number in range(500):
        one.offer(f"event {number}")
        await asyncio.sleep(0.002)
    assert 0 < len(calls) < 25  # of 500 that were offered
    assert max(waited) > 8 * min(waited)
    unruly_redis.start()
    await until(lambda: one.mirror.is_connected)
    await one.written()
