"""What is offered for a partition reaches whoever serves it, until that one has it."""

from __future__ import annotations

import asyncio
from typing import Any

from redis.asyncio import Redis

from tests.core.mirror.conftest import Opened
from tests.core.mirror.house import Instance, firsts, until

STREAM = "test:p:5"


async def pending(redis: Redis, stream: str = STREAM) -> int:
    told: dict[str, Any] = await redis.xpending(stream, "test")
    return int(told["pending"])


async def test_events_of_a_partition_reach_its_server_and_are_acknowledged(
    instances: Opened, redis: Redis
) -> None:
    one, two, three = await instances(), await instances(), await instances()
    await two.mirror.serve([5])
    await three.mirror.serve([6])
    wires = [f"{n}" for n in range(500)]
    one.offer(*wires, partition=5)
    one.offer("six", partition=6)
    await until(lambda: len(two.witness.handed) == 500 and three.witness.handed == ["six"])
    assert two.witness.handed == wires
    await until(lambda: not two.witness.waiting)
    async with asyncio.timeout(10):
        while await pending(redis):
            await asyncio.sleep(0.01)


async def test_the_server_of_a_partition_gets_its_own_events_too(instances: Opened) -> None:
    one = await instances()
    await one.mirror.serve([5])
    one.offer("own", partition=5)
    await until(lambda: one.witness.handed == ["own"])


async def test_what_nobody_served_waits(instances: Opened) -> None:
    one = await instances()
    one.offer("early", partition=5)
    await one.written()
    two = await instances()
    await two.mirror.serve([5])
    await until(lambda: two.witness.handed == ["early"])


async def test_what_was_refused_is_handed_over_again_before_what_follows(
    instances: Opened,
) -> None:
    one, two = await instances(), await instances()
    two.witness.refusals = 3
    await two.mirror.serve([5])
    for n in range(300):
        one.offer(f"{n}", partition=5)
        await asyncio.sleep(0)
    await until(lambda: len(two.witness.handed) >= 300)
    assert two.witness.refusals == 0
    assert two.witness.handed == [f"{n}" for n in range(300)]
    assert two.mirror.report()["last_error"] == "ConnectionResetError"


async def test_the_dead_ones_pending_events_come_first_and_in_order(
    instances: Opened, redis: Redis
) -> None:
    one, dead, heir = await instances(), await instances(), await instances()
    dead.witness.gate.clear()
    await dead.mirror.serve([5])
    one.offer(*(f"{n}" for n in range(250)), partition=5)
    await until(lambda: dead.witness.waiting)
    await dead.die()
    one.offer("new", partition=5)
    await one.written()
    assert await pending(redis) > 0

    await heir.mirror.serve([5])

    await until(lambda: "new" in heir.witness.handed)
    assert heir.witness.handed == [*(f"{n}" for n in range(250)), "new"]
    assert heir.told("claimed") > 0


async def test_an_entry_swallowed_by_a_ghost_is_handed_over_in_order(
    instances: Opened, redis: Redis
) -> None:
    """The predecessor's last read outlived it: the server still delivers to it."""
    one, heir = await instances(), await instances()
    await heir.mirror.serve([5])
    one.offer("first", partition=5)
    await until(lambda: heir.witness.handed == ["first"])
    heir.witness.gate.clear()
    one.offer("second", partition=5)
    await until(lambda: heir.witness.waiting)
    one.offer("third", "fourth", partition=5)
    await one.written()
    ghost = await redis.xreadgroup("test", "ghost", {STREAM: ">"}, count=1)
    assert ghost
    heir.witness.gate.set()
    await until(lambda: len(heir.witness.handed) == 4)
    assert heir.witness.handed == ["first", "second", "third", "fourth"]


async def test_an_orphan_is_found_later_at_the_latest(instances: Opened, redis: Redis) -> None:
    one, two = await instances(), await instances()
    await two.mirror.serve([5])
    two.witness.gate.clear()
    one.offer("a", partition=5)
    await until(lambda: two.witness.waiting)
    one.offer("b", partition=5)
    await one.written()
    await redis.xreadgroup("test", "ghost", {STREAM: ">"})
    two.witness.gate.set()
    await until(lambda: two.witness.handed == ["a", "b"])


async def test_serve_returns_when_nothing_given_up_is_in_hand(instances: Opened) -> None:
    one, two = await instances(), await instances()
    await two.mirror.serve([5, 6])
    two.witness.gate.clear()
    one.offer("in hand", partition=5)
    await until(lambda: two.witness.waiting)

    giving_up = asyncio.create_task(two.mirror.serve([6]))
    await asyncio.sleep(0.05)
    assert not giving_up.done()
    two.witness.gate.set()
    await giving_up
    assert two.witness.handed == ["in hand"]

    one.offer("not ours", partition=5)
    one.offer("ours", partition=6)
    await until(lambda: "ours" in two.witness.handed)
    assert "not ours" not in two.witness.handed


async def test_what_was_pending_behind_it_goes_to_the_next_server(instances: Opened) -> None:
    one, two, three = await instances(), await instances(), await instances()
    wires = [f"{n}" for n in range(250)]
    one.offer(*wires, partition=5)
    await one.written()
    two.witness.gate.clear()
    await two.mirror.serve([5])
    await until(lambda: two.witness.waiting)  # with the first hundred
    giving_up = asyncio.create_task(two.mirror.serve([]))
    two.witness.gate.set()
    await giving_up
    in_hand = len(two.witness.handed)
    await three.mirror.serve([5])
    await until(lambda: len({*two.witness.handed, *three.witness.handed}) == 250)
    assert len(two.witness.handed) == in_hand == 100
    assert firsts([*two.witness.handed, *three.witness.handed]) == wires


async def test_serve_does_not_wait_for_what_is_kept(instances: Opened) -> None:
    one, two = await instances(), await instances()
    await two.mirror.serve([5, 6])
    two.witness.gate.clear()
    one.offer("in hand", partition=5)
    await until(lambda: two.witness.waiting)
    async with asyncio.timeout(10):
        await two.mirror.serve([5, 7])
    two.witness.gate.set()


async def test_a_partition_that_moves_about_loses_nothing_and_keeps_its_order(
    instances: Opened,
) -> None:
    crowd = [await instances() for _ in range(3)]
    handed: list[str] = []
    for member in crowd:
        _into(handed, member)
    writer = await instances()
    wires = [f"{n}" for n in range(600)]
    for turn in range(12):
        server = crowd[turn % 3]
        await server.mirror.serve([5])
        writer.offer(*wires[turn * 50 : turn * 50 + 50], partition=5)
        goal = (turn + 1) * 50 - 25
        await until(lambda goal=goal: len(firsts(handed)) >= goal)  # type: ignore[misc]
        await server.mirror.serve([])
    await crowd[0].mirror.serve([5])
    await until(lambda: len(firsts(handed)) == 600)
    assert firsts(handed) == wires


def _into(handed: list[str], member: Instance) -> None:
    """Let the hand-overs of all members end up in one list."""
    original = member.witness.handed_over

    async def both(entries: Any) -> None:
        await original(entries)
        handed.extend(entry.wire for entry in entries)

    member.witness.handed_over = both  # type: ignore[method-assign]


async def test_nothing_begins_to_be_handed_over_after_a_partition_was_given_up(
    instances: Opened,
) -> None:
    """At whatever instant of a round it is given up."""
    one, two = await instances(), await instances()
    for turn in range(200):
        one.offer(*(f"{turn}-{n}" for n in range(5)), partition=5)
        await two.mirror.serve([5])
        for _ in range(turn % 40):
            await asyncio.sleep(0)
        await two.mirror.serve([])
        batches = len(two.witness.batches)
        await asyncio.sleep(0.003)
        assert len(two.witness.batches) == batches
    await two.mirror.serve([5])
    wires = [f"{turn}-{n}" for turn in range(200) for n in range(5)]
    await until(lambda: len(firsts(two.witness.handed)) == len(wires))
    assert firsts(two.witness.handed) == wires


async def blocked(redis: Redis) -> None:
    """Wait until somebody's read waits at the server."""
    async with asyncio.timeout(10):
        while not any(
            client["cmd"] == "xreadgroup" and "b" in client["flags"]
            for client in await redis.client_list()
        ):
            await asyncio.sleep(0.01)


async def test_a_change_of_partitions_does_not_wait_for_a_blocked_read(
    instances: Opened, redis: Redis
) -> None:
    one, two = await instances(), await instances(block=100.0, reader_timeout=200.0)
    await two.mirror.serve([6])
    one.offer("six", partition=6)
    await until(lambda: two.witness.handed == ["six"])
    await blocked(redis)
    one.offer("five", partition=5)
    await two.mirror.serve([5, 6])
    await until(lambda: two.witness.handed == ["six", "five"])


async def test_an_unreadable_entry_stops_nothing_and_does_not_come_back(
    instances: Opened, redis: Redis
) -> None:
    one, two = await instances(), await instances()
    await redis.xadd(STREAM, {"rubbish": "\x00"})
    one.offer("good", partition=5)
    await two.mirror.serve([5])
    await until(lambda: two.witness.handed == ["good"])
    assert two.told("undecodable") == 1
    async with asyncio.timeout(10):
        while await pending(redis):
            await asyncio.sleep(0.01)


async def test_a_group_that_vanished_is_made_again(instances: Opened, redis: Redis) -> None:
    one, two = await instances(), await instances()
    await two.mirror.serve([5, 6])
    one.offer("before", partition=5)
    await until(lambda: two.witness.handed == ["before"])
    await redis.xgroup_destroy(STREAM, "test")
    await until(lambda: two.told("groups_recreated") == 1)
    one.offer("after", partition=5)
    await until(lambda: "after" in two.witness.handed)
    assert firsts(two.witness.handed) == ["before", "after"]
    await redis.delete(STREAM)
    await until(lambda: two.told("groups_recreated") == 2)
    one.offer("again", partition=5)
    await until(lambda: "again" in two.witness.handed)


async def test_an_idle_reader_stays_connected(instances: Opened) -> None:
    """A blocking read is shorter than the socket's patience."""
    one = await instances(block=0.2, reader_timeout=1.0)
    await one.mirror.serve([1, 2])
    other = await instances()
    await asyncio.sleep(2.0)  # several reads, longer than the patience together
    other.offer("still there", partition=1)
    await until(lambda: one.witness.handed == ["still there"])
    assert one.told("outages") == one.told("reconnects") == 0
