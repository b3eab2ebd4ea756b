"""The sandbox's time: what stamps messages and decides what is old."""

from __future__ import annotations

from collections.abc import Awaitable
from datetime import datetime
from typing import Protocol, runtime_checkable


class Clock(Protocol):
    """Anything that tells UTC time: less than the product asks of its clock."""

    def now(self) -> datetime:
        """The current instant, timezone-aware UTC."""
        ...


@runtime_checkable
class MovableClock(Protocol):
    """A clock that a person can move."""

    def advance(self, seconds: float) -> Awaitable[None] | None:
        """Move time forward by `seconds`."""
        ...
