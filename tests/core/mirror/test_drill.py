"""Whatever happens to the server and to who serves what: nothing is lost, order is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from random import Random

import pytest
from redis.asyncio import Redis
from redis.exceptions import RedisError

from domains.core.bus.mirror import Entry
from tests.core.mirror.conftest import Opened
from tests.core.mirror.house import Instance, firsts, until
from tests.support.valkey import UnrulyRedis

PARTITIONS = (3, 4)
STEPS = 25


class Drill:
    """Three instances, one of which serves each partition, and a server that misbehaves."""

    def __init__(self, chance: Random, server: UnrulyRedis, crowd: list[Instance]) -> None:
        self.chance = chance
        self.server = server
        self.crowd = crowd
        self.owners: dict[int, Instance] = {}
        self.handed: dict[int, list[str]] = {partition: [] for partition in PARTITIONS}
        self.offered: dict[int, list[str]] = {partition: [] for partition in PARTITIONS}
        for member in crowd:
            self._watch(member)

    def _watch(self, member: Instance) -> None:
        original = member.witness.handed_over

        async def noted(entries: Sequence[Entry]) -> None:
            await original(entries)
            for entry in entries:
                self.handed[int(entry.key)].append(entry.wire)

        member.witness.handed_over = noted  # type: ignore[method-assign]

    def offer(self) -> None:
        """Only one writes to a partition: order is promised for what one instance offers."""
        for partition in PARTITIONS:
            origin = self.crowd[partition % len(self.crowd)]
            for _ in range(self.chance.randint(0, 60)):
                wire = f"{partition}:{len(self.offered[partition])}"
                self.offered[partition].append(wire)
                entry = origin.entry(wire)
                sent = Entry(entry.event_id, entry.event_type, f"{partition}", entry.origin, wire)
                origin.mirror.offer(sent, partition)

    async def move(self) -> None:
        partition = self.chance.choice(PARTITIONS)
        await self.assign(partition, self.chance.choice(self.crowd))

    async def assign(self, partition: int, to: Instance) -> None:
        """As the database would: the former owner gives up before the next one takes over."""
        former = self.owners.pop(partition, None)
        if former is not None:
            await former.mirror.serve(self._of(former))
        self.owners[partition] = to
        await to.mirror.serve(self._of(to))

    def _of(self, member: Instance) -> list[int]:
        return [partition for partition, owner in self.owners.items() if owner is member]

    async def refuse(self) -> None:
        self.chance.choice(self.crowd).witness.refusals += 1

    async def restart(self) -> None:
        self.server.kill()
        await asyncio.sleep(self.chance.random() * 0.1)
        self.server.start()

    async def freeze(self) -> None:
        self.server.freeze()
        await asyncio.sleep(self.chance.random() * 0.8)  # some longer than any timeout
        self.server.thaw()

    async def disconnect(self) -> None:
        try:
            async with Redis.from_url(self.server.url) as client:
                await client.client_kill_filter(_type="normal", skipme=True)
        except RedisError:
            return  # cut off ourselves

    async def run(self) -> None:
        faults = [self.move, self.move, self.refuse, self.restart, self.freeze, self.disconnect]
        for partition in PARTITIONS:
            await self.assign(partition, self.crowd[0])
        for _ in range(STEPS):
            self.offer()
            await self.chance.choice(faults)()
            await asyncio.sleep(self.chance.random() * 0.03)


@pytest.mark.parametrize("seed", range(4))
async def test_no_schedule_of_faults_loses_or_reorders(
    unruly: Opened, unruly_redis: UnrulyRedis, seed: int
) -> None:
    drill = Drill(Random(seed), unruly_redis, [await unruly() for _ in range(3)])
    await drill.run()
    for partition in PARTITIONS:
        offered, handed = drill.offered[partition], drill.handed[partition]
        await until(lambda o=offered, h=handed: len({*h}) == len(o))  # type: ignore[misc]
        assert firsts(handed) == offered
    for member in drill.crowd:
        others = {p: w for p, w in drill.offered.items() if drill.crowd[p % 3] is not member}
        for partition, wires in others.items():
            mine = f"{partition}:"
            witness = member.witness
            await until(lambda w=witness, x=wires: w.wires[-1:] and {*x} <= {*w.wires})  # type: ignore[misc]
            assert [wire for wire in witness.wires if wire.startswith(mine)] == wires


async def test_a_server_that_has_no_room_is_an_outage_like_any_other(
    unruly: Opened, unruly_redis: UnrulyRedis
) -> None:
    one, two = await unruly(), await unruly()
    await one.written()
    async with Redis.from_url(unruly_redis.url) as client:
        await client.config_set("maxmemory", "1")
        wires = [f"{n}" for n in range(500)]
        one.offer(*wires, partition=5)
        await until(lambda: one.witness.outages)
        await client.config_set("maxmemory", "0")
    await until(lambda: one.witness.recoveries)
    await until(lambda: len(two.witness.wires) == 500)
    assert two.witness.wires == wires
