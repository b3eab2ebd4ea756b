"""The seam to the wide path: where published events are copied for other instances."""

from __future__ import annotations

from typing import Protocol

from domains.core.events.base import BaseEvent


class Mirror(Protocol):
    """Copies events elsewhere. `offer` never waits and never fails its caller."""

    async def start(self) -> None: ...

    def offer(self, event: BaseEvent) -> None: ...

    async def stop(self) -> None: ...


class NoMirror:
    """One instance, or several that share a database only."""

    async def start(self) -> None:
        """Nothing to start."""

    def offer(self, event: BaseEvent) -> None:
        """Nobody else listens."""

    async def stop(self) -> None:
        """Nothing to stop."""
