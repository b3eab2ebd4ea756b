"""What one instance offers, every other one hears: once, in order, or it is told of a gap."""

from __future__ import annotations

from uuid import uuid4

from redis.asyncio import Redis

from tests.core.mirror.conftest import Opened
from tests.core.mirror.house import Gap, until


async def test_others_hear_what_is_offered_in_order(instances: Opened) -> None:
    one, two, three = await instances(), await instances(), await instances()
    wires = [f"{{{n}}}" for n in range(1_000)]
    one.offer(*wires)
    await until(lambda: len(two.witness.wires) == len(three.witness.wires) == 1_000)
    assert two.witness.wires == three.witness.wires == wires
    assert one.witness.wires == []


async def test_an_entry_arrives_as_it_was_sent(instances: Opened) -> None:
    one, two = await instances(), await instances()
    await two.mirror.serve([3])
    entry = one.entry('{"who": "doña Ñ", "what": "\\u2028 🐍"}')
    one.mirror.offer(entry, 3)
    await until(lambda: two.witness.batches)
    assert two.witness.batches == [[entry]]


async def test_what_was_said_before_the_start_is_not_heard(instances: Opened) -> None:
    one = await instances()
    one.offer("before")
    await one.written()
    two = await instances()
    one.offer("after")
    await until(lambda: two.witness.wires)
    assert two.witness.wires == ["after"]


async def test_a_reply_reaches_one_instance_only(instances: Opened) -> None:
    one, two, three = await instances(), await instances(), await instances()
    for number in range(50):
        one.mirror.send(two.identity, b"%d" % number)
    one.offer("done")
    await until(lambda: three.witness.wires and two.witness.wires)
    await until(lambda: len(two.witness.replies) == 50)
    assert two.witness.replies == [b"%d" % number for number in range(50)]
    assert three.witness.replies == []


async def test_replies_to_an_instance_that_is_gone_expire(instances: Opened, redis: Redis) -> None:
    one = await instances(reply_retention=60, reply_length=100)
    gone = uuid4()
    for _ in range(1_000):
        one.mirror.send(gone, b"hello")
    await one.written()
    stream = f"test:to:{gone}"
    assert 0 < await redis.ttl(stream) <= 60
    assert await redis.xlen(stream) <= 200


async def test_an_unreadable_entry_is_counted_and_passed_over(
    instances: Opened, redis: Redis
) -> None:
    one, two = await instances(), await instances()
    await redis.xadd("test:all", {"what": "is this"})
    await redis.xadd("test:all", {"o": one.identity.bytes, "i": b"short", "t": b"\xff"})
    one.offer("good")
    await until(lambda: two.witness.wires)
    assert two.witness.wires == ["good"]
    assert two.told("undecodable") == 2


async def test_an_instance_that_starts_says_that_something_may_be_missing(
    instances: Opened,
) -> None:
    one = await instances()
    two = await instances()
    await until(lambda: one.witness.gaps)
    two.offer("first")
    await until(lambda: one.witness.wires)
    assert one.witness.story == [Gap, "first"]
    assert two.witness.gaps == []


async def test_a_reader_that_fell_behind_is_told_before_it_hears_more(
    instances: Opened, redis: Redis
) -> None:
    one, two = await instances(), await instances()
    one.offer("seen")
    await until(lambda: two.witness.wires)
    await until(lambda: one.told("trimmed") >= 0)
    two.witness.story.clear()
    # Everything between two of its reads: written, trimmed, written again.
    async with redis.pipeline() as pipeline:
        for number in range(500):
            pipeline.xadd("test:all", {"o": one.identity.bytes, "i": uuid4().bytes, "n": number})
        pipeline.xtrim("test:all", maxlen=300, approximate=False)
        await pipeline.execute()
    one.offer("later")
    await until(lambda: two.witness.wires)
    assert two.witness.story == [Gap, "later"]


async def test_a_lost_connection_alone_loses_nothing(instances: Opened, redis: Redis) -> None:
    one, two = await instances(), await instances()
    for number in range(20):
        one.offer(f"{number}")
        await redis.client_kill_filter(_type="normal", skipme=True)
    await until(lambda: len(two.witness.wires) == 20)
    assert two.witness.wires == [f"{number}" for number in range(20)]
    assert two.witness.gaps in ([], two.witness.gaps[:1])
    assert two.told("reconnects") > 0
