"""Instances that share a Redis: a receiver that writes down what it is told, and patience."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from domains.core.bus.mirror import Entry
from domains.core.bus.redis_mirror import RedisMirror
from domains.core.bus.redis_options import MirrorOptions
from domains.core.tasks import TaskSupervisor

PATIENCE = 30.0
"""Seconds until a test gives up hope. Nothing here is expected to take long."""


async def until(condition: Callable[[], object]) -> None:
    """Return when it holds. Raises TimeoutError when it does not come to hold."""
    async with asyncio.timeout(PATIENCE):
        while not condition():
            await asyncio.sleep(0.005)


@dataclass
class Witness:
    """A Receiver. Everything that happened, in order, is in `story`."""

    story: list[object] = field(default_factory=list)
    batches: list[list[Entry]] = field(default_factory=list)
    replies: list[bytes] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    outages: list[str] = field(default_factory=list)
    recoveries: int = 0
    refusals: int = 0
    """How many hand-overs to refuse from now on."""
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    """Hand-overs wait for it. Open unless a test closes it."""
    waiting: int = 0

    def __post_init__(self) -> None:
        self.gate.set()

    def heard(self, entries: Sequence[Entry]) -> None:
        self.story += [entry.wire for entry in entries]

    async def handed_over(self, entries: Sequence[Entry]) -> None:
        self.waiting += 1
        try:
            await self.gate.wait()
        finally:
            self.waiting -= 1
        if self.refusals:
            self.refusals -= 1
            raise ConnectionResetError("the database is away")
        self.batches.append(list(entries))

    def reported(self, body: bytes) -> None:
        self.replies.append(body)

    def missed(self, reason: str) -> None:
        self.gaps.append(reason)
        self.story.append(Gap)

    def degraded(self, reason: str) -> None:
        self.outages.append(reason)

    def recovered(self) -> None:
        self.recoveries += 1

    @property
    def wires(self) -> list[str]:
        """Broadcasts as they were heard."""
        return [item for item in self.story if isinstance(item, str)]

    @property
    def handed(self) -> list[str]:
        """Hand-overs, repeats included."""
        return [entry.wire for batch in self.batches for entry in batch]


class Gap:
    """Stands in a story where broadcasts were missed."""


def firsts(wires: Sequence[str]) -> list[str]:
    """What the bus makes of repeats."""
    return list(dict.fromkeys(wires))


class Instance:
    """One program of several: a mirror, its receiver and its tasks."""

    def __init__(self, url: str, options: MirrorOptions) -> None:
        self.identity: UUID = uuid4()
        self.witness = Witness()
        self.supervisor = TaskSupervisor()
        self.mirror = RedisMirror(url, options=options, supervisor=self.supervisor)

    async def start(self) -> Instance:
        await self.mirror.start(self.identity, self.witness)
        return self

    async def stop(self) -> None:
        await self.mirror.stop()
        await self.supervisor.close()

    async def die(self) -> None:
        """As after SIGKILL: nothing is flushed, acknowledged or released."""
        await self.supervisor.close()

    def entry(self, wire: str) -> Entry:
        return Entry(uuid4(), "narrative.chapter_started", "user:7", self.identity, wire)

    def offer(self, *wires: str, partition: int | None = None) -> None:
        for wire in wires:
            self.mirror.offer(self.entry(wire), partition)

    def told(self, name: str) -> int:
        """A number of the report."""
        number = self.mirror.report()[name]
        assert isinstance(number, int)
        return number

    async def written(self) -> None:
        """Return when nothing waits to be written."""
        report = self.mirror.report
        await until(lambda: not report()["backlog"] and not report()["unconfirmed"])
