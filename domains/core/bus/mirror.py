"""The wide path: how events reach other instances.

The database is the truth. What travels here is fast and may be lost: a durable event that did
not arrive is found in the log by its partition's owner, a missed broadcast is told as a gap.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Entry:
    """One event on its way between instances.

    `is_awaited`: the origin has an open turn that waits for what the event causes.
    """

    event_id: UUID
    event_type: str
    key: str
    origin: UUID
    wire: str
    is_awaited: bool = False


class Receiver(Protocol):
    """What an instance does with what it hears. Implemented by the bus."""

    def heard(self, entries: Sequence[Entry]) -> None:
        """Broadcast by other instances, in the order of each: for every-instance subscriptions.

        Never raises, never waits.
        """
        ...

    async def handed_over(self, entries: Sequence[Entry]) -> None:
        """Durable events of partitions that this instance serves, to be delivered here.

        When it returns the entries are safe and may be acknowledged; when it raises they
        are to be handed over again.
        """
        ...

    def reported(self, body: bytes) -> None:
        """A message that another instance sent to this one alone. Never raises."""
        ...

    def missed(self, reason: str) -> None:
        """Broadcasts were lost between two that were heard: whoever keeps a cache drops it."""
        ...

    def degraded(self, reason: str) -> None:
        """The wide path is away. Called once per outage."""
        ...

    def recovered(self) -> None:
        """The wide path is back."""
        ...


class Mirror(Protocol):
    """Copies events to other instances. Nothing here waits for a network or fails its caller."""

    @property
    def is_connected(self) -> bool:
        """Does the wide path work, as far as this instance knows?"""
        ...

    async def start(self, instance: UUID, receiver: Receiver) -> None:
        """Begin to write and to read. Does not fail when the far end is away."""
        ...

    def offer(self, entry: Entry, partition: int | None) -> None:
        """Broadcast an event; with `partition`, hand it over to who serves that one too."""
        ...

    def send(self, instance: UUID, body: bytes) -> None:
        """Tell one instance something. Lost without harm."""
        ...

    async def serve(self, partitions: Collection[int]) -> None:
        """Receive what is handed over for these partitions, and for no others, from now on.

        When it returns, nothing of a partition that was given up is being handed over.
        """
        ...

    def report(self) -> dict[str, Any]:
        """Numbers for health and metrics: backlog, lag, drops, reconnects."""
        ...

    async def stop(self) -> None:
        """Write what is waiting, as far as that goes quickly, and disconnect."""
        ...


class NoMirror:
    """One instance, or several that share a database only."""

    is_connected = False

    async def start(self, instance: UUID, receiver: Receiver) -> None:
        """Nothing to start."""

    def offer(self, entry: Entry, partition: int | None) -> None:
        """Nobody else listens."""

    def send(self, instance: UUID, body: bytes) -> None:
        """Nobody else listens."""

    async def serve(self, partitions: Collection[int]) -> None:
        """Nothing is handed over."""

    def report(self) -> dict[str, Any]:
        return {}

    async def stop(self) -> None:
        """Nothing to stop."""
