"""A wide path that goes away, repeats itself and mixes up the order."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from domains.core.bus.mirror import Entry, Mirror, Receiver


class FaultyMirror:
    """Wraps a mirror. Without faults it changes nothing.

    `repeats` hands every entry over twice; `mixes` hands each batch over backwards.
    """

    def __init__(self, mirror: Mirror) -> None:
        self._mirror = mirror
        self._receiver: Receiver | None = None
        self._kept: list[tuple[Entry, int | None]] = []
        self._is_away = False
        self.repeats = False
        self.mixes = False

    @property
    def is_connected(self) -> bool:
        return not self._is_away and self._mirror.is_connected

    async def start(self, instance: UUID, receiver: Receiver) -> None:
        self._receiver = receiver
        await self._mirror.start(instance, _FaultyReceiver(receiver, self))

    def offer(self, entry: Entry, partition: int | None) -> None:
        if self._is_away:
            self._kept.append((entry, partition))
        else:
            self._mirror.offer(entry, partition)

    def send(self, instance: UUID, body: bytes) -> None:
        if not self._is_away:
            self._mirror.send(instance, body)

    async def serve(self, partitions: Collection[int]) -> None:
        await self._mirror.serve(partitions)

    def report(self) -> dict[str, Any]:
        return self._mirror.report()

    async def stop(self) -> None:
        await self._mirror.stop()

    def go_away(self) -> None:
        """From now on nothing leaves and nothing arrives."""
        if not self._is_away:
            self._is_away = True
            if self._receiver is not None:
                self._receiver.degraded("planned: the wide path is away")

    def come_back(self, *, empty: bool = False) -> None:
        """What was kept meanwhile goes out in order, unless the far end returned `empty`."""
        if not self._is_away:
            return
        self._is_away = False
        kept, self._kept = self._kept, []
        if self._receiver is not None:
            self._receiver.missed("planned: the wide path was away")
            self._receiver.recovered()
        if not empty:
            for entry, partition in kept:
                self._mirror.offer(entry, partition)

    def distort(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        """The entries as they arrive: lost, repeated or mixed up."""
        if self._is_away:
            return ()
        arriving = [*entries, *entries] if self.repeats else list(entries)
        return arriving[::-1] if self.mixes else arriving


class _FaultyReceiver:
    def __init__(self, receiver: Receiver, mirror: FaultyMirror) -> None:
        self._receiver = receiver
        self._mirror = mirror

    def heard(self, entries: Sequence[Entry]) -> None:
        self._receiver.heard(self._mirror.distort(entries))

    async def handed_over(self, entries: Sequence[Entry]) -> None:
        # Returning would acknowledge them: what does not arrive must come again.
        arriving = self._mirror.distort(entries)
        if not arriving and entries:
            raise ConnectionError("planned: the wide path is away")
        await self._receiver.handed_over(arriving)

    def reported(self, body: bytes) -> None:
        self._receiver.reported(body)

    def missed(self, reason: str) -> None:
        self._receiver.missed(reason)

    def degraded(self, reason: str) -> None:
        self._receiver.degraded(reason)

    def recovered(self) -> None:
        self._receiver.recovered()
