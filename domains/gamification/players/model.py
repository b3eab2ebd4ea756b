"""A player, as this module knows them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody who was here. `has_acted`: did something that a machine would not bother to."""

    user_id: int
    timezone: str
    first_seen_at: datetime
    active_days: int
    has_acted: bool


class Shelf(Protocol):
    """The chapters there are to read. Bound where the modules are wired."""

    def chapters(self, plan: str) -> Collection[str]:
        """Those that somebody with this plan may read."""
        ...


class EmptyShelf:
    """No story at all."""

    def chapters(self, plan: str) -> Collection[str]:
        return ()
