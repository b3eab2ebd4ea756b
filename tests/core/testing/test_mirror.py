"""A wide path with planned faults: what leaves, what arrives, what is told."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

import pytest

from domains.core.bus.mirror import Entry, Mirror, Receiver
from domains.core.testing import FaultyMirror


class Loop:
    """Everything that is offered is heard by the same instance."""

    is_connected = True

    def __init__(self) -> None:
        self.receiver: Receiver | None = None
        self.sent: list[bytes] = []

    async def start(self, instance: UUID, receiver: Receiver) -> None:
        self.receiver = receiver

    def offer(self, entry: Entry, partition: int | None) -> None:
        assert self.receiver is not None
        self.receiver.heard([entry])

    def send(self, instance: UUID, body: bytes) -> None:
        self.sent.append(body)

    async def serve(self, partitions: Collection[int]) -> None:
        """Everything is ours."""

    def report(self) -> dict[str, Any]:
        return {"sent": len(self.sent)}

    async def stop(self) -> None:
        """Nothing to stop."""


class Ear:
    """Writes down what it is told."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        self.told: list[str] = []

    def heard(self, entries: Sequence[Entry]) -> None:
        self.keys += [entry.key for entry in entries]

    async def handed_over(self, entries: Sequence[Entry]) -> None:
        self.heard(entries)

    def reported(self, body: bytes) -> None:
        self.told.append("reported")

    def missed(self, reason: str) -> None:
        self.told.append("missed")

    def degraded(self, reason: str) -> None:
        self.told.append("degraded")

    def recovered(self) -> None:
        self.told.append("recovered")


def entry(key: str) -> Entry:
    return Entry(UUID(int=1), "x.y", key, UUID(int=2), "{}")


@pytest.fixture
def loop() -> Loop:
    return Loop()


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
async def mirror(loop: Loop, ear: Ear) -> FaultyMirror:
    wrapped: Mirror = loop
    mirror = FaultyMirror(wrapped)
    await mirror.start(UUID(int=3), ear)
    return mirror


@pytest.mark.parametrize("empty", [False, True])
async def test_an_outage_keeps_what_leaves_and_tells_both_ends_of_it(
    mirror: FaultyMirror, ear: Ear, loop: Loop, empty: bool
) -> None:
    mirror.offer(entry("a"), None)
    mirror.go_away()
    mirror.go_away()
    during = mirror.is_connected
    mirror.offer(entry("b"), None)
    mirror.send(UUID(int=4), b"lost")
    mirror.offer(entry("c"), None)
    assert ear.keys == ["a"]
    mirror.come_back(empty=empty)
    mirror.come_back()
    assert ear.keys == (["a"] if empty else ["a", "b", "c"])
    assert ear.told == ["degraded", "missed", "recovered"]
    assert (during, mirror.is_connected) == (False, True)
    assert loop.sent == []


async def test_what_is_handed_over_during_an_outage_is_not_acknowledged(
    mirror: FaultyMirror, ear: Ear, loop: Loop
) -> None:
    assert loop.receiver is not None
    mirror.go_away()
    with pytest.raises(ConnectionError):
        await loop.receiver.handed_over([entry("a")])
    mirror.come_back()
    await loop.receiver.handed_over([entry("a")])
    assert ear.keys == ["a"]


async def test_entries_are_repeated_and_mixed_up(
    mirror: FaultyMirror, ear: Ear, loop: Loop
) -> None:
    assert loop.receiver is not None
    mirror.repeats = mirror.mixes = True
    await loop.receiver.handed_over([entry("a"), entry("b")])
    assert ear.keys == ["b", "a", "b", "a"]
