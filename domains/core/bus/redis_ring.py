"""What waits to be written: bounded in number and in bytes; when it is full the oldest go."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import NamedTuple


class Packet(NamedTuple):
    """Commands that are written or dropped together, such as the two that carry one event."""

    data: bytes
    commands: int
    is_broadcast: bool


class Ring:
    """First in, first out. `put` never waits and never fails."""

    def __init__(self, entries: int, size: int) -> None:
        self._limit = entries
        self._size_limit = size
        self._packets: deque[Packet] = deque()
        self.size = 0
        """Bytes that wait."""
        self.offered = 0
        """Packets ever put in."""
        self.dropped = 0
        """Packets that gave way."""
        self._unheard = 0
        self.filled = asyncio.Event()
        """Set while something waits, or a gap is to be told."""

    def __len__(self) -> int:
        return len(self._packets)

    def put(self, packet: Packet) -> None:
        self.offered += 1
        self._packets.append(packet)
        self.size += len(packet.data)
        while len(self._packets) > self._limit or self.size > self._size_limit:
            self._drop()
        self.filled.set()

    def take(self, commands: int, size: int) -> list[Packet]:
        """Remove the oldest, until `commands` or `size` bytes are reached, or nothing waits."""
        taken: list[Packet] = []
        while self._packets and commands > 0 and size > 0:
            packet = self._packets.popleft()
            self.size -= len(packet.data)
            commands -= packet.commands
            size -= len(packet.data)
            taken.append(packet)
        if not self._packets:
            self.filled.clear()
        return taken

    def take_gap(self) -> int:
        """How many broadcasts have given way since the last call: they came before what waits."""
        unheard, self._unheard = self._unheard, 0
        return unheard

    def discard(self) -> int:
        """Drop everything that waits. Returns how many packets that were."""
        count = len(self._packets)
        while self._packets:
            self._drop()
        self.filled.clear()
        return count

    def _drop(self) -> None:
        packet = self._packets.popleft()
        self.size -= len(packet.data)
        self.dropped += 1
        self._unheard += packet.is_broadcast
